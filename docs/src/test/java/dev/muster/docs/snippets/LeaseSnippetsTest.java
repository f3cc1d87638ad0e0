package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lease.Lease;
import dev.muster.lease.LeaseHolder;
import dev.muster.lease.Leases;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The snippets of docs/leases.md, run. */
class LeaseSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();

  @Test
  void lease() throws Exception {
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    Connection connection = new Connection();
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .build()) {
      AccessCheck check =
          AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
              .in(OrganizationRef.of(acme));
      // @start region=lease
      Leases leases = muster.leases(scheduler);
      Pass pass = muster.require(check);
      Lease lease =
          leases.hold(
              pass,
              Freshness.within(Duration.ofSeconds(30)),
              denied -> connection.close("access ended: " + denied.reason()));
      // @end
      provider.dashboard().remove(acme, ann);
      muster.check(check);
      assertThat(connection.closed.get(30, TimeUnit.SECONDS)).contains("NO_MEMBERSHIP");
      assertThat(lease.state()).isEqualTo(Lease.State.ENDED);
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void holder() {
    Connection connection = new Connection();
    // @start region=holder
    LeaseHolder holder =
        new LeaseHolder() {
          @Override
          public void ended(Decision.Denied denied) {
            connection.close("access ended: " + denied.reason());
          }

          @Override
          public void suspended(Decision.Undecided undecided) {
            connection.pause();
          }

          @Override
          public void resumed() {
            connection.goOn();
          }
        };
    // @end
    holder.resumed();
    assertThat(connection.works).isTrue();
  }

  private static final class Connection {
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private boolean works;

    void close(String why) {
      closed.complete(why);
    }

    void pause() {
      works = false;
    }

    void goOn() {
      works = true;
    }
  }
}
