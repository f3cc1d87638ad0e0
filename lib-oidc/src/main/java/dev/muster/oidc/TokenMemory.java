package dev.muster.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * A table with four places for each index, without locks. Nothing is in it but what an issuer
 * signed, so nobody outside can flood it, and a lost race loses a memory and no more. The index is
 * a part of the hash; what is found there is compared as a whole.
 */
/** Tokens that were verified, by the hash of their text. Bounded; safe for many threads. */
final class TokenMemory {
  /** How many tokens are remembered at most. */
  static final int PLACES = 16 * 1024;

  private static final int WAYS = 4;

  private final AtomicReferenceArray<Entry> table;
  private final int indexes;

  /**
   * A memory.
   *
   * @param places how many tokens; a power of two from 4 on, or 0 for none
   */
  TokenMemory(int places) {
    table = new AtomicReferenceArray<>(places);
    indexes = places / WAYS;
  }

  /** A token that was verified, the keys that counted then, and when it counts. */
  record Entry(TokenHash hash, JWKSet trusted, Validity validity, TokenCheck.Verified check) {}

  @Nullable Entry find(TokenHash hash) {
    if (indexes == 0) {
      return null;
    }
    int begin = begin(hash);
    for (int place = begin; place < begin + WAYS; place++) {
      Entry entry = table.get(place);
      if (entry != null && entry.hash().equals(hash)) {
        return entry;
      }
    }
    return null;
  }

  /** Remembers, in the place of the same token, of none, or of the one that ends first. */
  void remember(Entry entry) {
    if (indexes == 0) {
      return;
    }
    int begin = begin(entry.hash());
    int soonest = begin;
    long end = Long.MAX_VALUE;
    for (int place = begin; place < begin + WAYS; place++) {
      Entry other = table.get(place);
      if (other == null || other.hash().equals(entry.hash())) {
        table.set(place, entry);
        return;
      }
      if (other.validity().until() < end) {
        soonest = place;
        end = other.validity().until();
      }
    }
    table.set(soonest, entry);
  }

  private int begin(TokenHash hash) {
    return (hash.hashCode() & (indexes - 1)) * WAYS;
  }
}
