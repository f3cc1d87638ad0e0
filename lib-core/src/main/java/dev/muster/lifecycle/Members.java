package dev.muster.lifecycle;

import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecyclePolicy.Operation;
import dev.muster.lifecycle.LifecyclePolicy.Owner;
import dev.muster.membership.ConsistencyToken;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.User;
import dev.muster.store.Change.Removal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The members of the organization of a pass. Safe for many threads; blocks on the store and the
 * provider, never holding one across the other.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A change is seen on this node before its call returns. Who is not a member of this very
 * organization is refused alike, known or not. No interleaving of changes through Muster leaves an
 * organization without an active administrator. Somebody who is removed, leaves or is deactivated
 * is denied here before the provider is asked, and stays so until it is known what became of it
 * there.
 */
public final class Members {
  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;
  private final Removals removals;
  private final RoleChanges roles;
  private final Joinings joinings;

  Members(
      Lifecycle.Parts parts,
      Steps steps,
      Judgement judgement,
      Removals removals,
      RoleChanges roles,
      Joinings joinings) {
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
    this.removals = removals;
    this.roles = roles;
    this.joinings = joinings;
  }

  /**
   * Lists the members, of every status, with their e-mails, in as many calls as the provider has
   * pages and batches.
   *
   * @param pass in the organization
   * @return the members, in no promised order
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<List<OrganizationMember>> list(Pass pass) {
    return steps.in(
        pass, () -> listed(judgement.actor(pass, Operation.LIST_MEMBERS).organization()));
  }

  private List<OrganizationMember> listed(OrganizationId organization) {
    List<Membership> members =
        parts.provider().listMembers(organization).stream()
            .filter(m -> m.organization().equals(organization))
            .toList();
    var unused =
        judgement.admins(members.stream().filter(Membership::isActive).toList(), organization);
    Set<UserId> users = new HashSet<>();
    members.forEach(m -> users.add(m.user()));
    Map<UserId, User> profiles = new HashMap<>();
    if (!users.isEmpty()) {
      parts.profiles().profiles(organization, users).forEach(u -> profiles.put(u.id(), u));
    }
    return members.stream()
        .map(
            m -> {
              User user = profiles.get(m.user());
              return new OrganizationMember(
                  m.user(),
                  m.id(),
                  m.status(),
                  user == null ? null : user.email(),
                  judgement.role(m.roles()).orElse(null),
                  m.roles());
            })
        .toList();
  }

  /**
   * Gives an active member another role: at the provider first, then in the mirror and in the
   * host's own record.
   *
   * @param pass in the organization
   * @param user whom; also oneself
   * @param role the provider's role, which means one of the host's that is not higher than one's
   *     own
   * @return what a later check can demand
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<ConsistencyToken> changeRole(Pass pass, UserId user, RoleSlug role) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(role, "role");
    return steps.in(
        pass, () -> roles.change(judgement.actor(pass, Operation.CHANGE_ROLE), user, role));
  }

  /**
   * Ends somebody else's membership.
   *
   * @param pass in the organization
   * @param user whose
   * @return what a later check can demand
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<ConsistencyToken> remove(Pass pass, UserId user) {
    return ended(pass, user, Operation.REMOVE, Removal.Kind.REMOVE);
  }

  /**
   * Makes somebody else's membership inactive; it can be made active again.
   *
   * @param pass in the organization
   * @param user whose
   * @return what a later check can demand
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<ConsistencyToken> deactivate(Pass pass, UserId user) {
    return ended(pass, user, Operation.DEACTIVATE, Removal.Kind.DEACTIVATE);
  }

  private LifecycleResult<ConsistencyToken> ended(
      Pass pass, UserId user, Operation operation, Removal.Kind kind) {
    Objects.requireNonNull(user, "user");
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, operation);
          if (user.equals(actor.user())) {
            throw Stopped.refused(Refusal.USE_LEAVE);
          }
          return removals.end(actor, user, kind);
        });
  }

  /**
   * Ends one's own membership.
   *
   * @param pass in the organization
   * @return what a later check can demand
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<ConsistencyToken> leave(Pass pass) {
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.LEAVE);
          return removals.end(actor, actor.user(), Removal.Kind.LEAVE);
        });
  }

  /**
   * Makes an inactive membership active again; of one that is active, nothing changes.
   *
   * @param pass in the organization
   * @param user whose
   * @return what a later check can demand
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<ConsistencyToken> reactivate(Pass pass, UserId user) {
    Objects.requireNonNull(user, "user");
    return steps.in(
        pass, () -> joinings.reactivate(judgement.actor(pass, Operation.REACTIVATE), user));
  }

  /**
   * Makes a member the owner, and then lets oneself be what a former owner is.
   *
   * @param pass of the owner
   * @param user the new owner, an active member
   * @return how far it came; refused or unavailable if the first step is not done
   * @throws IllegalStateException if the pass is personal, or the host's policy knows no owner
   */
  public LifecycleResult<OwnershipTransfer> transferOwnership(Pass pass, UserId user) {
    Objects.requireNonNull(user, "user");
    Owner owner =
        parts
            .policy()
            .owner()
            .orElseThrow(() -> new IllegalStateException("the policy knows no owner"));
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.TRANSFER);
          if (user.equals(actor.user())) {
            throw Stopped.refused(Refusal.NOT_A_MEMBER);
          }
          ConsistencyToken promoted = roles.change(actor, user, owner.slug());
          return new OwnershipTransfer(
              promoted, steps.run(() -> roles.change(actor, actor.user(), owner.afterwards())));
        });
  }
}
