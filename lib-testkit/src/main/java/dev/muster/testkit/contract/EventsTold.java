package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.EventSource.Page;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The part of {@link EventSourceContract} about what events say, and the opening and closing. */
abstract class EventsTold extends Suite {
  private static final int MOST_PAGES = 1_000;
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  EventsUnderTest stage;
  EventSource events;
  private final List<UserId> joined = new ArrayList<>();
  private @Nullable OrganizationId acme;

  /**
   * Opens a provider with its adapter, a new one for each test.
   *
   * @return the provider under test
   */
  protected abstract EventsUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    events = stage.events();
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void a_membership_is_told_as_it_was_right_after_and_its_end_by_its_id() {
    OrganizationId organization = acme();
    UserId ann = stage.createUser("ann@example.org");
    String start = events.latest().orElse(null);
    stage.enrol(organization, ann, MembershipStatus.ACTIVE, MEMBER);
    Membership first = stage.provider().findMembership(organization, ann).orElseThrow();
    stage.changeRole(organization, ann, ADMIN);
    Membership second = stage.provider().findMembership(organization, ann).orElseThrow();
    stage.remove(organization, ann);

    List<What> told = told(start, 100).stream().map(ProviderEvent::what).toList();

    assertThat(told).contains(new MembershipStated(first), new MembershipStated(second));
    What end = told.get(told.size() - 1);
    assertThat(end).isInstanceOf(MembershipEnded.class);
    Membership ended = ((MembershipEnded) end).membership();
    assertThat(ended.id()).isEqualTo(first.id());
    assertThat(ended.organization()).isEqualTo(organization);
    assertThat(ended.user()).isEqualTo(ann);
  }

  @Test
  void a_member_who_is_not_active_is_told_as_not_active() {
    OrganizationId organization = acme();
    UserId ann = stage.createUser("ann@example.org");
    String start = events.latest().orElse(null);
    stage.enrol(organization, ann, MembershipStatus.INACTIVE, MEMBER);

    Optional<Membership> last =
        told(start, 100).stream()
            .map(ProviderEvent::what)
            .filter(MembershipStated.class::isInstance)
            .map(what -> ((MembershipStated) what).membership())
            .reduce((before, after) -> after);

    assertThat(last)
        .hasValueSatisfying(
            membership -> {
              assertThat(membership.status()).isEqualTo(MembershipStatus.INACTIVE);
              assertThat(membership.user()).isEqualTo(ann);
            });
  }

  @Test
  @Tag("MEM-7")
  void one_who_joins_again_is_told_under_another_membership_id_than_the_end_before() {
    OrganizationId organization = acme();
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(organization, ann, MembershipStatus.ACTIVE, MEMBER);
    String start = events.latest().orElse(null);
    stage.remove(organization, ann);
    stage.enrol(organization, ann, MembershipStatus.ACTIVE, MEMBER);

    List<What> told = told(start, 100).stream().map(ProviderEvent::what).toList();

    assertThat(told).hasAtLeastOneElementOfType(MembershipEnded.class);
    What end = told.stream().filter(MembershipEnded.class::isInstance).findFirst().orElseThrow();
    Membership now = stage.provider().findMembership(organization, ann).orElseThrow();
    assertThat(told).contains(new MembershipStated(now));
    assertThat(((MembershipEnded) end).membership().id()).isNotEqualTo(now.id());
  }

  @Test
  @Tag("ORG-2")
  void an_organization_is_told_under_its_new_name_and_its_end() {
    OrganizationId organization = acme();
    String start = events.latest().orElse(null);
    stage.renameOrganization(organization, "Acme & Sons");
    stage.endOrganization(organization);
    assertThat(told(start, 100))
        .extracting(ProviderEvent::what)
        .containsSubsequence(
            new OrganizationStated(new Organization(organization, "Acme & Sons")),
            new OrganizationEnded(organization));
  }

  @Test
  void the_end_of_a_user_is_told() {
    UserId ann = stage.createUser("ann@example.org");
    String start = events.latest().orElse(null);
    stage.endUser(ann);
    assertThat(told(start, 100)).extracting(ProviderEvent::what).contains(new UserEnded(ann));
  }

  @Test
  void the_end_of_a_session_is_told() {
    UserId ann = stage.createUser("ann@example.org");
    String start = events.latest().orElse(null);
    String session = stage.endSessionOf(ann);
    assertThat(told(start, 100))
        .extracting(ProviderEvent::what)
        .contains(new SessionEnded(ann, session));
  }

  @Test
  @Tag("FEED-7")
  void a_change_of_what_a_role_permits_is_told() {
    RoleSlug auditor = new RoleSlug("auditor");
    String start = events.latest().orElse(null);
    stage.changePermissions(auditor);
    assertThat(told(start, 100))
        .extracting(ProviderEvent::what)
        .contains(new RoleChanged(auditor, null));
  }

  /** Lets users join, each an event at least. */
  final void happen(int times) {
    for (int i = 0; i < times; i++) {
      UserId user = stage.createUser("user" + joined.size() + "@example.org");
      stage.enrol(acme(), user, MembershipStatus.ACTIVE, MEMBER);
      joined.add(user);
    }
  }

  /** Who joined, in order. */
  final List<UserId> joined() {
    return List.copyOf(joined);
  }

  /** Whose memberships at Acme are stated, in order, each once. */
  final List<UserId> stated(List<ProviderEvent> told) {
    return told.stream()
        .map(ProviderEvent::what)
        .filter(MembershipStated.class::isInstance)
        .map(what -> ((MembershipStated) what).membership())
        .filter(membership -> membership.organization().equals(acme))
        .map(Membership::user)
        .distinct()
        .toList();
  }

  /** All events behind a cursor, up to the last page. */
  final List<ProviderEvent> told(@Nullable String cursor, int limit) {
    List<ProviderEvent> all = new ArrayList<>();
    String at = cursor;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page page = events.after(at, limit).orElseThrow();
      all.addAll(page.events());
      at = page.next();
      if (page.last()) {
        return all;
      }
    }
    throw new AssertionError("no last page after " + MOST_PAGES);
  }

  private OrganizationId acme() {
    OrganizationId there = acme;
    if (there == null) {
      there = stage.createOrganization("Acme");
      acme = there;
    }
    return there;
  }
}
