package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.membership.ConsistencyToken;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The snippets of docs/lifecycle.md, run. */
class LifecycleSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles =
      RoleMap.builder().role("owner").role("admin").role("member").build();
  private final Map<OrganizationId, String> notes = new HashMap<>();

  private static InvitationId invitation(LifecycleResult<Invitation> result) {
    assertThat(result).isInstanceOf(LifecycleResult.Done.class);
    return ((LifecycleResult.Done<Invitation>) result).value().id();
  }

  @Test
  void life_of_an_organization() {
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    UserId bob = provider.dashboard().createUser("bob@example.org").id();
    UserId cydsId = provider.dashboard().createUser("cyd@example.org").id();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    provider.dashboard().join(acme, bob, new RoleSlug("member"));
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try {
      run(acme, ann, bob, cydsId, scheduler);
    } finally {
      scheduler.shutdownNow();
    }
  }

  private void run(
      OrganizationId acme,
      UserId ann,
      UserId bob,
      UserId cydsId,
      ScheduledExecutorService scheduler) {
    // @start region=lifecycle-wiring
    LifecyclePolicy policy =
        LifecyclePolicy.builder(new Role("admin"))
            .owner(new Role("owner"), new RoleSlug("owner"), new RoleSlug("admin"))
            .owned(3)
            .seats(50)
            .onDeletion((instance, organization) -> notes.remove(organization))
            .build();
    Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .lifecycle(provider, provider, policy)
            .invitations(provider)
            .invitationAcceptance(provider)
            .build();
    Lifecycle life = muster.lifecycle().orElseThrow();
    life.reconciler().start(scheduler, Duration.ofSeconds(30));
    // @end
    Session session = muster.vouchedByHost(ann);
    Session cyd = muster.vouchedByHost(cydsId);
    // @start region=lifecycle-pass
    Pass pass =
        muster.require(AccessCheck.of(session, Requirement.member()).in(OrganizationRef.of(acme)));
    LifecycleResult<ConsistencyToken> removed = life.members().remove(pass, bob);
    String answer =
        removed.fold(
            token -> "200 as of " + token.epoch(),
            refused -> refused.why().problem().status() + " " + refused.why().problem().code(),
            failure -> "503");
    // @end
    assertThat(answer).startsWith("200");
    // @start region=lifecycle-invitation
    LifecycleResult<Invitation> invited =
        life.invitations().orElseThrow().invite(pass, "cyd@example.org", new RoleSlug("member"));
    Pass guest = muster.require(AccessCheck.of(cyd, Requirement.signedIn()));
    LifecycleResult<ConsistencyToken> joined =
        life.invitations().orElseThrow().accept(guest, invitation(invited));
    // @end
    assertThat(joined).isInstanceOf(LifecycleResult.Done.class);
    // @start region=lifecycle-reconcile
    int ended = life.reconciler().runOnce();
    // @end
    assertThat(ended).isZero();
    muster.close();
  }
}
