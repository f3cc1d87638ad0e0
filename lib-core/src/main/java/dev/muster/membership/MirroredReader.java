package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mirror, and asks the provider where the mirror knows too little; writes back what a
 * member's own look-up found. Safe for many threads; blocks on the store and the provider, never
 * holding one across the other.
 */
final class MirroredReader {
  private static final int ATTEMPTS = 3;

  private final IdentityProvider provider;
  private final MembershipStore store;
  private final Timeline timeline;
  private final Duration negativeBound;
  private final Consumer<MembershipEvent> events;

  MirroredReader(
      IdentityProvider provider,
      MembershipStore store,
      Timeline timeline,
      Duration negativeBound,
      Consumer<MembershipEvent> events) {
    this.provider = provider;
    this.store = store;
    this.timeline = timeline;
    this.negativeBound = negativeBound;
    this.events = events;
  }

  EvidenceResult read(MembershipKey key, Freshness freshness) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Moment before = timeline.now();
      MembershipStore.Read read = store.find(key);
      Evidence mirrored = fromMirror(key, freshness, before, read);
      if (mirrored != null) {
        return new EvidenceResult.Known(mirrored);
      }
      EvidenceResult asked = fromProvider(key, read);
      if (asked != null) {
        return asked;
      }
    }
    return new EvidenceResult.Failed(Failure.of(Failure.Cause.CONTENDED));
  }

  /**
   * What the mirror holds of a member, however old, to be served for so long beyond a bound. Null
   * where it holds a tombstone or no active member: a removal that was seen has no grace.
   */
  @Nullable Evidence lastKnown(MembershipKey key, Duration grace) {
    Moment before = timeline.now();
    MembershipStore.Read read = store.find(key);
    if (!(read.entry() instanceof MirrorEntry.Present present)
        || !present.membership().isActive()) {
      return null;
    }
    Duration age = Duration.between(present.asOf(), read.storeTime());
    return age.isNegative()
        ? null
        : new Evidence(
                key, present.membership(), true, before.minus(age), Source.MIRROR, present.epoch())
            .inGrace(grace);
  }

  private @Nullable Evidence fromMirror(
      MembershipKey key, Freshness freshness, Moment before, MembershipStore.Read read) {
    if (read.entry() instanceof MirrorEntry.Ending ending) {
      // What the provider still says of somebody whom we are removing does not matter.
      return new Evidence(key, null, true, before, Source.MIRROR, ending.epoch());
    }
    if (freshness.isLive() || !(read.entry() instanceof MirrorEntry.Present present)) {
      return null;
    }
    // Both times are the store's; our own clock was read before the store's, so the age is never
    // understated.
    Duration age = Duration.between(present.asOf(), read.storeTime());
    Duration bound = freshness.bound();
    if (!present.membership().isActive() && negativeBound.compareTo(bound) < 0) {
      bound = negativeBound;
    }
    if (age.isNegative() || age.compareTo(bound) > 0) {
      return null;
    }
    return new Evidence(
        key, present.membership(), true, before.minus(age), Source.MIRROR, present.epoch());
  }

  /** What the provider says now, or null if the key moved meanwhile and must be read again. */
  private @Nullable EvidenceResult fromProvider(MembershipKey key, MembershipStore.Read read) {
    Moment asOf = timeline.now();
    Optional<Membership> found = provider.findMembership(key.organization(), key.user());
    if (found.isPresent()) {
      Membership membership = found.get();
      if (!membership.organization().equals(key.organization())
          || !membership.user().equals(key.user())) {
        throw new ProviderException.Unavailable("the answer is about another membership", null);
      }
      if (read.entry() instanceof MirrorEntry.Unknown && !membership.isActive()) {
        return known(key, membership, asOf, read.entry(), 0);
      }
      return written(
          key, membership, asOf, read, new Observation.Seen(membership, read.storeTime()));
    }
    if (!(read.entry() instanceof MirrorEntry.Present)) {
      // A tombstone was made only after the provider had said that it knows the organization.
      return known(key, null, asOf, read.entry(), read.entry().epoch());
    }
    if (provider.findOrganization(key.organization()).isEmpty()) {
      events.accept(new MembershipEvent.OrganizationUnknown(key.provider(), key.organization()));
      return new EvidenceResult.Known(
          new Evidence(key, null, false, asOf, Source.LIVE, read.entry().epoch()));
    }
    return written(key, null, asOf, read, new Observation.Absent(read.storeTime()));
  }

  private @Nullable EvidenceResult written(
      MembershipKey key,
      @Nullable Membership membership,
      Moment asOf,
      MembershipStore.Read read,
      Observation observation) {
    MembershipStore.Write write = store.record(key, observation, read.entry().epoch());
    return switch (write.verdict()) {
      case ACCEPTED -> {
        if (write.entry() instanceof MirrorEntry.Ended
            && read.entry() instanceof MirrorEntry.Present) {
          events.accept(new MembershipEvent.MembershipEnded(key, write.entry().epoch()));
        }
        yield known(key, membership, asOf, read.entry(), write.entry().epoch());
      }
      case REFUSED ->
          write.entry() instanceof MirrorEntry.Ended
              ? known(key, null, asOf, read.entry(), write.entry().epoch())
              : new EvidenceResult.Failed(Failure.of(Failure.Cause.SUPERSEDED));
      default -> null;
    };
  }

  private static EvidenceResult known(
      MembershipKey key,
      @Nullable Membership membership,
      Moment asOf,
      MirrorEntry found,
      long epoch) {
    return new EvidenceResult.Known(
        new Evidence(
            key,
            membership,
            true,
            asOf,
            Source.LIVE,
            epoch,
            Evidence.Before.of(found, membership)));
  }
}
