package dev.muster.testkit;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Invitation;
import dev.muster.provider.Invitation.State;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The invitations and the roles they promise. Not safe for threads: its owner locks. */
final class InvitationTable {
  private final InstantSource clock;
  private final Map<InvitationId, Row> rows = new LinkedHashMap<>();
  private final Rows<OrganizationId, InvitationId> byOrganization;
  private long lastPlace;

  InvitationTable(ProviderProfile profile, InstantSource clock) {
    this.clock = clock;
    byOrganization = new Rows<>(profile);
  }

  void add(Invitation invitation, RoleSlug role) {
    rows.put(invitation.id(), new Row(invitation, role));
    byOrganization.put(invitation.organization(), ++lastPlace, invitation.id());
  }

  Optional<Invitation> find(InvitationId id) {
    return Optional.ofNullable(rows.get(id)).map(row -> now(row.invitation()));
  }

  /** The role that an invitation promises; it is there. */
  RoleSlug role(Invitation invitation) {
    Row row = rows.get(invitation.id());
    if (row == null) {
      throw new IllegalStateException("no such invitation");
    }
    return row.role();
  }

  /** Those that can be accepted and that the filter takes, oldest first. */
  List<Invitation> open(Predicate<Invitation> filter) {
    return rows.values().stream()
        .map(row -> now(row.invitation()))
        .filter(invitation -> invitation.state() == State.PENDING)
        .filter(filter)
        .toList();
  }

  /** Puts an invitation that is there into another state. */
  Invitation move(Invitation old, State state) {
    Invitation moved =
        new Invitation(
            old.id(), old.organization(), old.email(), state, old.inviter(), old.expiresAt());
    rows.replace(old.id(), new Row(moved, role(old)));
    return moved;
  }

  void forget(OrganizationId organization) {
    byOrganization.all(organization).forEach(rows::remove);
    byOrganization.forget(organization);
  }

  Page<Invitation> page(OrganizationId organization, @Nullable String after, int limit) {
    Page<InvitationId> page = byOrganization.page(organization, after, limit);
    return new Page<>(
        page.rows().stream().map(id -> find(id).orElseThrow()).toList(),
        page.after(),
        page.total());
  }

  private Invitation now(Invitation stored) {
    boolean over = stored.expiresAt() != null && !clock.instant().isBefore(stored.expiresAt());
    return stored.state() == State.PENDING && over
        ? new Invitation(
            stored.id(),
            stored.organization(),
            stored.email(),
            State.EXPIRED,
            stored.inviter(),
            stored.expiresAt())
        : stored;
  }

  private record Row(Invitation invitation, RoleSlug role) {}
}
