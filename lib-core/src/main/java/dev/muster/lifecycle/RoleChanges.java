package dev.muster.lifecycle;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.name.MembershipKey;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.Change.RoleChange;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives members other roles: at the provider first, then in the mirror and the host's record. */
final class RoleChanges {
  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;

  RoleChanges(Lifecycle.Parts parts, Steps steps, Judgement judgement) {
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
  }

  ConsistencyToken change(Actor actor, UserId user, RoleSlug to) {
    judgement.mayGive(actor, to);
    Begun begun = steps.settled(() -> begun(actor, user, to));
    return carriedOut(begun);
  }

  private @Nullable Begun begun(Actor actor, UserId user, RoleSlug to) {
    MembershipKey key = actor.key(user);
    Standing standing = parts.changes().standing(actor.subject());
    Standing owner = judgement.ownerToBe(key, List.of(to));
    Membership target = judgement.target(actor, user);
    if (!target.isActive()) {
      throw Stopped.refused(Refusal.NOT_A_MEMBER);
    }
    judgement.isIdle(standing, key);
    judgement.mayActOn(actor, target);
    if (judgement.isAdmin(actor, target) && !judgement.isAdmin(List.of(to))) {
      judgement.keepsAnAdmin(standing, actor, user);
    }
    List<Standing> seen = judgement.seen(standing, key, judgement.owns(target) ? null : owner);
    Moment since = parts.timeline().now();
    RoleChange change = steps.begun(new RoleChange(steps.newId(), key, target.id(), to), seen);
    return change == null ? null : new Begun(change, target, since, actor.user());
  }

  private ConsistencyToken carriedOut(Begun begun) {
    RoleChange change = begun.change();
    steps.requireInTime(begun.since());
    try {
      var unused = parts.lifecycle().changeRole(begun.membership(), change.to());
    } catch (ProviderException.Rejected refused) {
      Stopped stopped = steps.refused(change, begun.by());
      // It may be refused because the member has gone: what this node knows is from before.
      steps.tidied(change.key());
      throw stopped;
    }
    // Not finished before the mirror has it: until then an older role could be read from there.
    Evidence evidence = steps.followed(change.key());
    var unused = steps.finish(change, End.DONE, begun.by());
    return evidence.token();
  }

  /**
   * Ends a change that was cut off anywhere: it happened, or it did not. It is never made again,
   * for what was wanted then may have been taken back since.
   */
  void takenUp(RoleChange change) {
    MembershipKey key = change.key();
    boolean made =
        parts
            .provider()
            .findMembership(key.organization(), key.user())
            .filter(m -> m.id().equals(change.membership()) && m.isActive())
            .filter(m -> m.roles().equals(List.of(change.to())))
            .isPresent();
    var unused = steps.followed(key);
    var unusedEpochs = steps.finish(change, made ? End.DONE : End.UNDONE, null);
  }

  private record Begun(RoleChange change, Membership membership, Moment since, UserId by) {}
}
