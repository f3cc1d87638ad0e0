package dev.muster.lifecycle;

import dev.muster.account.OwnedOrganizations;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecyclePolicy.Operation;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleResult;
import dev.muster.session.Session;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may change what: each question is answered, or ends the operation with a refusal. */
final class Judgement {
  private final Lifecycle.Parts parts;
  private final RoleMap map;
  private final LifecyclePolicy policy;

  Judgement(Lifecycle.Parts parts) {
    this.parts = parts;
    this.map = parts.map();
    this.policy = parts.policy();
  }

  /** Who acts: somebody in person, not a token that speaks for somebody in one organization. */
  UserId person(Pass pass) {
    Session session = pass.scope().session();
    if (!parts.issued().test(session) || session.boundTo().isPresent()) {
      throw Stopped.refused(Refusal.WRONG_CREDENTIAL);
    }
    return pass.user();
  }

  Actor actor(Pass pass, Operation operation) {
    UserId user = person(pass);
    Role role = pass.role().orElse(null);
    Optional<Role> demand = policy.demand(operation);
    if (demand.isPresent() && !isAtLeast(role, demand.get())) {
      throw Stopped.refused(Refusal.INSUFFICIENT_ROLE);
    }
    return new Actor(parts.provider().instance(), pass.organization(), user, role);
  }

  /** The membership of somebody in the actor's own organization, as the provider states it now. */
  Membership target(Actor actor, UserId user) {
    return parts
        .provider()
        .findMembership(actor.organization(), user)
        .filter(m -> m.organization().equals(actor.organization()) && m.user().equals(user))
        .orElseThrow(() -> Stopped.refused(Refusal.NOT_A_MEMBER));
  }

  /** Nobody acts on a member whose role is higher than one's own. */
  void mayActOn(Actor actor, Membership target) {
    held(actor, target).ifPresent(role -> atMost(actor, role));
  }

  /**
   * What a member is here: of roles that mean nothing the host's policy decides, and a record that
   * it keeps counts as it does in a check.
   */
  private Optional<Role> held(Actor actor, Membership target) {
    Optional<Role> said = role(target.roles());
    if (said.isPresent() || !target.isActive()) {
      return said;
    }
    Moment start = parts.timeline().now();
    RoleResult kept =
        parts
            .evidence()
            .read(actor.key(target.user()), Freshness.live(), start)
            .fold(
                known -> parts.roles().synchronize(known, start),
                failure -> {
                  throw Stopped.failed(failure);
                });
    if (kept instanceof RoleResult.Failed failed) {
      throw Stopped.failed(failed.failure());
    }
    return kept instanceof RoleResult.Settled settled
        ? Optional.ofNullable(settled.role())
        : Optional.empty();
  }

  /** The same question of one member whom a change takes it from. */
  boolean isAdmin(Actor actor, Membership target) {
    return target.isActive() && held(actor, target).filter(this::isAdmin).isPresent();
  }

  private boolean isAdmin(Role role) {
    return map.isAtLeast(role, policy.admin());
  }

  /** Nobody gives a role that is higher than one's own, or that means nothing here. */
  void mayGive(Actor actor, RoleSlug slug) {
    atMost(actor, role(List.of(slug)).orElseThrow(() -> Stopped.refused(Refusal.UNKNOWN_ROLE)));
  }

  private void atMost(Actor actor, Role role) {
    if (!isAtLeast(actor.role(), role)) {
      throw Stopped.refused(Refusal.INSUFFICIENT_ROLE);
    }
  }

  /** Nothing else is being done to the member, or to the whole organization. */
  void isIdle(Standing organization, MembershipKey key) {
    for (Change open : organization.open()) {
      boolean same =
          (open instanceof Change.Removal removal && removal.key().equals(key))
              || (open instanceof Change.RoleChange change && change.key().equals(key))
              || (open instanceof Change.Joining joining && joining.key().equals(key));
      if (same || open instanceof Change.Deletion) {
        throw Stopped.refused(Refusal.BUSY);
      }
    }
  }

