package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.FakeEvent.OfInvitation;
import dev.muster.testkit.FakeEvent.OfMembership;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The event log, in memory and over the wire alike. */
@Tag("KIT-1")
public abstract class EventBehaviour {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final HandClock clock = new HandClock(START);

  protected EventBehaviour() {}

  protected abstract Page<FakeEvent> events(
      FakeIdentityProvider fake, @Nullable String after, int limit);

  protected abstract Page<FakeEvent> eventsSince(
      FakeIdentityProvider fake, Instant from, int skip, int limit);

  @Test
  void every_change_is_told_in_order_with_what_it_made() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    FakeDashboard dashboard = fake.dashboard();
    UserId ann = dashboard.createUser("ann@example.org").id();
    OrganizationId acme = dashboard.createOrganization("Acme").id();
    dashboard.invite(acme, "ann@example.org", MEMBER);
    dashboard.accept(acme, ann);
    Membership admin = dashboard.setRoles(acme, ann, ADMIN);
    dashboard.deactivate(acme, ann);
    dashboard.reactivate(acme, ann);
    dashboard.rename(acme, "Acme 2");
    dashboard.changeEmail(ann, "a@example.org", true);
    dashboard.remove(acme, ann);
    Invitation invitation = dashboard.invite(acme, "bob@example.org", MEMBER);
    fake.revokeInvitation(acme, invitation.id());
    dashboard.deleteUser(ann);
    dashboard.deleteOrganization(acme);

    List<FakeEvent> log = all(fake);

