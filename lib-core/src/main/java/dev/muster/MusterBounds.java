package dev.muster;

import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.OrganizationResolver;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The bounds of a Muster: how old, how long, how many. A part of its builder, for one thread. */
abstract sealed class MusterBounds permits MusterFollowing {
  /** How many look-ups run at the same time by default: 64. */
  public static final int DEFAULT_LOOKUP_THREADS = 64;

  Freshness freshness = Freshness.live();
  Duration negativeBound = EvidenceReader.Policy.DEFAULT_NEGATIVE_BOUND;
  Duration grace = EvidenceReader.Policy.DEFAULT_GRACE;
  Duration deadline = EvidenceReader.Policy.DEFAULT_DEADLINE;
  int cacheSize = EvidenceReader.Policy.DEFAULT_CACHE_SIZE;
  boolean readsAhead = true;
  int lookupThreads = DEFAULT_LOOKUP_THREADS;
  @Nullable Executor lookups;
  Duration organizationRefresh = OrganizationResolver.Policy.DEFAULT_REFRESH_AFTER;

  abstract MusterBuilder self();

  /**
   * How old evidence may be on routes that declare nothing. Default: {@link Freshness#live()}.
   *
   * @param freshness the bound
   * @return this builder
   */
  public MusterBuilder freshness(Freshness freshness) {
    this.freshness = Objects.requireNonNull(freshness, "freshness");
    return self();
  }

  /**
   * How long a "no" may be remembered. Default: 5 seconds.
   *
   * @param bound from zero to one minute
   * @return this builder
   */
  public MusterBuilder negativeBound(Duration bound) {
    this.negativeBound = Objects.requireNonNull(bound, "bound");
    return self();
  }

  /**
   * For how long beyond its bound a member's evidence in the mirror serves while the provider is
   * unavailable. Such a decision is marked stale. Live checks, removals that were seen, refusals
   * and a key that the provider does not accept have no grace. Default: none.
   *
   * @param grace from zero to one hour
   * @return this builder
   */
  public MusterBuilder grace(Duration grace) {
    this.grace = Objects.requireNonNull(grace, "grace");
    return self();
  }

  /**
   * How long a decision may take. Default: 5 seconds.
   *
   * @param deadline more than zero, at most one minute
   * @return this builder
   */
  public MusterBuilder deadline(Duration deadline) {
    this.deadline = Objects.requireNonNull(deadline, "deadline");
    return self();
  }

  /**
   * How many members this node remembers. Default: 100,000.
   *
   * @param members at least one
   * @return this builder
   */
  public MusterBuilder cacheSize(int members) {
    this.cacheSize = members;
    return self();
  }

  /**
   * Reads nothing ahead. By default a member's evidence that is asked for in the last quarter of
   * its bound is read again in the background, once, so that no request waits at the bound.
   *
   * @return this builder
   */
  public MusterBuilder withoutReadingAhead() {
    this.readsAhead = false;
    return self();
  }

  /**
   * How many look-ups run at the same time, on threads of this Muster. Default: {@link
   * #DEFAULT_LOOKUP_THREADS}. Of this and {@link #lookups} the later one counts.
   *
   * @param threads at least one
   * @return this builder
   */
  public MusterBuilder lookupThreads(int threads) {
    this.lookupThreads = threads;
    this.lookups = null;
    return self();
  }

  /**
   * Threads of the host's own for look-ups, such as virtual ones, or those that several Musters
   * share. A decision waits for what runs there, so it must not run on the caller's thread, and a
   * look-up must not wait for decisions there. How many run at the same time is the host's to
   * bound; what it rejects is undecided. Closing a Muster interrupts its own look-ups, with
   * whatever else interrupted them meanwhile, and leaves the threads. Default: none; of this and
   * {@link #lookupThreads} the later one counts.
   *
   * @param threads the host's, and the host's to shut down
   * @return this builder
   */
  public MusterBuilder lookups(Executor threads) {
    this.lookups = Objects.requireNonNull(threads, "threads");
    return self();
  }

  /**
   * How old the mirrored name of an organization may be before the provider is asked again, in the
   * background, when a member comes by. Default: one hour.
   *
   * @param after more than zero
   * @return this builder
   */
  public MusterBuilder organizationRefresh(Duration after) {
    this.organizationRefresh = Objects.requireNonNull(after, "after");
    return self();
  }
}
