package dev.muster.lifecycle;

import dev.muster.membership.ConsistencyToken;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException;
import dev.muster.store.Change.Removal;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.MembershipStore;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends memberships: denied here first, then at the provider, then confirmed. */
final class Removals {
  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;

  Removals(Lifecycle.Parts parts, Steps steps, Judgement judgement) {
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
  }

  ConsistencyToken end(Actor actor, UserId user, Removal.Kind kind) {
    Begun begun = steps.settled(() -> begun(actor, user, kind));
    Removal removal = begun.removal();
    if (removal == null) {
      return steps.followed(actor.key(user)).token();
    }
    parts.forget().accept(removal.key());
    return carriedOut(removal, begun.membership(), actor.user());
  }

  private @Nullable Begun begun(Actor actor, UserId user, Removal.Kind kind) {
    MembershipKey key = actor.key(user);
    Standing standing = parts.changes().standing(actor.subject());
    MembershipStore.Read mirror = parts.memberships().find(key);
    Membership target = judgement.target(actor, user);
    judgement.mayBeEnded(standing, key);
    judgement.mayActOn(actor, target);
    if (judgement.isAdmin(actor, target)) {
      judgement.keepsAnAdmin(standing, actor, user);
    }
    if (kind == Removal.Kind.DEACTIVATE
        && target.status() == MembershipStatus.INACTIVE
        && !judgement.isJoining(standing, key)) {
      return new Begun(null, target);
    }
    Removal removal = new Removal(steps.newId(), key, target.id(), kind);
    RemovalStep.Begin tombstone =
        new RemovalStep.Begin(
            removal.removal(),
            new Observation.Seen(target, mirror.storeTime()),
            mirror.entry().epoch());
    Beginning beginning;
    try {
      beginning =
          parts
              .changes()
              .begin(removal, tombstone, List.of(standing), parts.policy().takeUpAfter());
    } catch (RuntimeException unknown) {
      // It may have begun, and then the member is denied here too.
      parts.forget().accept(key);
      throw unknown;
    }
    if (beginning == Beginning.REFUSED) {
      throw Stopped.refused(Refusal.BUSY);
    }
    return beginning == Beginning.BEGUN ? new Begun(removal, target) : null;
  }

  /** What comes after the member is denied here; can be repeated. */
  ConsistencyToken carriedOut(Removal removal, Membership membership, @Nullable UserId by) {
    try {
      if (removal.kind() == Removal.Kind.DEACTIVATE) {
        var unused = parts.lifecycle().deactivate(membership);
      } else {
        parts.lifecycle().removeMember(membership);
      }
    } catch (ProviderException.Rejected refused) {
      throw steps.refused(removal, by);
    }
    return confirmed(removal, by);
  }

  private ConsistencyToken confirmed(Removal removal, @Nullable UserId by) {
    ConsistencyToken token = steps.token(removal.key(), steps.finish(removal, End.DONE, by));
    steps.tidied(removal.key());
    return token;
  }

  /** Ends a removal that was cut off anywhere. */
  void takenUp(Removal removal) {
    MembershipKey key = removal.key();
    parts.forget().accept(key);
    Membership there =
        parts
            .provider()
            .findMembership(key.organization(), key.user())
            .filter(m -> m.id().equals(removal.membership()))
            .filter(m -> removal.kind() != Removal.Kind.DEACTIVATE || m.isActive())
            .orElse(null);
    var unused = there == null ? confirmed(removal, null) : carriedOut(removal, there, null);
  }

  private record Begun(@Nullable Removal removal, Membership membership) {}
}
