package dev.muster.decision;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Evidence;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.HandClock;
import dev.muster.membership.Moment;
import dev.muster.membership.Source;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.provider.MembershipStatus;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import dev.muster.scope.TestScopes;
import dev.muster.session.Session;
import dev.muster.session.VouchedSessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");
  private static final Permission DELETE = new Permission("delete");

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final Judge judge =
      new Judge(RoleMap.builder().role("admin", "delete").role("member").build());
  private final VouchedSessions issuer = new VouchedSessions(PROVIDER_INSTANCE);
  private final Session session = issuer.vouchedByHost(ANN);
  private final Moment start = timeline.now();

  private ScopeQuery query() {
    return new ScopeQuery(
        session, OrganizationSelector.of("acme"), false, Freshness.live(), start, null);
  }

  private Evidence evidence(MembershipStatus status, Moment asOf) {
    return TestEvidence.of(ann(status, 1), true, asOf, Source.LIVE, 3);
  }

  private Scope.Organization scope(Role role, Permission... permissions) {
    return TestScopes.of(
        session, evidence(MembershipStatus.ACTIVE, timeline.now()), role, Set.of(permissions));
  }

  private Decision judge(ScopeResolution resolution, Requirement requirement) {
    return judge.judge(query(), resolution, requirement, Freshness.live(), timeline.now());
  }

  private Decision judge(Scope scope, Requirement requirement) {
    return judge(new ScopeResolution.Resolved(scope), requirement);
  }

  private static Reason reason(Decision decision) {
    return ((Decision.Denied) decision).reason();
  }

  private static Failure.Cause cause(Decision decision) {
    return ((Decision.Undecided) decision).failure().cause();
  }

  @Test
  @Tag("ANS-1")
  void each_requirement_is_met_by_what_it_names_and_by_nothing_less() {
    assertThat(judge(scope(null), Requirement.member())).isInstanceOf(Decision.Granted.class);
    assertThat(judge(scope(null), Requirement.signedIn())).isInstanceOf(Decision.Granted.class);
    assertThat(judge(scope(ADMIN), Requirement.atLeast(MEMBER)))
        .isInstanceOf(Decision.Granted.class);
    assertThat(reason(judge(scope(MEMBER), Requirement.atLeast(ADMIN))))
        .isEqualTo(Reason.ROLE_TOO_LOW);
    assertThat(reason(judge(scope(null), Requirement.atLeast(MEMBER))))
        .isEqualTo(Reason.ROLE_TOO_LOW);
    assertThat(judge(scope(ADMIN, DELETE), Requirement.permits(DELETE)))
        .isInstanceOf(Decision.Granted.class);
    assertThat(reason(judge(scope(ADMIN), Requirement.permits(DELETE))))
        .isEqualTo(Reason.PERMISSION_MISSING);
  }

  @Test
  @Tag("ANS-10")
  void a_role_that_the_map_does_not_declare_meets_nothing() {
    Role stranger = new Role("stranger");
    assertThat(reason(judge(scope(stranger), Requirement.atLeast(MEMBER))))
        .isEqualTo(Reason.ROLE_TOO_LOW);
    assertThat(reason(judge(scope(ADMIN), Requirement.atLeast(stranger))))
        .isEqualTo(Reason.ROLE_TOO_LOW);
  }

  @Test
  @Tag("MEM-4")
  void evidence_that_outgrew_its_bound_is_undecided() {
    Moment old = timeline.now();
    clock.advance(Duration.ofSeconds(31));
    ScopeQuery late =
        new ScopeQuery(
            session,
            OrganizationSelector.of("acme"),
            false,
            Freshness.live(),
            timeline.now(),
            null);
    Scope.Organization scope =
        TestScopes.of(session, evidence(MembershipStatus.ACTIVE, old), MEMBER, Set.of());
    Freshness bound = Freshness.within(Duration.ofSeconds(30));
    assertThat(
            cause(
                judge.judge(
                    late,
                    new ScopeResolution.Resolved(scope),
                    Requirement.member(),
                    bound,
                    timeline.now())))
        .isEqualTo(Failure.Cause.STALE);
  }

  @Test
  @Tag("ANS-9")
  void evidence_from_before_what_was_demanded_is_undecided_unless_it_was_read_since() {
    Moment old = timeline.now();
    clock.advance(Duration.ofSeconds(1));
    Moment now = timeline.now();
    Freshness bound = Freshness.within(Duration.ofSeconds(30));
    for (long epoch : new long[] {2, 3, 4}) {
      ConsistencyToken seen = new ConsistencyToken(key(), epoch);
      ScopeQuery query =
          new ScopeQuery(session, OrganizationSelector.of("acme"), false, bound, now, seen);
      Decision remembered = judge(query, evidence(MembershipStatus.ACTIVE, old));
      Decision read = judge(query, evidence(MembershipStatus.ACTIVE, now));
      assertThat(read).isInstanceOf(Decision.Granted.class);
      if (epoch <= 3) {
        assertThat(remembered).isInstanceOf(Decision.Granted.class);
      } else {
        assertThat(cause(remembered)).isEqualTo(Failure.Cause.STALE);
      }
    }
  }

  private static MembershipKey key() {
    return new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  }

  private Decision judge(ScopeQuery query, Evidence evidence) {
    Scope.Organization scope = TestScopes.of(session, evidence, MEMBER, Set.of());
    return judge.judge(
        query,
        new ScopeResolution.Resolved(scope),
        Requirement.member(),
        query.freshness(),
        query.start());
  }

  @Test
  @Tag("ANS-10")
  void a_resolver_that_answers_about_another_session_or_without_membership_is_no_yes() {
    Evidence member = evidence(MembershipStatus.ACTIVE, timeline.now());
    Scope.Organization others = TestScopes.of(issuer.vouchedByHost(ANN), member, ADMIN, Set.of());
    assertThat(cause(judge(others, Requirement.member()))).isEqualTo(Failure.Cause.DEFECT);
    Scope.Organization inactive =
        TestScopes.of(
            session, evidence(MembershipStatus.INACTIVE, timeline.now()), ADMIN, Set.of());
    assertThat(cause(judge(inactive, Requirement.member()))).isEqualTo(Failure.Cause.DEFECT);
    Scope personal = new Scope.Personal(issuer.vouchedByHost(ANN));
    assertThat(cause(personally(personal, Requirement.signedIn()))).isEqualTo(Failure.Cause.DEFECT);
  }

  @Test
  @Tag("SCOPE-3")
  @Tag("ORG-3")
  void a_resolver_that_answers_personally_where_an_organization_was_named_is_no_yes() {
    Scope personal = new Scope.Personal(session);
    assertThat(cause(judge(personal, Requirement.signedIn()))).isEqualTo(Failure.Cause.DEFECT);
    assertThat(cause(judge(personal, Requirement.member()))).isEqualTo(Failure.Cause.DEFECT);
  }

  @Test
  @Tag("SCOPE-1")
  @Tag("SCOPE-3")
  void a_personal_scope_is_named_by_the_persons_own_slug_and_by_nothing_else() {
    OrganizationSelector none = OrganizationSelector.none();
    Scope named = new Scope.Personal(session, new OrganizationSlug("ann"));
    for (OrganizationSelector said :
        List.of(none.path("ann"), none.path("ann").header("ann").subdomain("ann"))) {
      assertThat(personally(said, named, Requirement.signedIn()))
          .isInstanceOf(Decision.Granted.class);
      assertThat(reason(personally(said, named, Requirement.member())))
          .isEqualTo(Reason.PERSONAL_SCOPE_NAMED);
    }
    for (OrganizationSelector said :
        List.of(
            none,
            none.path("acme"),
            none.path("Ann"),
            none.path("ann").header("acme"),
            OrganizationSelector.of(OrganizationRef.of(new OrganizationId("ann"))))) {
      assertThat(cause(personally(said, named, Requirement.signedIn())))
          .as(said.texts().toString())
          .isEqualTo(Failure.Cause.DEFECT);
    }
  }

  @Test
  @Tag("SCOPE-1")
  @Tag("ORG-5")
  void a_bound_credential_is_never_personal_whatever_a_resolver_says() {
    Session bound = issuer.vouchedByHost(ANN, ACME);
    ScopeQuery query =
        new ScopeQuery(bound, OrganizationSelector.none(), true, Freshness.live(), start, null);
    Decision decision =
        judge.judge(
            query,
            new ScopeResolution.Resolved(new Scope.Personal(bound)),
            Requirement.signedIn(),
            Freshness.live(),
            timeline.now());
    assertThat(cause(decision)).isEqualTo(Failure.Cause.DEFECT);
  }

  @Test
  @Tag("SCOPE-1")
  void a_route_that_also_opens_the_personal_scope_demands_as_much_of_an_organization() {
    Scope personal = new Scope.Personal(session);
    for (Requirement demanded :
        List.of(Requirement.member(), Requirement.atLeast(ADMIN), Requirement.permits(DELETE))) {
      assertThat(personally(personal, demanded)).isInstanceOf(Decision.Denied.class);
      assertThat(personally(personal, demanded.orPersonal())).isInstanceOf(Decision.Granted.class);
      for (Scope.Organization there : List.of(scope(ADMIN, DELETE), scope(MEMBER), scope(null))) {
        assertThat(judge(there, demanded.orPersonal()).getClass())
            .isEqualTo(judge(there, demanded).getClass());
      }
    }
    Requirement once = Requirement.member().orPersonal();
    assertThat(once.orPersonal()).isSameAs(once);
    assertThat(Requirement.signedIn().orPersonal()).isEqualTo(Requirement.signedIn());
    assertThatIllegalArgumentException().isThrownBy(() -> new Requirement.OrPersonal(once));
  }

  @Test
  @Tag("MEM-7")
  void an_organization_that_ended_looks_unknown_whoever_is_still_listed_as_its_member() {
    Evidence listed = evidence(MembershipStatus.ACTIVE, timeline.now());
    assertThat(reason(judge(new ScopeResolution.NotAMember(listed, false), Requirement.member())))
        .isEqualTo(Reason.UNKNOWN_ORGANIZATION);
  }

  private Decision personally(Scope scope, Requirement requirement) {
    return personally(OrganizationSelector.none(), scope, requirement);
  }

  private Decision personally(OrganizationSelector said, Scope scope, Requirement requirement) {
    ScopeQuery nowhere = new ScopeQuery(session, said, true, Freshness.live(), start, null);
    return judge.judge(
        nowhere,
        new ScopeResolution.Resolved(scope),
        requirement,
        Freshness.live(),
        timeline.now());
  }

  @Test
  @Tag("SCOPE-1")
  void the_personal_scope_meets_only_being_signed_in() {
    Scope personal = new Scope.Personal(session);
    assertThat(personally(personal, Requirement.signedIn())).isInstanceOf(Decision.Granted.class);
    assertThat(reason(personally(personal, Requirement.member())))
        .isEqualTo(Reason.NO_ORGANIZATION_NAMED);
  }

  @Test
  @Tag("ANS-6")
  void whatever_is_no_scope_is_no_yes_and_looks_alike_where_it_must() {
    Evidence none = TestEvidence.of(null, true, timeline.now(), Source.LIVE, 0);
    Evidence ended = TestEvidence.of(null, true, timeline.now(), Source.LIVE, 2);
    Evidence pending = evidence(MembershipStatus.PENDING, timeline.now());
    Requirement member = Requirement.member();
    Reason unknown = reason(judge(new ScopeResolution.NotAMember(none, false), member));
    Reason foreign = reason(judge(new ScopeResolution.NotAMember(none, true), member));
    Reason left = reason(judge(new ScopeResolution.NotAMember(ended, false), member));
    Reason invited = reason(judge(new ScopeResolution.NotAMember(pending, true), member));
    assertThat(unknown).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    assertThat(foreign).isEqualTo(Reason.NO_MEMBERSHIP).isEqualTo(left);
    assertThat(invited).isEqualTo(Reason.NOT_ACTIVE);
    assertThat(List.of(unknown.problem(), foreign.problem(), invited.problem()))
        .containsOnly(Problem.NOT_A_MEMBER);
    assertThat(reason(judge(new ScopeResolution.RoleDenied(pending), member)))
        .isEqualTo(Reason.ROLE_UNKNOWN);
    assertThat(reason(judge(new ScopeResolution.NoOrganization(true, null), member)).problem())
        .isEqualTo(Problem.ORGANIZATION_REQUIRED);
    assertThat(reason(judge(new ScopeResolution.NoOrganization(false, null), member)).problem())
        .isEqualTo(Problem.ONBOARDING_REQUIRED);
    assertThat(reason(judge(new ScopeResolution.Conflict(), member)).problem().status())
        .isEqualTo(400);
  }

  @Test
  @Tag("ANS-2")
  void an_undecided_answer_says_when_to_come_back_within_bounds() {
    assertThat(retryAfter(null)).isEqualTo(Decision.Undecided.DEFAULT_RETRY_AFTER);
    assertThat(retryAfter(Duration.ofSeconds(17))).isEqualTo(Duration.ofSeconds(17));
    assertThat(retryAfter(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retryAfter(Duration.ofSeconds(-5))).isEqualTo(Duration.ofSeconds(1));
    assertThat(retryAfter(Duration.ofDays(9))).isEqualTo(Decision.Undecided.MAX_RETRY_AFTER);
  }

  private Duration retryAfter(Duration hint) {
    Failure failure = new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, hint);
    Decision decision = judge(new ScopeResolution.Unavailable(failure), Requirement.member());
    return ((Decision.Undecided) decision).retryAfter();
  }

  @Test
  @Tag("ANS-6")
  void every_code_is_its_own_and_every_status_an_error() {
    Set<String> codes = new HashSet<>();
    for (Problem problem : Problem.values()) {
      assertThat(codes.add(problem.code())).as(problem.code()).isTrue();
      assertThat(problem.code()).matches("[a-z_]+");
      assertThat(problem.status()).isBetween(400, 503);
    }
  }
}
