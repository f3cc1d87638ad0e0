package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.DirectoryWalk.Page;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link DirectoryWalk} keeps. An adapter's test extends this class and says how to open
 * one; JUnit runs the rest.
 */
@Tag("KIT-2")
@Tag("FEED-5")
public abstract class DirectoryWalkContract extends Suite {
  private static final int MOST_PAGES = 1_000;

  private WalkUnderTest stage;
  private DirectoryWalk walk;

  /** For subclasses. */
  protected DirectoryWalkContract() {}

  /**
   * Opens a provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract WalkUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    walk = stage.walk();
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void each_organization_is_met_under_its_name_in_pages_of_any_size() {
    List<Organization> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(new Organization(stage.createOrganization("Acme " + i), "Acme " + i));
    }
    assertThat(organizations(2)).containsAll(made).doesNotHaveDuplicates();
    assertThat(organizations(100)).containsAll(made).doesNotHaveDuplicates();
  }

  @Test
  void each_member_is_met_as_a_look_up_finds_it_in_pages_of_any_size() {
    OrganizationId acme = withMembers(5);
    OrganizationId other = withMembers(1);
    for (int limit : List.of(1, 2, 100)) {
      List<Membership> met = members(acme, limit);
      assertThat(met).hasSize(5).doesNotHaveDuplicates();
      assertThat(met)
          .allSatisfy(
              row -> assertThat(stage.provider().findMembership(acme, row.user())).contains(row));
    }
    assertThat(members(other, 100)).hasSize(1);
  }

  @TestFactory
  Stream<DynamicTest> a_member_of_every_status_is_met() {
    return Stream.of(MembershipStatus.ACTIVE, MembershipStatus.INACTIVE, MembershipStatus.PENDING)
        .map(status -> dynamicTest(status.name(), () -> isMet(status)));
  }

  @Test
  void a_page_has_no_more_rows_than_asked_for() {
    OrganizationId acme = withMembers(3);
    assertThat(walk.members(acme, null, 2).items()).hasSizeLessThanOrEqualTo(2);
    stage.createOrganization("Beta");
    assertThat(walk.organizations(null, 1).items()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void a_walk_can_stop_and_go_on_from_where_a_page_ended() {
    OrganizationId acme = withMembers(5);
    Page<Membership> first = walk.members(acme, null, 2);
    assertThat(first.next()).isNotNull();
    List<Membership> rest = from(first.next(), at -> walk.members(acme, at, 2));
    assertThat(from(first.next(), at -> walk.members(acme, at, 2))).isEqualTo(rest);
    List<Membership> whole = new ArrayList<>(first.items());
    whole.addAll(rest);
    assertThat(whole).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void who_is_there_all_the_while_is_met_though_others_go() {
    OrganizationId acme = withMembers(6);
    Page<Membership> first = walk.members(acme, null, 2);
    List<UserId> met = new ArrayList<>(first.items().stream().map(Membership::user).toList());
    stage.remove(acme, met.get(0));
    List<Membership> rest = from(first.next(), at -> walk.members(acme, at, 2));
    met.addAll(rest.stream().map(Membership::user).toList());
    assertThat(met)
        .containsAll(stage.provider().listMembers(acme).stream().map(Membership::user).toList());
  }

  @Test
  void an_organization_that_is_not_there_has_one_empty_page() {
    OrganizationId nowhere = new OrganizationId("org_nowhere");
    assertThat(walk.members(nowhere, null, 10)).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void a_place_that_the_provider_does_not_know_is_rejected() {
    OrganizationId acme = withMembers(1);
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> walk.members(acme, "no-such-place", 10));
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(() -> walk.organizations("no-such-place", 10));
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> each_outage_is_unavailable_and_never_a_shorter_page() {
    OrganizationId acme = withMembers(3);
    String second = walk.members(acme, null, 1).next();
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                Stream.of(
                    dynamicTest(
                        outage + " in organizations",
                        () -> failsAndHeals(outage, () -> walk.organizations(null, 10))),
                    dynamicTest(
                        outage + " in members",
                        () -> failsAndHeals(outage, () -> walk.members(acme, second, 1)))));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_misconfigured() {
    OrganizationId acme = withMembers(1);
    stage.rejectOurKey();
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> walk.organizations(null, 10));
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> walk.members(acme, null, 10));
  }

  @Test
  void a_page_of_less_than_one_row_is_a_mistake_of_the_caller() {
    OrganizationId acme = withMembers(1);
    assertThatIllegalArgumentException().isThrownBy(() -> walk.organizations(null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> walk.members(acme, null, 0));
  }

  private RoleSlug member() {
    return stage.role("member");
  }

  private void isMet(MembershipStatus status) {
    OrganizationId organization = stage.createOrganization("Of one " + status);
    UserId user = stage.createUser(status.name() + "@example.org");
    stage.enrol(organization, user, status, member());
    assertThat(members(organization, 10))
        .extracting(Membership::user, Membership::status)
        .containsExactly(tuple(user, status));
  }

  private void failsAndHeals(Outage outage, Supplier<Object> call) {
    Object before = call.get();
    stage.fail(0, outage);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call::get);
    stage.heal();
    assertThat(call.get()).isEqualTo(before);
  }

  private OrganizationId withMembers(int members) {
    OrganizationId organization = stage.createOrganization("With " + members);
    for (int i = 0; i < members; i++) {
      UserId user = stage.createUser("user" + i + "-of-" + members + "@example.org");
      stage.enrol(organization, user, MembershipStatus.ACTIVE, member());
    }
    return organization;
  }

  private List<Organization> organizations(int limit) {
    return from(null, at -> walk.organizations(at, limit));
  }

  private List<Membership> members(OrganizationId organization, int limit) {
    return from(null, at -> walk.members(organization, at, limit));
  }

  private static <T> List<T> from(
      @Nullable String start, Function<@Nullable String, Page<T>> read) {
    List<T> all = new ArrayList<>();
    String at = start;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page<T> page = read.apply(at);
      all.addAll(page.items());
      at = page.next();
      if (at == null) {
        return all;
      }
    }
    throw new AssertionError("no last page after " + MOST_PAGES);
  }
}