    assertThat(log)
        .extracting(FakeEvent::type)
        .containsExactly(
            FakeEvent.Type.USER_CREATED,
            FakeEvent.Type.ORGANIZATION_CREATED,
            FakeEvent.Type.INVITATION_CREATED,
            FakeEvent.Type.MEMBERSHIP_CREATED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.INVITATION_ACCEPTED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.MEMBERSHIP_UPDATED,
            FakeEvent.Type.ORGANIZATION_UPDATED,
            FakeEvent.Type.USER_UPDATED,
            FakeEvent.Type.MEMBERSHIP_DELETED,
            FakeEvent.Type.INVITATION_CREATED,
            FakeEvent.Type.INVITATION_REVOKED,
            FakeEvent.Type.USER_DELETED,
            FakeEvent.Type.ORGANIZATION_DELETED);
    assertThat(log.get(6).subject()).isEqualTo(new OfMembership(admin));
    assertThat(log.get(13).subject())
        .isInstanceOfSatisfying(
            OfInvitation.class,
            of -> assertThat(of.invitation().state()).isEqualTo(Invitation.State.REVOKED));
    assertThat(log).extracting(FakeEvent::happenedAt).isSorted().doesNotHaveDuplicates();
    assertThat(log).extracting(FakeEvent::id).doesNotHaveDuplicates();
    assertThat(log).isEqualTo(dashboard.events());
  }

  @Test
  void the_end_of_an_organization_is_told_of_its_members_where_the_provider_does() {
    assertThat(endOfAnOrganization(ProviderProfile.WORKOS))
        .containsExactly(FakeEvent.Type.MEMBERSHIP_DELETED, FakeEvent.Type.ORGANIZATION_DELETED);
    assertThat(endOfAnOrganization(ProviderProfile.CLERK))
        .containsExactly(FakeEvent.Type.ORGANIZATION_DELETED);
  }

  @Test
  void reading_on_from_the_last_event_meets_each_event_once() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    for (int i = 0; i < 5; i++) {
      fake.dashboard().createUser(i + "@example.org");
    }
    Page<FakeEvent> first = events(fake, null, 2);
    assertThat(first.rows()).hasSize(2);
    assertThat(first.after()).isEqualTo(first.rows().get(1).id());
    fake.dashboard().createUser("5@example.org");
    Page<FakeEvent> rest = events(fake, first.after(), 100);
    assertThat(rest.rows()).hasSize(4);
    assertThat(rest.after()).isNull();
    assertThat(events(fake, rest.rows().get(3).id(), 100).rows()).isEmpty();
  }

  @Test
  void a_late_event_is_seen_later_in_its_old_place_and_missed_by_who_has_gone_by() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    fake.faults().lateEvents(Duration.ofSeconds(30), 1);
    fake.dashboard().createUser("late@example.org");
    fake.dashboard().createUser("prompt@example.org");

    List<FakeEvent> early = all(fake);
    assertThat(early).hasSize(1);
    clock.advance(Duration.ofSeconds(30));

    assertThat(events(fake, early.get(0).id(), 100).rows()).isEmpty();
    List<FakeEvent> later = all(fake);
    assertThat(later).hasSize(2).last().isEqualTo(early.get(0));
    assertThat(eventsSince(fake, START, 0, 100).rows()).isEqualTo(later);
  }

  @Test
  void a_cursor_that_is_too_old_or_was_never_given_is_refused() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    fake.dashboard().createUser("ann@example.org");
    String cursor = all(fake).get(0).id();
    refused("invalid_cursor", () -> events(fake, "event_unknown", 10));
    clock.advance(ProviderProfile.EVENT_RETENTION);
    assertThat(events(fake, cursor, 10).rows()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    refused("invalid_cursor", () -> events(fake, cursor, 10));
    assertThat(all(fake)).isEmpty();
  }

  @Test
  void a_log_by_time_is_read_from_a_time_on_and_has_no_cursor() {
    FakeIdentityProvider fake = fake(ProviderProfile.KEYCLOAK);
    for (int i = 0; i < 4; i++) {
      fake.dashboard().createUser(i + "@example.org");
      clock.advance(Duration.ofSeconds(1));
    }
    List<FakeEvent> all = fake.dashboard().events();
    assertThat(eventsSince(fake, START.plusSeconds(1), 0, 2).rows()).isEqualTo(all.subList(1, 3));
    assertThat(eventsSince(fake, START.plusSeconds(1), 2, 2).rows()).isEqualTo(all.subList(3, 4));
    refused("no_such_log", () -> events(fake, null, 10));
  }

  @Test
  void a_provider_without_a_log_refuses_to_be_read() {
    for (ProviderProfile profile : List.of(ProviderProfile.CLERK, ProviderProfile.PLAIN)) {
      FakeIdentityProvider fake = fake(profile);
      refused("no_such_log", () -> events(fake, null, 10));
      refused("no_such_log", () -> eventsSince(fake, START, 0, 10));
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_page_of_less_than_one_event_is_a_mistake_of_the_caller() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    assertThatIllegalArgumentException().isThrownBy(() -> events(fake, null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> eventsSince(fake, START, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> eventsSince(fake, START, -1, 1));
  }

  @Test
  @Tag("ANS-2")
  void a_page_of_the_log_is_a_call_and_can_fail() {
    FakeIdentityProvider fake = fake(ProviderProfile.WORKOS);
    fake.faults().next(Operation.LIST_EVENTS, new Fault.ServerError(500));
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> events(fake, null, 10));
    assertThat(events(fake, null, 10).rows()).isEmpty();
    assertThat(fake.calls().count(Operation.LIST_EVENTS)).isEqualTo(2);
  }

  private List<FakeEvent.Type> endOfAnOrganization(ProviderProfile profile) {
    FakeIdentityProvider fake = fake(profile);
    UserId ann = fake.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
    fake.dashboard().join(acme, ann, MEMBER);
    fake.dashboard().deleteOrganization(acme);
    List<FakeEvent> events = fake.dashboard().events();
    return events.subList(3, events.size()).stream().map(FakeEvent::type).toList();
  }

  private List<FakeEvent> all(FakeIdentityProvider fake) {
    List<FakeEvent> all = new ArrayList<>();
    String after = null;
    do {
      Page<FakeEvent> page = events(fake, after, 3);
      all.addAll(page.rows());
      after = page.after();
    } while (after != null);
    return all;
  }

  private FakeIdentityProvider fake(ProviderProfile profile) {
    return FakeIdentityProvider.builder(new ProviderInstance("test"))
        .profile(profile)
        .clock(clock)
        .build();
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(call)
        .extracting(Rejected::code)
        .isEqualTo(code);
  }
}
