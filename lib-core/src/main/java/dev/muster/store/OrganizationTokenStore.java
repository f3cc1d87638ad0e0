package dev.muster.store;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Organization access tokens, by their hashes. Safe for many threads and many
 * nodes; may block on I/O; holds no connection after it returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Adding and revoking are serialised for each key: each key has an epoch, which each revocation
 * of the key, of its user, of its organization and of a session of its user raises, and a token is
 * added only at the epoch that was read before. So a token whose holder was checked after {@link
 * #epoch} is either not added, or there for the revocation to find. A revoked token is never live
 * again; a suspended one is only by {@link #resume}. Each method is one atomic step and may be
 * repeated. All times are the store's own clock's. Keys and hashes are compared character by
 * character.
 */
public interface OrganizationTokenStore {
  /** How long a holder's own word for a token may be: 255 characters. */
  int MAX_LABEL = 255;

  /**
   * Reads the epoch of a key, which stands from now on even if it never had a token.
   *
   * @param key whose tokens
   * @return the epoch, to be read before the membership is checked
   * @throws StoreException if the store can't answer
   */
  long epoch(MembershipKey key);

  /**
   * Adds a token, if nothing was revoked since the epoch was read.
   *
   * @param token the token, live from now on for its lifetime
   * @param expectedEpoch the epoch that was read
   * @param cap how many tokens of the key may be live or suspended, this one included
   * @return whether it was added; repeated with the same id and hash, it was
   * @throws StoreException if the store can't answer; whether it was added is then unknown
   */
  Addition add(NewToken token, long expectedEpoch, int cap);

  /**
   * Finds a token in whatever state, and the store's time, in one step.
   *
   * @param hash its hash
   * @return the token, or empty if there is none, or none any more
   * @throws StoreException if the store can't answer
   */
  Optional<Found> find(Hash hash);

  /**
   * Lists a holder's tokens that are live or suspended and not expired.
   *
   * @param key whose
   * @return the tokens, the oldest first, by their ids where they are of one age
   * @throws StoreException if the store can't answer
   */
  List<Token> list(MembershipKey key);

  /**
   * Revokes one token of a holder.
   *
   * @param key whose
   * @param token which
   * @return false if the holder has no such token; true also if it was revoked before
   * @throws StoreException if the store can't answer; whether it was revoked is then unknown
   */
  boolean revoke(MembershipKey key, TokenId token);

  /**
   * Revokes every token of a holder, and what is being added meanwhile.
   *
   * @param holder whose
   * @return how many tokens were live or suspended
   * @throws StoreException if the store can't answer; whether they were revoked is then unknown
   */
  int revoke(TokenHolder holder);

  /**
   * Suspends a holder's live tokens while a removal is in progress, and raises the epoch.
   *
   * @param key whose
   * @throws StoreException if the store can't answer
   */
  void suspend(MembershipKey key);

  /**
   * Makes a holder's suspended tokens live again: the removal was undone.
   *
   * @param key whose
   * @throws StoreException if the store can't answer
   */
  void resume(MembershipKey key);

  /**
   * Records when tokens were last used, many at once. An earlier use never replaces a later one,
   * and an unknown token is passed over.
   *
   * @param uses when each was used, by the host's clock
   * @throws StoreException if the store can't answer
   */
  void used(Map<TokenId, Instant> uses);

  /**
   * Deletes tokens that expired some time ago, the revoked ones among them. Until then their
   * bearers are told which organization they were for. Epochs stay.
   *
   * @param keep how long after its expiry a token is kept
   * @param most how many are deleted at most
   * @return how many were deleted
   * @throws StoreException if the store can't answer
   */
  int sweep(Duration keep, int most);

  /** What became of a token that was to be added. */
  enum Addition {
    /** It is live. */
    ADDED,
    /** Something was revoked since the epoch was read: check again. */
    MOVED,
    /** The holder has as many as may be. */
    FULL
  }

  /** Whether a token may be used. */
  enum State {
    /** It may, until it expires. */
    LIVE,
    /** Its holder's removal is in progress. */
    SUSPENDED,
    /** Never again. */
    REVOKED
  }

  /**
   * The SHA-256 of a token: whoever reads the store learns of no token that works.
   *
   * @param value 64 lower-case hexadecimal digits
   */
  record Hash(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is no such hash; it is not repeated
     */
    public Hash {
      if (!FORM.matcher(Objects.requireNonNull(value, "value")).matches()) {
        throw new IllegalArgumentException(
            "token hash must be 64 lower-case hexadecimal digits, but is something else");
      }
    }
  }

  /**
   * What a token may do at most, and for whom it was issued.
   *
   * @param key its holder: the user, in the one organization it is good for
   * @param membership the membership at its issue; it dies with that
   * @param role the holder's role at its issue, or null for none
   * @param permissions the holder's permissions at its issue; copied
   * @param session the provider's id of the session that issued it and with which it dies, or null
   * @param label the holder's own word for it, up to {@link #MAX_LABEL} characters; may be empty
   */
  record Grant(
      MembershipKey key,
      MembershipId membership,
      @Nullable Role role,
      Set<Permission> permissions,
      @Nullable String session,
      String label) {
    /** Checks and copies. */
    public Grant {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(membership, "membership");
      permissions = Set.copyOf(permissions);
      Objects.requireNonNull(label, "label");
    }
  }

  /**
   * A token that is to be added.
   *
   * @param id its id
   * @param hash its hash
   * @param grant what it may do
   * @param lifetime how long it lives from its addition on, not negative
   */
  record NewToken(TokenId id, Hash hash, Grant grant, Duration lifetime) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the lifetime is negative
     */
    public NewToken {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(grant, "grant");
      if (Objects.requireNonNull(lifetime, "lifetime").isNegative()) {
        throw new IllegalArgumentException("lifetime must not be negative, but was " + lifetime);
      }
    }
  }

  /**
   * A token that is stored.
   *
   * @param id its id
   * @param grant what it may do
   * @param state whether it may be used
   * @param issuedAt when it was added
   * @param expiresAt from when on it can't be used
   * @param lastUsedAt when it was last used, as far as that was recorded, or null
   */
  record Token(
      TokenId id,
      Grant grant,
      State state,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt) {
    /** Checks the parts. */
    public Token {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(grant, "grant");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(issuedAt, "issuedAt");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }
  }

  /**
   * A token and when it was read.
   *
   * @param token the token
   * @param storeTime the store's clock at the read
   */
  record Found(Token token, Instant storeTime) {
    /** Checks the parts. */
    public Found {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(storeTime, "storeTime");
    }
  }
}
