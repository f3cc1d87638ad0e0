package dev.muster.session;

import dev.muster.name.TokenId;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of requests that present an organization access token: each is bound to the token's
 * organization and may do what the token grants, at most. Safe for many threads; never blocks.
 */
public final class TokenSessions {
  /** An issuer. */
  public TokenSessions() {}

  /**
   * A session of a token that was found.
   *
   * @param reading what the store said of it
   * @return the session; it can't be refreshed or attached
   */
  public Session of(Reading reading) {
    return new Session(this, Objects.requireNonNull(reading, "reading"));
  }

  /**
   * Whether a session was made here.
   *
   * @param session any session
   * @return true only for this issuer's own
   */
  public boolean issued(Session session) {
    return session.isIssuedBy(this);
  }

  /**
   * What a store said of a token that may be used, and when. Immutable, but for whether a request
   * that waited for it has used it, and where its session last worked.
   */
  public static final class Reading {
    private final TokenId id;
    private final Hash hash;
    private final Grant grant;
    private final long wallNanos;
    private final long nanos;
    private final long lifeNanos;
    private final long generation;
    private final int stripes;
    private final AtomicBoolean unspent;
    private volatile @Nullable Object place;

    /**
     * A reading.
     *
     * @param id the token's id
     * @param hash its hash
     * @param grant what it may do
     * @param wallNanos our wall clock just before it was read
     * @param nanos our monotonic ticker just before it was read
     * @param lifeNanos how long it could be used from then on
     * @param generation how many revocations this node knew of
     * @param stripes where it counts them
     * @param unspent whether a request waited for just this reading
     */
    public Reading(
        TokenId id,
        Hash hash,
        Grant grant,
        long wallNanos,
        long nanos,
        long lifeNanos,
        long generation,
        int stripes,
        boolean unspent) {
      this.id = Objects.requireNonNull(id, "id");
      this.hash = Objects.requireNonNull(hash, "hash");
      this.grant = Objects.requireNonNull(grant, "grant");
      this.wallNanos = wallNanos;
      this.nanos = nanos;
      this.lifeNanos = lifeNanos;
      this.generation = generation;
      this.stripes = stripes;
      this.unspent = new AtomicBoolean(unspent);
    }

    /**
     * The same, as it is kept for other requests.
     *
     * @return a reading that nobody waited for
     */
    public Reading kept() {
      return new Reading(id, hash, grant, wallNanos, nanos, lifeNanos, generation, stripes, false);
    }

    /**
     * The token.
     *
     * @return its id
     */
    public TokenId id() {
      return id;
    }

    /**
     * The token's hash.
     *
     * @return no secret
     */
    public Hash hash() {
      return hash;
    }

    /**
     * What the token may do at most.
     *
     * @return the grant
     */
    public Grant grant() {
      return grant;
    }

    /**
     * Our wall clock just before the token was read.
     *
     * @return nanoseconds from 1970
     */
    public long wallNanos() {
      return wallNanos;
    }

    /**
     * Our monotonic ticker just before the token was read.
     *
     * @return nanoseconds from an arbitrary origin
     */
    public long nanos() {
      return nanos;
    }

    /**
     * How long the token could be used when it was read.
     *
     * @return nanoseconds
     */
    public long lifeNanos() {
      return lifeNanos;
    }

    /**
     * How many revocations this node knew of when it was read.
     *
     * @return a number that means something to who made the reading
     */
    public long generation() {
      return generation;
    }

    /**
     * Where the revocations are counted.
     *
     * @return a number that means something to who made the reading
     */
    public int stripes() {
      return stripes;
    }

    /**
     * Takes the reading for the request that waited for it.
     *
     * @return true once, and never for a kept one
     */
    public boolean spend() {
      return unspent.get() && unspent.compareAndSet(true, false);
    }

    /**
     * Where the last check of the reading's session worked, so that the next one need not look.
     *
     * @return what was kept, which means something to who kept it; null if nothing was
     */
    public @Nullable Object place() {
      return place;
    }

    /**
     * Keeps where a check of the reading's session worked.
     *
     * @param scope the scope
     */
    public void keepPlace(Object scope) {
      this.place = Objects.requireNonNull(scope, "scope");
    }

    @Override
    public String toString() {
      return "Reading[" + id + ", " + grant.key() + "]";
    }
  }
}
