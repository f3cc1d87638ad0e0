package dev.muster.proof.check;

import static dev.muster.proof.check.ScopeHost.ADMIN;
import static dev.muster.proof.check.ScopeHost.FAKE;
import static dev.muster.proof.check.ScopeHost.slug;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.RoleSlug;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.session.Session;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person's own slug, where organizations are named. */
class PersonalScopeTest {
  private static final OrganizationSelector NONE = OrganizationSelector.none();
  private static final Requirement EITHER = Requirement.atLeast(ADMIN).orPersonal();

  private final ScopeHost host = new ScopeHost();
  private final Muster muster = host.node();
  private final Session session = muster.vouchedByHost(host.ann);

  @AfterEach
  void close() {
    host.close();
  }

  private Decision check(OrganizationSelector said, Requirement requirement) {
    return muster.check(AccessCheck.of(session, requirement).in(said));
  }

  private static Pass pass(Decision decision) {
    return ((Decision.Granted) decision).pass();
  }

  @Test
  @Tag("SCOPE-1")
  void ones_own_slug_is_the_personal_scope_for_one_look_up_and_no_call() {
    List<String> cost =
        host.costOf(
            () -> {
              Pass pass = pass(muster.check(session, "ann", EITHER));
              assertThat(pass.scope()).isEqualTo(new Scope.Personal(session, slug("ann")));
              assertThat(pass.role()).isEmpty();
            });
    assertThat(cost).containsExactly("findBySlug");
  }

  @Test
  @Tag("SCOPE-1")
  void one_route_serves_both_scopes_and_demands_the_role_in_an_organization() {
    assertThat(muster.check(session, "acme", EITHER)).isGranted().isIn(host.acme);
    assertThat(muster.check(session, "beta", EITHER)).isDenied(Reason.ROLE_TOO_LOW);
    assertThat(pass(muster.check(session, "ann", EITHER)).scope())
        .isInstanceOf(Scope.Personal.class);
    assertThat(pass(check(NONE, EITHER)).scope()).isEqualTo(new Scope.Personal(session));
  }

  @Test
  @Tag("SCOPE-1")
  void where_an_organization_is_demanded_the_person_is_none() {
    for (Requirement demanded : List.of(Requirement.member(), Requirement.atLeast(ADMIN))) {
      assertThat(muster.check(session, "ann", demanded))
          .isDenied(Reason.PERSONAL_SCOPE_NAMED)
          .tells(Problem.ORGANIZATION_REQUIRED);
    }
  }

  @Test
  @Tag("ORG-4")
  void somebody_elses_slug_looks_and_costs_as_an_unknown_organization() {
    Freshness[] bounds = {Freshness.live(), Freshness.within(ScopeHost.HOUR)};
    for (Freshness bound : bounds) {
      for (Requirement demanded : List.of(Requirement.member(), Requirement.signedIn(), EITHER)) {
        AccessCheck check = AccessCheck.of(session, demanded).onRoute(bound);
        assertAlike(check.in("bob"), check.in("nobody"), Reason.UNKNOWN_ORGANIZATION);
        assertAlike(
            check.in(NONE.path("bob").header("acme")),
            check.in(NONE.path("nobody").header("acme")),
            Reason.SELECTOR_CONFLICT);
      }
    }
  }

  private void assertAlike(AccessCheck personal, AccessCheck unknown, Reason reason) {
    for (int again = 0; again < 3; again++) {
      List<String> costOfUnknown =
          host.costOf(() -> assertThat(muster.check(unknown)).isDenied(reason));
      List<String> costOfPersonal =
          host.costOf(() -> assertThat(muster.check(personal)).isDenied(reason));
      assertThat(costOfPersonal).isEqualTo(costOfUnknown).contains("findBySlug");
    }
  }

  @Test
  @Tag("ORG-3")
  void the_person_and_an_organization_disagree_and_the_person_twice_agrees() {
    for (String other : List.of("acme", host.acme.value(), "bob", "nobody", " ")) {
      assertThat(check(NONE.path("ann").header(other), EITHER))
          .as(other)
          .isDenied(Reason.SELECTOR_CONFLICT);
    }
    assertThat(pass(check(NONE.path("ann").header("ann").subdomain("ann"), EITHER)).scope())
        .isInstanceOf(Scope.Personal.class);
  }

  @Test
  @Tag("SCOPE-3")
  void only_the_slug_as_it_is_names_the_person() {
    for (String near :
        List.of("Ann", "ANN", "ann ", " ann", "ann\u0000", "ann/", "%61nn", "\uff41nn", "an", "")) {
      assertThat(muster.check(session, near, EITHER))
          .as(near)
          .isDenied(Reason.UNKNOWN_ORGANIZATION);
    }
  }

  @Test
  @Tag("ORG-5")
  @Tag("SCOPE-3")
  void a_bound_credential_never_works_personally() {
    Session bound = muster.vouchedByHost(host.ann, host.acme);
    for (Requirement demanded : List.of(Requirement.signedIn(), EITHER)) {
      assertThat(muster.check(bound, "ann", demanded)).isDenied(Reason.WRONG_ORGANIZATION);
      assertThat(muster.check(AccessCheck.of(bound, demanded))).isGranted().isIn(host.acme);
    }
  }

  @Test
  @Tag("SCOPE-3")
  void an_organization_that_fails_never_becomes_the_person() {
    host.provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(500));
    assertThat(host.live(muster, "acme", EITHER)).isUndecided();
    host.provider.dashboard().remove(host.acme, host.ann);
    assertThat(host.live(muster, "acme", EITHER)).tells(Problem.NOT_A_MEMBER);
    host.registerIsDown = true;
    assertThat(muster.check(session, "ann", EITHER)).isUndecided();
  }

  @Test
  @Tag("SCOPE-1")
  void a_personal_pass_asked_for_again_is_the_person_whoever_has_the_slug_by_now() {
    Pass pass = pass(muster.check(session, "ann", EITHER));
    host.directory.renamePersonal(FAKE, host.ann, slug("ann-2"));
    host.directory.rename(FAKE, host.acme, slug("ann"));

    assertThat(pass(muster.check(AccessCheck.again(pass))).scope())
        .isEqualTo(new Scope.Personal(session));
    assertThat(muster.check(session, "ann", EITHER)).isGranted().isIn(host.acme);
  }

  @Test
  @Tag("SCOPE-1")
  void what_memory_holds_of_organizations_makes_no_difference_to_ones_own_slug() {
    host.provider.dashboard().join(host.foreign, host.ann, new RoleSlug("admin"));
    for (int i = 0; i < 3; i++) {
      assertThat(muster.check(session, "foreign", EITHER)).isGranted().isIn(host.foreign);
      assertThat(pass(muster.check(session, "ann", EITHER)).scope())
          .isInstanceOf(Scope.Personal.class);
    }
  }
}
