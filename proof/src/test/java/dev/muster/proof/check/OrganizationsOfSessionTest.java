package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.ScopeChoices;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that name no organization, credentials bound to one, and where to go after a denial. */
class OrganizationsOfSessionTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final OrganizationSelector OF_SESSION = OrganizationSelector.none().orOfSession();
  private static final OrganizationSelector SWITCHING =
      OrganizationSelector.none().orOfSessionElseTheOnlyOther();

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<MembershipEvent> heard = new CopyOnWriteArrayList<>();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(clock).build();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .sessions(provider, SignIn.settings())
          .organizationCreation(provider, new RoleSlug("admin"))
          .withoutReadingAhead()
          .listener(
              event -> {
                if (event instanceof MusterEvent.OfMembership of) {
                  heard.add(of.event());
                }
              })
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private Session session;
  private OrganizationId acme;

  /** Ann's session works in Acme, which she created. */
  @BeforeEach
  void annWorksInAcme() {
    Session before = authenticated(SignIn.at(provider, sessions, ann).value().reveal());
    CreationResult.Created created =
        (CreationResult.Created)
            muster
                .organizationCreation()
                .orElseThrow()
                .create(
                    muster.require(AccessCheck.of(before, Requirement.signedIn())),
                    new OrganizationSlug("acme"),
                    "Acme");
    acme = created.organization();
    session = authenticated(created.cookies().get(0).value().reveal());
    assertThat(session.organization()).contains(acme);
    provider.calls().reset();
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private Session authenticated(String cookie) {
    Authentication answer = sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
    return ((Authentication.Authenticated) answer).session();
  }

  private OrganizationId joined(String name) {
    OrganizationId organization = provider.dashboard().createOrganization(name).id();
    provider.dashboard().join(organization, ann, MEMBER);
    return organization;
  }

  private Decision check(OrganizationSelector selector, Requirement requirement) {
    return muster.check(AccessCheck.of(session, requirement).in(selector));
  }

  private static List<OrganizationChoice> offered(ScopeChoices.Result result) {
    return ((ScopeChoices.Result.Offered) result).organizations();
  }

  @Test
  @Tag("ORG-3")
  void the_sessions_organization_counts_only_where_the_host_says_so() {
    assertThat(check(OrganizationSelector.none(), Requirement.member()))
        .isDenied(Reason.NO_ORGANIZATION_NAMED);

    Decision decision = check(OF_SESSION, Requirement.member());

    assertThat(decision).isGranted().isIn(acme);
  }

  @Test
  @Tag("ORG-3")
  void a_request_that_names_one_never_falls_back_to_the_sessions() {
    assertThat(check(OF_SESSION.path("nowhere"), Requirement.member()))
        .isDenied(Reason.UNKNOWN_ORGANIZATION);
    assertThat(check(OF_SESSION.header(" "), Requirement.member()))
        .isDenied(Reason.UNKNOWN_ORGANIZATION);
  }

  @Test
  @Tag("ORG-6")
  void removed_from_the_only_organization_leads_to_onboarding() {
    provider.dashboard().remove(acme, ann);

    Decision decision = check(OF_SESSION, Requirement.member());

    assertThat(decision).tells(Problem.ONBOARDING_REQUIRED).isIn(acme);
    assertThat(offered(muster.scopesAfter(session, (Decision.Denied) decision))).isEmpty();
  }

  @Test
  @Tag("ORG-6")
  void removed_but_a_member_of_others_the_denial_offers_them() {
    OrganizationId beta = joined("Beta");
    OrganizationId alpha = joined("Alpha");
    OrganizationId former = joined("Former");
    provider.dashboard().deactivate(former, ann);
    muster.check(AccessCheck.of(session, Requirement.member()).in(beta.value()));
    provider.dashboard().remove(acme, ann);
    provider.calls().reset();

    Decision decision = check(OF_SESSION, Requirement.member());

    assertThat(decision).tells(Problem.ORGANIZATION_REQUIRED);
    assertThat(offered(muster.scopesAfter(session, (Decision.Denied) decision)))
        .containsExactly(
            new OrganizationChoice(beta, new OrganizationSlug("beta"), "Beta", new Role("member")),
            new OrganizationChoice(alpha, null, null, new Role("member")));
  }

  @Test
  @Tag("ORG-6")
  @Tag("SCOPE-4")
  void a_denial_in_a_named_organization_offers_the_others_with_one_list_and_no_look_up() {
    OrganizationId beta = joined("Beta");
    provider.dashboard().remove(acme, ann);
    Decision decision = check(OrganizationSelector.of("acme"), Requirement.member());
    assertThat(decision).tells(Problem.NOT_A_MEMBER);
    provider.calls().reset();

    assertThat(offered(muster.scopesAfter(session, (Decision.Denied) decision)))
        .extracting(OrganizationChoice::id)
        .containsExactly(beta);

    assertThat(provider.calls().calls()).containsExactly(Operation.LIST_MEMBERSHIPS);
  }

  @Test
  @Tag("ORG-6")
  void a_page_about_the_person_still_answers_after_the_removal() {
    provider.dashboard().remove(acme, ann);

    Decision decision = check(OF_SESSION, Requirement.signedIn());

    assertThat(decision).isGranted();
    assertThat(decision.explanation().organization()).isNull();
  }

  @Test
  @Tag("ORG-6")
  void a_host_that_opted_in_is_switched_to_the_only_other_organization() {
    OrganizationId beta = joined("Beta");
    assertThat(check(SWITCHING, Requirement.member()).explanation().organization()).isEqualTo(acme);
    provider.dashboard().remove(acme, ann);

    Decision decision = check(SWITCHING, Requirement.member());

    assertThat(decision).isGranted().isIn(beta);
  }

  @Test
  @Tag("ORG-6")
  void nobody_is_switched_where_there_is_a_choice_or_the_request_named_one() {
    joined("Beta");
    provider.dashboard().remove(acme, ann);
    assertThat(check(SWITCHING.path("acme"), Requirement.member())).tells(Problem.NOT_A_MEMBER);

    joined("Alpha");

    assertThat(check(SWITCHING, Requirement.member())).isDenied(Reason.NO_ORGANIZATION_NAMED);
  }

  @Test
  @Tag("ANS-2")
  @Tag("ORG-6")
  void an_outage_is_no_reason_to_switch_and_no_empty_choice() {
    joined("Beta");
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.ServerError(500));
    assertThat(check(SWITCHING, Requirement.member())).isUndecided();

    provider.dashboard().remove(acme, ann);
    provider.faults().next(Operation.LIST_MEMBERSHIPS, new Fault.ServerError(500), 2);

    assertThat(check(SWITCHING, Requirement.member())).isUndecided();
    assertThat(muster.scopes(session))
        .isEqualTo(
            new ScopeChoices.Result.Unavailable(Failure.of(Failure.Cause.PROVIDER_UNAVAILABLE)));
  }

  @Test
  @Tag("ORG-5")
  void a_credential_bound_to_one_organization_is_not_usable_for_another_known_or_not() {
    OrganizationId beta = joined("Beta");
    muster.check(AccessCheck.of(session, Requirement.member()).in(beta.value()));
    Session bound = muster.vouchedByHost(ann, acme);
    provider.calls().reset();

    for (String elsewhere : List.of("beta", beta.value(), "nowhere", "org_nowhere", " ")) {
      Decision decision = muster.check(AccessCheck.of(bound, Requirement.member()).in(elsewhere));
      assertThat(decision)
          .as(elsewhere)
          .isDenied(Reason.WRONG_ORGANIZATION)
          .tells(Problem.WRONG_ORGANIZATION);
    }
    assertThat(provider.calls().total()).isZero();
  }

  @Test
  @Tag("ORG-5")
  void what_memory_holds_of_the_same_user_opens_nothing_to_a_bound_credential() {
    Freshness hour = Freshness.within(Duration.ofHours(1));
    OrganizationId beta = joined("Beta");
    AccessCheck free = AccessCheck.of(session, Requirement.member()).in(beta.value()).onRoute(hour);
    muster.require(free);
    muster.require(free);

    Session bound = muster.vouchedByHost(ann, acme);

    assertThat(
            muster.check(
                AccessCheck.of(bound, Requirement.member()).in(beta.value()).onRoute(hour)))
        .isDenied(Reason.WRONG_ORGANIZATION);
  }

  @Test
  @Tag("ORG-5")
  @Tag("MEM-2")
  void a_bound_credential_names_its_organization_and_proves_no_membership_of_it() {
    Session bound = muster.vouchedByHost(ann, acme);
    AccessCheck check = AccessCheck.of(bound, Requirement.member());
    assertThat(muster.check(check).explanation().organization()).isEqualTo(acme);
    assertThat(muster.check(check)).isGranted();

    provider.dashboard().remove(acme, ann);

    assertThat(muster.check(check)).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("ORG-5")
  void a_credential_bound_to_one_organization_is_offered_no_other() {
    joined("Beta");
    Session bound = muster.vouchedByHost(ann, acme);
    assertThat(offered(muster.scopes(bound)))
        .extracting(OrganizationChoice::id)
        .containsExactly(acme);
    Decision elsewhere =
        muster.check(AccessCheck.of(bound, Requirement.member()).in("org_elsewhere"));
    provider.dashboard().remove(acme, ann);
    assertThat(offered(muster.scopesAfter(bound, (Decision.Denied) elsewhere))).isEmpty();
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_the_provider_refuses_is_an_alarm_for_the_picker_too() {
    provider.faults().next(Operation.LIST_MEMBERSHIPS, new Fault.KeyRejected());
    muster.scopes(session);
    assertThat(heard)
        .contains(new MembershipEvent.ProviderMisconfigured(new ProviderInstance("fake")));
  }
}
