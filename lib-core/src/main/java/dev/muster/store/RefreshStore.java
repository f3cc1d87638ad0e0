package dev.muster.store;

import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * <strong>SPI.</strong> Who exchanges a refresh token, and for a while what that came to, for all
 * nodes of a host. Safe for many threads and many nodes; may block on I/O; holds no connection
 * after it returned.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A key has one holder at a time, until its lease ends. The first outcome that is recorded of a
 * key stands until its time is over, and is never overwritten. Each method is one atomic step, and
 * may be repeated. All times are the store's own clock's. Keys are compared character by character.
 * Rows whose time is over are as good as not there, and don't pile up.
 */
public interface RefreshStore {
  /**
   * Asks to be the one who exchanges a token.
   *
   * @param key the token
   * @param claim names this attempt; asking again with it extends the lease
   * @param lease for how long nobody else may exchange it, not negative
   * @return what is to be done
   * @throws StoreException if the store can't answer; whether the lease was given is then unknown
   */
  Claim claim(Key key, UUID claim, Duration lease);

  /**
   * Records what the exchange of a token came to. A lease that has ended, or that somebody else
   * holds by now, is no hindrance: the exchange happened, and nobody else may know its outcome.
   *
   * @param key the token
   * @param claim names the attempt
   * @param outcome a sealed text; the store looks at nothing in it
   * @param keep for how long it is kept, not negative
   * @return false if the outcome of another attempt is there, and stays
   * @throws StoreException if the store can't answer; whether it recorded is then unknown
   */
  boolean complete(Key key, UUID claim, String outcome, Duration keep);

  /**
   * Ends a lease early, without an outcome: the token was not spent, or nobody knows. Changes
   * nothing where somebody else holds the key, or where an outcome was recorded.
   *
   * @param key the token
   * @param claim names the attempt
   * @throws StoreException if the store can't answer; the lease then ends by itself
   */
  void release(Key key, UUID claim);

  /**
   * A refresh token, by its hash: whoever reads the store learns of no token that works.
   *
   * @param provider the provider instance
   * @param tokenHash the SHA-256 of the token, in 64 lower-case hexadecimal digits
   */
  record Key(ProviderInstance provider, String tokenHash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the text is no such hash; it is not repeated
     */
    public Key {
      Objects.requireNonNull(provider, "provider");
      if (!HASH.matcher(Objects.requireNonNull(tokenHash, "tokenHash")).matches()) {
        throw new IllegalArgumentException(
            "token hash must be 64 lower-case hexadecimal digits, but is something else");
      }
    }
  }

  /** What is to be done with a token. */
  sealed interface Claim {
    /**
     * One outcome for each case.
     *
     * @param yours the caller exchanges it
     * @param busy somebody else is about it
     * @param done it was exchanged
     * @param <T> the outcome's type
     * @return the outcome
     */
    default <T> T fold(
        Supplier<? extends T> yours,
        Supplier<? extends T> busy,
        Function<? super Done, ? extends T> done) {
      if (this instanceof Done d) {
        return done.apply(d);
      }
      return this instanceof Yours ? yours.get() : busy.get();
    }

    /** Nobody exchanges it, as far as the store knows: the caller does, until the lease ends. */
    record Yours() implements Claim {}

    /** Somebody else exchanges it. */
    record Busy() implements Claim {}

    /**
     * It was exchanged.
     *
     * @param outcome the sealed text that was recorded
     */
    record Done(String outcome) implements Claim {
      /** Checks the outcome. */
      public Done {
        Objects.requireNonNull(outcome, "outcome");
      }

      /** Without the outcome. */
      @Override
      public String toString() {
        return "Done[…]";
      }
    }
  }
}
