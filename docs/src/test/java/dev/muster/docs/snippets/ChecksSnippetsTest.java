package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.session.Session;
import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The snippets of README.md, docs/checks.md and docs/roles.md, run. */
@MusterTest
class ChecksSnippetsTest {
  private final Muster muster;
  private final IdentityProvider provider;
  private final CallLedger calls;
  private final UserId userId;
  private final OrganizationId acme;

  ChecksSnippetsTest(MusterKit kit) {
    acme = kit.org("acme").admin("ann").id();
    userId = kit.user("ann");
    provider = kit.provider().fake();
    calls = kit.calls();
    muster = kit.muster();
  }

  // @start region=invoices
  /** No pass, no query. */
  List<String> invoices(Pass pass) {
    return List.of("invoice of " + pass.organization());
  }

  // @end

  @Test
  void readme() {
    String organization = acme.value();
    // @start region=readme
    RoleMap roles =
        RoleMap.builder().role("admin", "invoices:pay").role("member", "invoices:read").build();
    try (Muster muster = Muster.builder().provider(provider).roles(roles).build()) {
      Session session = muster.vouchedByHost(userId);
      Pass pass =
          muster.require(
              AccessCheck.of(session, Requirement.atLeast(new Role("admin"))).in(organization));
      invoices(pass);
    }
    // @end
    assertThat(calls.total()).isPositive();
  }

  @Test
  void first_check() {
    FirstCheck.main(new String[0]);
  }

  @Test
  void bounds_and_outages() {
    BoundsAndOutages.main(new String[0]);
  }

  @Test
  void short_form() {
    Session session = muster.vouchedByHost(userId);
    // @start region=short
    Decision same = muster.check(session, acme.value(), Requirement.member());
    // @end
    assertThat(same).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void three_answers() {
    Session session = muster.vouchedByHost(userId);
    // @start region=fold
    Decision decision =
        muster.check(AccessCheck.of(session, Requirement.member()).in(OrganizationRef.of(acme)));
    int status =
        decision.fold(
            granted -> 200, denied -> denied.reason().problem().status(), undecided -> 503);
    // @end
    assertThat(status).isEqualTo(200);
  }

  @Test
  void freshness() {
    Session session = muster.vouchedByHost(userId);
    // @start region=freshness
    AccessCheck reading =
        AccessCheck.of(session, Requirement.member())
            .in(OrganizationRef.of(acme))
            .onRoute(Freshness.within(Duration.ofSeconds(30)));
    muster.require(reading);
    muster.require(reading.fresher(Freshness.live()));
    // @end
    muster.require(reading);
    assertThat(calls.total()).isLessThanOrEqualTo(4);
  }

  @Test
  void token() {
    AccessCheck reading =
        AccessCheck.of(muster.vouchedByHost(userId), Requirement.member())
            .in(OrganizationRef.of(acme));
    Decision removed = muster.check(reading);
    // @start region=token
    ConsistencyToken token = removed.explanation().token();
    Decision elsewhere = muster.check(reading.notBefore(token));
    // @end
    assertThat(elsewhere).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void listener() {
    List<String> log = new ArrayList<>();
    // @start region=listener
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin").build())
            .listener(
                event -> {
                  if (event instanceof MusterEvent.Decided decided) {
                    log.add(decided.decision().explanation().toString());
                  }
                })
            .build()) {
      muster.check(AccessCheck.of(muster.vouchedByHost(userId), Requirement.signedIn()));
    }
    // @end
    assertThat(log).hasSize(1);
  }

  @Test
  void roles() {
    // @start region=roles
    RoleMap roles =
        RoleMap.builder()
            .role(
                new Role("owner"),
                Set.of(new RoleSlug("org:owner"), new RoleSlug("org:admin")),
                Set.of())
            .role("member", "notes:read")
            .build();
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .unknownRoles(UnknownRolePolicy.deny())
            .build()) {
      muster.check(AccessCheck.of(muster.vouchedByHost(userId), Requirement.signedIn()));
    }
    // @end
    assertThat(roles.translate(List.of(new RoleSlug("org:admin"))).role())
        .contains(new Role("owner"));
  }

  @Test
  void reserved_slugs() {
    // @start region=slugs
    MusterBuilder withOwnWords =
        Muster.builder()
            .slugs(SlugPolicy.builder().reservedWord("notes").reservedPrefix("beta-").build());
    // @end
    RoleMap roles = RoleMap.builder().role("admin").build();
    try (Muster muster = withOwnWords.provider(provider).roles(roles).build()) {
      assertThat(muster.organizationCreation()).isEmpty();
    }
  }
}
