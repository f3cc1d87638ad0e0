package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.provider.MembershipStatus;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import dev.muster.session.Session;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scopes of requests that name an organization. */
abstract class NamedThroughScopes extends ScopeSteps {
  private static final OrganizationSlug SLUG = new OrganizationSlug("acme-works");

  @Test
  @Tag("SCOPE-1")
  void a_member_works_in_the_organization_that_is_named() {
    join(ann, acme, MEMBER);
    Scope.Organization scope = organization(ask(ann(), named(acme)));
    assertThat(scope.id()).isEqualTo(acme);
    assertThat(scope.session().user()).isEqualTo(ann);
    assertThat(scope.role()).contains(new Role("member"));
    assertThat(scope.evidence().isMember()).isTrue();
    assertThat(scope.evidence().key().organization()).isEqualTo(acme);
  }

  @Test
  @Tag("ORG-4")
  void an_id_and_a_slug_are_the_same_pointer() {
    join(ann, acme, MEMBER);
    stage.call(acme, SLUG);
    assertThat(organization(ask(ann(), OrganizationSelector.of(SLUG.value()))).id())
        .isEqualTo(acme);
    OrganizationSelector both = OrganizationSelector.none().path(acme.value()).header(SLUG.value());
    assertThat(organization(ask(ann(), both)).id()).isEqualTo(acme);
  }

  @Test
  @Tag("ORG-4")
  void a_slug_is_a_pointer_and_no_proof() {
    join(ann, globex, ADMIN);
    stage.call(acme, SLUG);
    isNoMember(ask(ann(), OrganizationSelector.of(SLUG.value())));
  }

  @Test
  @Tag("ROLE-1")
  void the_role_is_that_of_the_organization_that_is_named() {
    join(ann, acme, ADMIN);
    join(ann, globex, MEMBER);
    assertThat(organization(ask(ann(), named(acme))).role()).contains(new Role("admin"));
    assertThat(organization(ask(ann(), named(globex))).role()).contains(new Role("member"));
    stage.changeRole(acme, ann, MEMBER);
    assertThat(organization(ask(ann(), named(acme))).role()).contains(new Role("member"));
  }

  @TestFactory
  @Tag("MEM-1")
  Stream<DynamicTest> who_is_no_active_member_works_nowhere() {
    return Stream.of(MembershipStatus.PENDING, MembershipStatus.INACTIVE)
        .map(
            status ->
                dynamicTest(
                    status.name(),
                    () -> {
                      var place = stage.createOrganization("Of " + status);
                      stage.enrol(place, ann, status, ADMIN);
                      isNoMember(ask(ann(), named(place), true));
                    }));
  }

  @Test
  void a_removed_member_is_out_with_the_next_live_question() {
    join(ann, acme, MEMBER);
    organization(ask(ann(), named(acme)));
    stage.remove(acme, ann);
    isNoMember(ask(ann(), named(acme)));
  }

  @Test
  @Tag("ORG-3")
  void a_named_organization_that_fails_never_falls_through_to_another() {
    join(ann, globex, ADMIN);
    for (Session session : List.of(ann(), workingIn(globex))) {
      isNoMember(ask(session, named(acme)));
      isNoMember(ask(session, named(acme).orOfSession()));
      isNoMember(ask(session, named(acme).orOfSessionElseTheOnlyOther()));
    }
  }

  @Test
  @Tag("ORG-3")
  @Tag("SCOPE-3")
  void a_named_organization_that_fails_never_falls_through_to_the_personal_scope() {
    isNoMember(ask(ann(), named(acme), true));
    for (String text :
        List.of("", " ", "nobody-there", "Org/../acme", "\u0000", "x".repeat(5000))) {
      isNoMember(ask(ann(), OrganizationSelector.of(text), true));
    }
  }

  @Test
  @Tag("ORG-4")
  void an_unknown_organization_is_answered_like_a_foreign_one_and_costs_as_many_calls() {
    join(bob, acme, MEMBER);
    stage.call(acme, SLUG);
    long foreign = callsOf(named(acme));
    assertThat(callsOf(OrganizationSelector.of(SLUG.value()))).isEqualTo(foreign);
    assertThat(callsOf(OrganizationSelector.of(acme.value() + "x"))).isEqualTo(foreign);
    assertThat(callsOf(OrganizationSelector.of("nobody-there"))).isEqualTo(foreign);
  }

  @Test
  @Tag("ORG-3")
  void two_organizations_in_one_request_are_a_conflict() {
    join(ann, acme, MEMBER);
    join(ann, globex, MEMBER);
    OrganizationSelector two =
        OrganizationSelector.none().path(acme.value()).header(globex.value());
    assertThat(ask(ann(), two, true)).isEqualTo(new ScopeResolution.Conflict());
  }

  @Test
  @Tag("ORG-5")
  void a_credential_of_one_organization_is_not_good_for_another() {
    join(ann, acme, MEMBER);
    join(ann, globex, MEMBER);
    assertThat(ask(boundTo(acme), named(globex), true))
        .isEqualTo(new ScopeResolution.WrongOrganization());
    assertThat(organization(ask(boundTo(acme), named(acme))).id()).isEqualTo(acme);
  }

  @Test
  @Tag("MEM-4")
  void evidence_is_as_fresh_as_the_question_asks() {
    join(ann, acme, MEMBER);
    organization(ask(ann(), named(acme)));
    Moment start = stage.now();
    Scope.Organization scope = organization(ask(ann(), named(acme)));
    assertThat(scope.evidence().serves(Freshness.live(), start, stage.now())).isTrue();
  }

  @Test
  @Tag("SCOPE-5")
  void a_users_own_slug_is_the_personal_scope_and_to_anybody_else_it_is_nobodys() {
    OrganizationSlug own = new OrganizationSlug("ann-at-home");
    OrganizationSlug other = new OrganizationSlug("bob-at-home");
    stage.call(ann, own);
    stage.call(bob, other);
    Scope.Personal scope = personal(ask(ann(), OrganizationSelector.of(own.value()), true));
    assertThat(scope.session().user()).isEqualTo(ann);
    assertThat(scope.name()).isEqualTo(own);
    isNoMember(ask(ann(), OrganizationSelector.of(other.value()), true));
  }

  /** Asks once, is refused, and tells what that cost. */
  private long callsOf(OrganizationSelector selector) {
    long before = stage.calls();
    isNoMember(
        scopes()
            .resolve(new ScopeQuery(ann(), selector, false, Freshness.live(), stage.now(), null)));
    return stage.calls() - before;
  }
}
