package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.scope.OrganizationSelector;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The front door over the fake provider: what a host sees. */
class MusterChecksTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug ADMIN = new RoleSlug("admin");
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  private final RoleMap roles =
      RoleMap.builder().role("admin", "notes:delete").role("member", "notes:read").build();
  private final Muster muster = builder().listener(heard::add).build();
  private UserId ann;
  private OrganizationId acme;

  private MusterBuilder builder() {
    return Muster.builder()
        .provider(provider)
        .roles(roles)
        .directory(directory)
        .withoutReadingAhead() // a look-up in the background is not a step of a test
        .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000);
  }

  @BeforeEach
  void people() {
    ann = provider.dashboard().createUser("ann@example.com").id();
    Organization organization = provider.dashboard().createOrganization("Acme");
    acme = organization.id();
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug("acme")));
    provider.dashboard().join(acme, ann, MEMBER);
    provider.calls().reset();
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private AccessCheck asking(Requirement requirement) {
    return AccessCheck.of(muster.vouchedByHost(ann), requirement);
  }

  @Test
  @Tag("ANS-1")
  @Tag("ANS-7")
  @Tag("ANS-9")
  void a_member_is_granted_a_pass_that_explains_itself() {
    Pass pass = muster.require(asking(Requirement.member()).in("acme"));
    assertThat(pass.organization()).isEqualTo(acme);
    assertThat(pass.user()).isEqualTo(ann);
    assertThat(pass.role()).contains(new Role("member"));
    assertThat(pass.explanation().source()).isEqualTo(Source.LIVE);
    assertThat(pass.explanation().evidenceAge()).isEqualTo(Duration.ZERO);
    assertThat(pass.explanation().epoch()).isEqualTo(1);
    assertThat(heard).anyMatch(event -> event instanceof MusterEvent.Decided);
  }

  @Test
  @Tag("MEM-2")
  @Tag("MEM-4")
  void a_removed_member_is_out_on_the_next_request() {
    muster.require(asking(Requirement.member()).in("acme"));
    provider.dashboard().remove(acme, ann);
    assertThat(muster.check(asking(Requirement.member()).in("acme")))
        .isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("MEM-4")
  void within_a_bound_a_removed_member_is_out_when_it_ends_and_at_once_for_a_fresher_check() {
    AccessCheck check =
        asking(Requirement.member()).in("acme").onRoute(Freshness.within(Duration.ofSeconds(30)));
    muster.require(check);
    provider.dashboard().remove(acme, ann);
    clock.advance(Duration.ofSeconds(30));
    assertThat(muster.require(check).explanation().source()).isEqualTo(Source.CACHE);
    assertThat(muster.check(check.fresher(Freshness.within(Duration.ofHours(1))))).isGranted();
    assertThat(muster.check(check.fresher(Freshness.live()))).isDenied(Reason.NO_MEMBERSHIP);
    assertThat(muster.check(check)).isDenied(Reason.NO_MEMBERSHIP);
  }

  @Test
  @Tag("ROLE-8")
  void a_role_too_low_is_a_no_and_a_demotion_counts_at_once() {
    Requirement delete = Requirement.permits(new Permission("notes:delete"));
    assertThat(muster.check(asking(delete).in("acme"))).isDenied(Reason.PERMISSION_MISSING);
    provider.dashboard().setRoles(acme, ann, ADMIN);
    muster.require(asking(delete).in("acme"));
    muster.require(asking(Requirement.atLeast(new Role("admin"))).in("acme"));
    provider.dashboard().setRoles(acme, ann, MEMBER);
    assertThat(muster.check(asking(Requirement.atLeast(new Role("admin"))).in("acme")))
        .isDenied(Reason.ROLE_TOO_LOW);
  }

  @Test
  @Tag("ANS-2")
  void an_outage_is_neither_yes_nor_no_and_tells_when_to_come_back() {
    provider
        .faults()
        .next(Operation.FIND_MEMBERSHIP, new Fault.RateLimited(Duration.ofSeconds(17)));
    Decision decision = muster.check(asking(Requirement.member()).in("acme"));
    assertThat(decision)
        .isUndecided(Failure.Cause.PROVIDER_UNAVAILABLE)
        .hasRetryAfter(Duration.ofSeconds(17));
    assertThatThrownBy(
            () -> {
              provider.faults().down();
              muster.require(asking(Requirement.member()).in("acme"));
            })
        .isInstanceOfSatisfying(
            AccessException.class, thrown -> assertThat(thrown.decision()).isUndecided());
    provider.faults().up();
    muster.require(asking(Requirement.member()).in("acme"));
  }

  @Test
  @Tag("ANS-4")
  void a_revoked_key_of_ours_is_an_alarm() {
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.KeyRejected());
    assertThat(muster.check(asking(Requirement.member()).in("acme")))
        .isUndecided(Failure.Cause.PROVIDER_MISCONFIGURED);
    assertThat(heard)
        .contains(new MusterEvent.OfMembership(new MembershipEvent.ProviderMisconfigured(FAKE)));
  }

  @Test
  @Tag("ORG-4")
  void an_unknown_and_a_foreign_organization_cost_and_answer_the_same() {
    OrganizationId foreign = provider.dashboard().createOrganization("Other").id();
    directory.add(
        FAKE,
        new DirectoryStore.Entry(
            new Organization(foreign, "Other"), new OrganizationSlug("other")));
    provider.calls().reset();
    Decision toForeign = muster.check(asking(Requirement.member()).in("other"));
    List<Operation> foreignCalls = provider.calls().calls();
    provider.calls().reset();
    Decision toUnknown = muster.check(asking(Requirement.member()).in("unknown"));
    assertThat(provider.calls().calls()).isEqualTo(foreignCalls).isNotEmpty();
    provider.calls().reset();
    Decision toGarbage = muster.check(asking(Requirement.member()).in("\u0000 no id"));
    assertThat(provider.calls().calls()).isEqualTo(foreignCalls);
    assertThat(toForeign).isDenied(Reason.NO_MEMBERSHIP).tells(Problem.NOT_A_MEMBER);
    assertThat(toUnknown).isDenied(Reason.UNKNOWN_ORGANIZATION).tells(Problem.NOT_A_MEMBER);
    assertThat(toGarbage).tells(Problem.NOT_A_MEMBER);
  }

  @Test
  @Tag("ORG-3")
  void two_selectors_must_point_at_one_organization() {
    OrganizationSelector agreeing = OrganizationSelector.of("acme").header(acme.value());
    muster.require(asking(Requirement.member()).in(agreeing));
    assertThat(muster.check(asking(Requirement.member()).in(agreeing.subdomain("other"))))
        .isDenied(Reason.SELECTOR_CONFLICT);
  }

  @Test
  @Tag("ANS-6")
  void who_names_no_organization_is_sent_to_choose_one_or_to_found_one() {
    assertThat(muster.check(asking(Requirement.member()))).isDenied(Reason.NO_ORGANIZATION_NAMED);
    provider.dashboard().remove(acme, ann);
    assertThat(muster.check(asking(Requirement.member()))).isDenied(Reason.NO_ORGANIZATION_AT_ALL);
  }

  @Test
  @Tag("SCOPE-1")
  void a_personal_scope_meets_no_requirement_about_an_organization() {
    Pass personal = muster.require(asking(Requirement.signedIn()));
    assertThatThrownBy(personal::organization).isInstanceOf(IllegalStateException.class);
    assertThat(muster.check(asking(Requirement.member()))).isDenied();
  }

  @Test
  @Tag("ORG-1")
  void a_members_request_mirrors_the_organization_and_a_strangers_does_not() {
    OrganizationId late = provider.dashboard().createOrganization("Late & Söns").id();
    muster.check(asking(Requirement.member()).in(late.value()));
    assertThat(directory.find(FAKE, late)).isEmpty();
    provider.dashboard().join(late, ann, MEMBER);
    clock.advance(Duration.ofSeconds(6));
    muster.require(asking(Requirement.member()).in(late.value()));
    assertThat(directory.find(FAKE, late).orElseThrow().slug())
        .isEqualTo(new OrganizationSlug("late-sons"));
    muster.require(asking(Requirement.member()).in("late-sons"));
  }

  @Test
  @Tag("ANS-8")
  void a_session_of_another_muster_is_refused() {
    try (Muster other = builder().build()) {
      AccessCheck foreign =
          AccessCheck.of(other.vouchedByHost(ann), Requirement.member()).in("acme");
      assertThatThrownBy(() -> muster.check(foreign)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Tag("ANS-10")
  void a_listener_that_throws_never_lets_a_yes_out_and_leaves_a_no_a_no() {
    try (Muster deaf =
        builder()
            .listener(
                event -> {
                  throw new IllegalStateException("audit is full");
                })
            .build()) {
      AccessCheck check = AccessCheck.of(deaf.vouchedByHost(ann), Requirement.member()).in("acme");
      assertThat(deaf.check(check)).isUndecided(Failure.Cause.AUDIT_FAILED);
      provider.dashboard().remove(acme, ann);
      assertThat(deaf.check(check)).isDenied(Reason.NO_MEMBERSHIP);
    }
  }

  @Test
  @Tag("MEM-11")
  void after_it_was_closed_a_muster_decides_nothing() {
    muster.close();
    assertThat(muster.check(asking(Requirement.member()).in("acme")))
        .isUndecided(Failure.Cause.OVERLOADED);
  }

  @Test
  @Tag("BAD-INPUT")
  void every_fault_of_a_configuration_is_named_at_once() {
    assertThatThrownBy(
            () ->
                Muster.builder()
                    .negativeBound(Duration.ofHours(1))
                    .deadline(Duration.ZERO)
                    .cacheSize(0)
                    .lookupThreads(0)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 faults")
        .hasMessageContaining("a provider is missing")
        .hasMessageContaining("a role map is missing")
        .hasMessageContaining("negative bound")
        .hasMessageContaining("deadline")
        .hasMessageContaining("cache size")
        .hasMessageContaining("lookup threads");
  }
}
