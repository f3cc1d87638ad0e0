package dev.muster.lifecycle;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Moment;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.store.Change.Joining;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes users active members, each with a seat from the beginning. */
final class Joinings {
  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;

  Joinings(Lifecycle.Parts parts, Steps steps, Judgement judgement) {
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
  }

  /** Begins to accept an invitation that may be accepted; null if something moved. */
  @Nullable Begun accepting(MembershipKey key, InvitationId invitation) {
    Standing standing =
        parts.changes().standing(new Subject.OfOrganization(key.provider(), key.organization()));
    judgement.isIdle(standing, key);
    judgement.hasSeat(standing, key);
    return begun(new Joining(steps.newId(), key, invitation), List.of(standing), key.user());
  }

  ConsistencyToken reactivate(Actor actor, UserId user) {
    Begun begun = steps.settled(() -> reactivating(actor, user));
    Membership target = begun.membership();
    if (begun.joining() == null || target == null) {
      return steps.followed(actor.key(user)).token();
    }
    return carriedOut(
        begun,
        () -> {
          var unused = parts.lifecycle().reactivate(target);
        });
  }

  private @Nullable Begun reactivating(Actor actor, UserId user) {
    MembershipKey key = actor.key(user);
    Standing standing = parts.changes().standing(actor.subject());
    Membership target = judgement.target(actor, user);
    judgement.mayActOn(actor, target);
    judgement.isIdle(standing, key);
    if (target.isActive()) {
      return new Begun(null, target, parts.timeline().now(), actor.user());
    }
    if (target.status() != MembershipStatus.INACTIVE) {
      throw Stopped.refused(Refusal.NOT_A_MEMBER);
    }
    Standing owner = judgement.ownerToBe(key, target.roles());
    judgement.hasSeat(standing, key);
    List<Standing> seen = judgement.seen(standing, key, owner);
    Begun begun = begun(new Joining(steps.newId(), key, null), seen, actor.user());
    return begun == null ? null : new Begun(begun.joining(), target, begun.since(), begun.by());
  }

  private @Nullable Begun begun(Joining joining, List<Standing> seen, UserId by) {
    Moment since = parts.timeline().now();
    return steps.begun(joining, seen) == null ? null : new Begun(joining, null, since, by);
  }

  /** Asks the provider, and lets mirror and host's record follow; undone if it refuses. */
  ConsistencyToken carriedOut(Begun begun, Runnable provider) {
    Joining joining = Objects.requireNonNull(begun.joining());
    steps.requireInTime(begun.since());
    try {
      provider.run();
    } catch (ProviderException.Rejected refused) {
      throw steps.refused(joining, begun.by());
    }
    return followed(joining, begun.by());
  }

  private ConsistencyToken followed(Joining joining, @Nullable UserId by) {
    Evidence evidence = steps.followed(joining.key());
    if (!evidence.isMember()) {
      throw Stopped.failed(Failure.of(Failure.Cause.SUPERSEDED));
    }
    var unused = steps.finish(joining, End.DONE, by);
    return evidence.token();
  }

  /** Ends a joining that was cut off anywhere: it happened, or it did not. */
  void takenUp(Joining joining) {
    MembershipKey key = joining.key();
    boolean member =
        parts
            .provider()
            .findMembership(key.organization(), key.user())
            .filter(Membership::isActive)
            .isPresent();
    if (member) {
      var unused = followed(joining, null);
    } else {
      var unused = steps.finish(joining, End.UNDONE, null);
    }
  }

  /**
   * What has begun since when, by whom, and of what membership; no joining where nothing was to be
   * done.
   */
  record Begun(
      @Nullable Joining joining, @Nullable Membership membership, Moment since, UserId by) {}
}
