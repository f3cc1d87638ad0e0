package dev.muster.feed;

import dev.muster.membership.Evidence;
import dev.muster.membership.MemberLookups;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.role.RolePlan;
import dev.muster.role.RoleSynchronizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a role away that somebody had in an earlier membership, where a new one is stated whose
 * roles the host does not know: before the mirror holds the new one, because nothing tells them
 * apart afterwards. For many threads; blocks on the mirror and the role store.
 */
record Newcomers(RoleSynchronizer roles, MemberLookups lookups) {
  static Newcomers of(FeedParts from) {
    return new Newcomers(
        from.roles(),
        new MemberLookups(from.provider(), from.memberships(), from.timeline(), from.heard()));
  }

  /** Of events that are about to be applied. */
  void before(List<ProviderEvent> events) {
    for (ProviderEvent event : events) {
      if (event.what() instanceof MembershipStated of) {
        before(of.membership());
      }
    }
  }

  /** Of a membership that is about to be written. */
  void before(Membership stated) {
    if (stated.isActive() && !roles.knows(stated.roles())) {
      Evidence first = lookups.arriving(stated);
      if (isNew(first)) {
        roles.follow(first.key(), () -> arriving(stated));
      }
    }
  }

  private @Nullable Evidence arriving(Membership stated) {
    Evidence now = lookups.arriving(stated);
    return isNew(now) ? now : null;
  }

  private boolean isNew(Evidence said) {
    return roles.plan(said, null).why() == RolePlan.Why.UNKNOWN_OF_A_NEW_MEMBERSHIP;
  }
}
