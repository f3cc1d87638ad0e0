package dev.muster.testkit;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.User;
import dev.muster.testkit.FakeEvent.OfInvitation;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fake provider's invitations. Where the profile knows pending members, an invitation to a user
 * is one from its first moment. Works under the directory's lock.
 */
final class Invitations {
  static final Duration LIFETIME = Duration.ofDays(7);

  private final Directory directory;
  private final Ids ids;
  private final InstantSource clock;
  private final EventLog log;
  private final InvitationTable table;

  Invitations(Directory directory, Ids ids, InstantSource clock, EventLog log) {
    this.directory = directory;
    this.ids = ids;
    this.clock = clock;
    this.log = log;
    table = new InvitationTable(directory.profile(), clock);
  }

  Invitation invite(
      OrganizationId organization, String email, RoleSlug role, @Nullable UserId inviter) {
    return directory.atomically(
        () -> {
          check(organization, email, inviter);
          Invitation made =
              new Invitation(
                  new InvitationId(ids.next("invitation")),
                  organization,
                  email,
                  State.PENDING,
                  inviter,
                  clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS));
          table.add(made, role);
          log.add(FakeEvent.Type.INVITATION_CREATED, new OfInvitation(made));
          directory.userByEmail(email).ifPresent(user -> beginPending(made, user));
          return made;
        });
  }

  Optional<Invitation> find(InvitationId id) {
    return directory.atomically(() -> table.find(id));
  }

  Optional<Invitation> find(OrganizationId organization, InvitationId id) {
    return find(id).filter(isInto(organization));
  }

  /** The invitation that a user can accept into an organization. */
  Optional<Invitation> open(OrganizationId organization, User user) {
    return directory.atomically(
        () ->
            table.open(i -> i.organization().equals(organization) && isTo(i, user.email())).stream()
                .findFirst());
  }

  Page<Invitation> page(OrganizationId organization, @Nullable String after, int limit) {
    return directory.atomically(() -> table.page(organization, after, limit));
  }

  Invitation accept(InvitationId id) {
    return directory.atomically(
        () -> {
          Invitation pending = needPending(table.find(id));
          User user =
              directory
                  .userByEmail(pending.email())
                  .orElseThrow(() -> new Rejected("user_not_found"));
          Membership unused =
              directory.activate(pending.organization(), user.id(), List.of(table.role(pending)));
          return moved(pending, State.ACCEPTED, FakeEvent.Type.INVITATION_ACCEPTED);
        });
  }

  Invitation revoke(OrganizationId organization, InvitationId id) {
    return directory.atomically(
        () -> {
          Invitation pending = needPending(table.find(id).filter(isInto(organization)));
          directory
              .userByEmail(pending.email())
              .flatMap(user -> directory.membership(pending.organization(), user.id()))
              .filter(membership -> membership.status() == MembershipStatus.PENDING)
              .ifPresent(directory::remove);
          return moved(pending, State.REVOKED, FakeEvent.Type.INVITATION_REVOKED);
        });
  }

  /** Ends a membership that is still there; the open invitation of a pending one is taken back. */
  void end(Membership membership) {
    Optional<Invitation> open =
        directory
            .user(membership.user())
            .filter(user -> membership.status() == MembershipStatus.PENDING)
            .flatMap(user -> open(membership.organization(), user));
    if (open.isPresent()) {
      Invitation unused = revoke(membership.organization(), open.get().id());
    } else {
      directory.remove(membership);
    }
  }

  /** Open invitations to a new user become pending memberships. */
  void welcome(User user) {
    table.open(i -> isTo(i, user.email())).forEach(open -> beginPending(open, user));
  }

  /** The organization is gone. */
  void forget(OrganizationId organization) {
    table.forget(organization);
  }

  private void check(OrganizationId organization, String email, @Nullable UserId inviter) {
    if (directory.organization(organization).isEmpty()) {
      throw new Rejected("organization_not_found");
    }
    if (inviter != null && directory.user(inviter).isEmpty()) {
      throw new Rejected("user_not_found");
    }
    if (email.isBlank()) {
      throw new Rejected("invalid_email");
    }
    boolean member =
        directory
            .userByEmail(email)
            .flatMap(user -> directory.membership(organization, user.id()))
            .filter(membership -> membership.status() != MembershipStatus.PENDING)
            .isPresent();
    if (member) {
      throw new Rejected("already_a_member");
    }
    if (!table.open(i -> i.organization().equals(organization) && isTo(i, email)).isEmpty()) {
      throw new Rejected("already_invited");
    }
  }

  private void beginPending(Invitation invitation, User user) {
    if (!directory.profile().statuses().contains(MembershipStatus.PENDING)) {
      return;
    }
    OrganizationId organization = invitation.organization();
    List<RoleSlug> roles = List.of(table.role(invitation));
    // One is there if an earlier invitation grew too old.
    Membership unused =
        directory
            .membership(organization, user.id())
            .map(old -> directory.change(old, MembershipStatus.PENDING, roles))
            .orElseGet(
                () -> directory.begin(organization, user.id(), MembershipStatus.PENDING, roles));
  }

  private static Invitation needPending(Optional<Invitation> there) {
    Invitation found = there.orElseThrow(() -> new Rejected("invitation_not_found"));
    if (found.state() != State.PENDING) {
      throw new Rejected("invitation_not_pending");
    }
    return found;
  }

  private Invitation moved(Invitation pending, State state, FakeEvent.Type type) {
    Invitation moved = table.move(pending, state);
    log.add(type, new OfInvitation(moved));
    return moved;
  }

  private static Predicate<Invitation> isInto(OrganizationId organization) {
    return invitation -> invitation.organization().equals(organization);
  }

  private static boolean isTo(Invitation invitation, @Nullable String email) {
    return email != null && Directory.key(invitation.email()).equals(Directory.key(email));
  }
}
