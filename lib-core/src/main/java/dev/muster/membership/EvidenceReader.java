package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.IdentityProvider;
import dev.muster.store.MembershipStore;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds evidence fresh enough for a request: in this node's memory, in the mirror, or at the
 * provider, whichever is the nearest that satisfies the bound. Safe for many threads. A read blocks
 * until its deadline at most; it does not block if memory serves.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Known evidence {@link Evidence#serves} the caller at the moment it is returned. For one key,
 * callers within one bound share one look-up, and concurrent live callers make at most two. A
 * look-up begun before {@link #invalidate} serves nobody who came after it. A failure is never
 * remembered. What memory holds of a run of the provider's events is moved by {@link #watermark}.
 */
public final class EvidenceReader {
  private static final int ATTEMPTS = 3;

  private final Timeline timeline;
  private final BoundedCalls calls;
  private final long negativeNanos;
  private final boolean readsAhead;
  private final EvidenceCache cache;
  private final MirroredReader mirror;
  private final Lookup lookup;
  private final SingleFlight flights;
  private final Forgetting forgetting;
  private final Watermark watermark = new Watermark();
  private final Consumer<Evidence> readAhead;

  /**
   * A reader over a provider and its mirror.
   *
   * @param provider the provider
   * @param store the mirror
   * @param timeline the clocks
   * @param policy the bounds
   * @param executor runs look-ups; may refuse when full
   * @param events hears what happened; must not throw
   * @param readAhead hears the provider's word that no request waited for; must not block or throw
   */
  public EvidenceReader(
      IdentityProvider provider,
      MembershipStore store,
      Timeline timeline,
      Policy policy,
      Executor executor,
      Consumer<MembershipEvent> events,
      Consumer<Evidence> readAhead) {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(events, "events");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.readAhead = Objects.requireNonNull(readAhead, "readAhead");
    this.calls = new BoundedCalls(executor, timeline, policy.deadline());
    this.negativeNanos = policy.negativeBound().toNanos();
    this.readsAhead = policy.readsAhead();
    this.cache = new EvidenceCache(policy.cacheSize(), policy.negativeBound());
    this.mirror =
        new MirroredReader(provider, store, timeline, policy.negativeBound(), watermark, events);
    this.lookup = new Lookup(provider.instance(), mirror, policy.grace(), events);
    // A look-up may outlive its callers, but not for ever: after twice the deadline a new one
    // starts.
    this.flights =
        new SingleFlight(
            executor, timeline, policy.deadline().multipliedBy(2), lookup::look, this::publish);
    this.forgetting = new Forgetting(flights, cache);
  }

  /**
   * Finds evidence.
   *
   * @param key whom and where
   * @param freshness how old it may be
   * @param start when the caller's request began
   * @return known, or failed with the reason
   */
  public EvidenceResult read(MembershipKey key, Freshness freshness, Moment start) {
    return read(key, freshness, start, 0);
  }

  /**
   * Finds evidence that is at least as fresh as a write or a decision seen before. What was
   * remembered or mirrored earlier does not serve; a read of the provider begun after the request
   * does.
   *
   * @param key whom and where
   * @param freshness how old it may be
   * @param start when the caller's request began
   * @param epoch the least epoch of what is remembered or mirrored; 0 for any
   * @return known, or failed with the reason
   */
  public EvidenceResult read(MembershipKey key, Freshness freshness, Moment start, long epoch) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(freshness, "freshness");
    Objects.requireNonNull(start, "start");
    Moment asked = timeline.now();
    Evidence cached = cache.find(key, freshness, asked);
    if (cached != null && cached.epoch() >= epoch) {
      if (isDueAhead(cached, freshness, cached.ageNanos(freshness, asked))
          && cached.takesReadAhead()) {
        var unused = flights.join(key, Freshness.live(), asked).future.thenAccept(this::ahead);
      }
      return new EvidenceResult.Known(cached);
    }
    Freshness wanted = cached == null ? freshness : Freshness.live();
    Moment from = start;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Flight.Outcome outcome = await(flights.join(key, wanted, from), start);
      EvidenceResult result = outcome.looked().result();
      Moment now = timeline.now();
      if (result instanceof EvidenceResult.Failed) {
        Evidence last = outcome.superseded() ? null : outcome.looked().lastKnown();
        return last != null && last.epoch() >= epoch && last.serves(freshness, start, now)
            ? new EvidenceResult.Known(last.markedFor(freshness, now))
            : result;
      }
      Evidence evidence = ((EvidenceResult.Known) result).evidence();
      boolean caughtUp = evidence.epoch() >= epoch || evidence.isStatedSince(start);
      if (!outcome.superseded() && caughtUp && serves(evidence, freshness, start, now)) {
        return result;
      }
      wanted = Freshness.live();
      from = now;
    }
    return new EvidenceResult.Failed(Failure.of(Failure.Cause.CONTENDED));
  }

  /**
   * Whether a member's evidence that somebody held on to still serves, and would be what a read
   * answers. Never for a live request.
   *
   * @param held evidence of an earlier read
   * @param freshness how old it may be
   * @param ageNanos how old it is, for this freshness
   * @return false also where a read has more to do than to answer
   */
  public boolean stillServes(Evidence held, Freshness freshness, long ageNanos) {
    return held.isRemembered()
        && held.isMember()
        && freshness.reaches(ageNanos)
        && !isDueAhead(held, freshness, ageNanos);
  }

  /**
   * Counts uses of evidence that somebody held on to, so that it is not evicted as idle.
   *
   * @param key of the evidence
   */
  public void keep(MembershipKey key) {
    cache.keep(key);
  }

  private boolean isDueAhead(Evidence cached, Freshness freshness, long ageNanos) {
    return readsAhead
        && ageNanos > freshness.aheadNanos()
        && cached.isMember()
        && !cached.isMoved();
  }

  /* A "no" that was found by a look-up begun before the request has a bound of its own. */
  private boolean serves(Evidence evidence, Freshness freshness, Moment start, Moment now) {
    return evidence.serves(freshness, start, now)
        && (evidence.isMember()
            || evidence.isStatedSince(start)
            || evidence.ageNanos(freshness, now) <= negativeNanos);
  }

  /**
   * What the mirror says of a key, without asking the provider. Blocks on the store; serves no
   * request.
   *
   * @param key whom and where
   * @return evidence from the mirror, however old; null where it holds nothing, or a word that only
   *     the provider can confirm
   * @throws dev.muster.store.StoreException if the store can't answer
   */
  public @Nullable Evidence mirrored(MembershipKey key) {
    return mirror.word(Objects.requireNonNull(key, "key"));
  }

  /**
   * Up to when this node's memory follows the provider's events.
   *
   * @return for who forgets what changed, to be raised after that
   */
  public Watermark watermark() {
    return watermark;
  }

  /**
   * Forgets what this node knows of a key, including what a look-up under way will find.
   *
   * @param key the key
   */
  public void invalidate(MembershipKey key) {
    forgetting.one(Objects.requireNonNull(key, "key"));
  }

  /**
   * The same for all members of an organization, whoever they are.
   *
   * @param organization one that has ended
   */
  public void invalidate(OrganizationId organization) {
    forgetting.membersOf(Objects.requireNonNull(organization, "organization"));
  }

  /**
   * The same for all holders of a role of the provider's.
   *
   * @param role its slug
   * @param organization the one organization that has it, or null for a role of all
   */
  public void invalidate(RoleSlug role, @Nullable OrganizationId organization) {
    forgetting.holdersOf(Objects.requireNonNull(role, "role"), organization);
  }

  /** The same for everybody. */
  public void forgetAll() {
    forgetting.everybody();
  }

  private Flight.Outcome await(Flight flight, Moment start) {
    try {
      return calls.await(flight.future, start);
    } catch (BoundedCalls.Unanswered unanswered) {
      return new Flight.Outcome(Flight.Looked.failed(unanswered.kind()), false);
    }
  }

  /**
   * Classifies what an SPI threw, and raises the alarm where an operator must act.
   *
   * @param thrown any unchecked exception
   * @return the failure
   */
  public Failure report(RuntimeException thrown) {
    return lookup.report(thrown);
  }

  private void ahead(Flight.Outcome outcome) {
    if (!outcome.superseded() && outcome.looked().result() instanceof EvidenceResult.Known known) {
      readAhead.accept(known.evidence());
    }
  }

  private void publish(MembershipKey key, EvidenceResult result) {
    if (result instanceof EvidenceResult.Known known) {
      cache.put(known.evidence());
    }
  }

  /**
   * The bounds of a reader.
   *
   * @param deadline how long one read may take
   * @param negativeBound how long a "no" may be remembered
   * @param grace for how long beyond its bound a "yes" of the mirror serves while the provider is
   *     unavailable; zero for none
   * @param cacheSize how many members are remembered at most
   * @param readsAhead whether a member's evidence that is asked for in the last quarter of its
   *     bound is read again in the background, so that nobody waits at the bound
   */
  public record Policy(
      Duration deadline,
      Duration negativeBound,
      Duration grace,
      int cacheSize,
      boolean readsAhead) {
    /** How long a decision may take by default: 5 seconds. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    /** How long a "yes" outlives its bound in an outage by default: not at all. */
    public static final Duration DEFAULT_GRACE = Duration.ZERO;

    /** How long a "no" may be remembered by default: 5 seconds. */
    public static final Duration DEFAULT_NEGATIVE_BOUND = Duration.ofSeconds(5);

    /** How many members are remembered by default: 100,000. */
    public static final int DEFAULT_CACHE_SIZE = 100_000;

    /** Checks the parts. */
    public Policy {
      Objects.requireNonNull(deadline, "deadline");
      Objects.requireNonNull(negativeBound, "negativeBound");
      Objects.requireNonNull(grace, "grace");
    }
  }
}
