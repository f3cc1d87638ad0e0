package dev.muster.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Workplaces that hash tokens, lent one at a time, so that a warm request makes neither a digest
 * nor an array. Not bound to threads, which may be virtual and many. Safe for many threads; where
 * all are lent, another one is made.
 */
final class Digests {
  private static final int LENT_AT_MOST = 32;

  private final AtomicReferenceArray<@Nullable Workplace> idle =
      new AtomicReferenceArray<>(LENT_AT_MOST);
  private final int length;

  /** For tokens of one length. */
  Digests(int length) {
    this.length = length;
  }

  Workplace take() {
    Workplace free = idle.getAndSet(home(), null);
    return free == null ? new Workplace(length) : free;
  }

  void give(Workplace workplace) {
    idle.setRelease(home(), workplace);
  }

  private static int home() {
    return System.identityHashCode(Thread.currentThread()) & (LENT_AT_MOST - 1);
  }

  /** One digest with its input and output. For one thread at a time. */
  static final class Workplace {
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BYTES = 32;
    private static final int ASCII = 128;

    private final MessageDigest sha256 = TokenFormat.sha256();
    private final byte[] text;
    private final byte[] hash = new byte[BYTES];

    Workplace(int length) {
      text = new byte[length];
    }

    /** Hashes the end of a text; false if that is no ASCII, and so no token. */
    boolean hash(String of, int from) {
      int strange = 0;
      for (int i = 0; i < text.length; i++) {
        char c = of.charAt(from + i);
        strange |= c;
        text[i] = (byte) c;
      }
      if (strange >= ASCII) {
        return false;
      }
      sha256.update(text);
      try {
        return sha256.digest(hash, 0, BYTES) == BYTES;
      } catch (DigestException e) {
        throw new IllegalStateException("a SHA-256 has " + BYTES + " bytes", e);
      }
    }

    /** A part of the hash, from 0 to 3. */
    long part(int index) {
      return (long) LONGS.get(hash, index * Long.BYTES);
    }

    String hex() {
      return HexFormat.of().formatHex(hash);
    }
  }
}