  /**
   * Nobody else is ending the membership, or the whole organization; nothing less is in the way.
   */
  void mayBeEnded(Standing organization, MembershipKey key) {
    for (Change open : organization.open()) {
      if (open instanceof Change.Deletion
          || (open instanceof Change.Removal removal && removal.key().equals(key))) {
        throw Stopped.refused(Refusal.BUSY);
      }
    }
  }

  /** Somebody is becoming a member, or may be. */
  boolean isJoining(Standing organization, MembershipKey key) {
    return organization.open().stream()
        .anyMatch(open -> open instanceof Change.Joining joining && joining.key().equals(key));
  }

  boolean isAdmin(Membership membership) {
    return membership.isActive() && isAdmin(membership.roles());
  }

  boolean isAdmin(List<RoleSlug> slugs) {
    return role(slugs).filter(this::isAdmin).isPresent();
  }

  Optional<Role> role(List<RoleSlug> slugs) {
    return map.translate(slugs).role();
  }

  /** Somebody else stays administrator, also when all that is under way has come to pass. */
  void keepsAnAdmin(Standing standing, Actor actor, UserId without) {
    Set<UserId> admins = new HashSet<>(admins(active(actor.organization()), actor.organization()));
    for (Change open : standing.open()) {
      if (open instanceof Change.Removal removal) {
        admins.remove(removal.key().user());
      } else if (open instanceof Change.RoleChange change && !isAdmin(List.of(change.to()))) {
        admins.remove(change.key().user());
      }
    }
    admins.remove(without);
    if (admins.isEmpty()) {
      throw Stopped.refused(Refusal.LAST_ADMIN);
    }
  }

  /** The administrators among an organization's active members; none is reported. */
  Set<UserId> admins(List<Membership> active, OrganizationId organization) {
    Set<UserId> admins = new HashSet<>();
    active.stream().filter(this::isAdmin).forEach(m -> admins.add(m.user()));
    if (admins.isEmpty() && !active.isEmpty()) {
      parts
          .events()
          .accept(new LifecycleEvent.NoAdminLeft(parts.provider().instance(), organization));
    }
    return admins;
  }

  /** There is a seat, also for those who are taking one now. */
  void hasSeat(Standing standing, MembershipKey joining) {
    Integer seats = policy.seats();
    if (seats == null) {
      return;
    }
    Set<UserId> taken = new HashSet<>();
    active(joining.organization()).forEach(m -> taken.add(m.user()));
    for (Change open : standing.open()) {
      if (open instanceof Change.Joining other) {
        taken.add(other.key().user());
      }
    }
    if (!taken.contains(joining.user()) && taken.size() >= seats) {
      throw Stopped.limited(Refusal.NO_SEAT, seats);
    }
  }

  private List<Membership> active(OrganizationId organization) {
    return parts.provider().listMembers(organization).stream()
        .filter(m -> m.isActive() && m.organization().equals(organization))
        .toList();
  }

  /**
   * What has to stand still while somebody gets a role: the organization, and if it makes an owner
   * of somebody who was none, also the organizations that the user owns.
   */
  List<Standing> seen(Standing organization, MembershipKey key, @Nullable Standing owner) {
    List<Standing> seen = new ArrayList<>(List.of(organization));
    OwnedOrganizations owned = parts.owned();
    if (owner != null && owned != null) {
      if (!owned.mayOwnOneMore(key.user(), owner)) {
        throw Stopped.limited(Refusal.OWNS_ENOUGH, owned.most());
      }
      seen.add(owner);
    }
    return seen;
  }

  /** Where the user stands, if the roles make an owner and that is counted; else null. */
  @Nullable Standing ownerToBe(MembershipKey key, List<RoleSlug> roles) {
    OwnedOrganizations owned = parts.owned();
    return owned != null && roles.stream().anyMatch(owned::makesOwner)
        ? parts.changes().standing(new Subject.OfUser(key.provider(), key.user()))
        : null;
  }

  /** Whether a member owns already, and is counted. */
  boolean owns(Membership membership) {
    OwnedOrganizations owned = parts.owned();
    return owned != null
        && membership.isActive()
        && membership.roles().stream().anyMatch(owned::makesOwner);
  }

  private boolean isAtLeast(@Nullable Role held, Role required) {
    return held != null && map.isAtLeast(held, required);
  }
}
