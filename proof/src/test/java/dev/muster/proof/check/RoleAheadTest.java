package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A busy member, whose evidence is read again in the background and never by a request. */
@Tag("ROLE-1")
class RoleAheadTest {
  private static final Freshness HOUR = Freshness.within(Duration.ofHours(1));
  private static final ProviderInstance FAKE = new ProviderInstance("fake");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final RoleStore roles = new InMemoryRoleStore();
  private final BlockingQueue<RoleEvent> heard = new LinkedBlockingQueue<>();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").role("member").build())
          .roleStore(roles)
          .freshness(HOUR)
          .listener(
              event -> {
                if (event instanceof MusterEvent.OfRole role) {
                  heard.add(role.event());
                }
              })
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final MembershipKey key = new MembershipKey(FAKE, acme, ann);

  @BeforeEach
  void annIsAdmin() throws InterruptedException {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    check();
    assertThat(next()).isNotNull();
    assertThat(roles.find(key)).contains(new Role("admin"));
    clock.advance(Duration.ofMinutes(50));
  }

  @AfterEach
  void close() {
    muster.close();
  }

  /** Answered from memory, with a look-up in the background. */
  private void check() {
    assertThat(muster.check(muster.vouchedByHost(ann), acme.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
  }

  private RoleEvent next() throws InterruptedException {
    return heard.poll(1, TimeUnit.MINUTES);
  }

  @Test
  void a_demotion_reaches_the_hosts_record_though_no_request_waited_for_it()
      throws InterruptedException {
    provider.dashboard().setRoles(acme, ann, new RoleSlug("member"));

    check();

    assertThat(next()).isInstanceOf(RoleEvent.RoleChanged.class);
    assertThat(roles.find(key)).contains(new Role("member"));
  }

  @Test
  @Tag("ROLE-7")
  void a_record_changed_by_hand_is_corrected_though_no_request_waited_for_it()
      throws InterruptedException {
    roles.swap(key, new RoleStore.Change(new Role("admin"), new Role("member")));

    check();

    assertThat(next()).isInstanceOf(RoleEvent.RoleChanged.class);
    assertThat(roles.find(key)).contains(new Role("admin"));
  }

  @Test
  @Tag("ROLE-4")
  void an_end_clears_the_role_though_no_request_waited_for_it() throws InterruptedException {
    provider.dashboard().remove(acme, ann);

    check();

    assertThat(next()).isInstanceOf(RoleEvent.RoleChanged.class);
    assertThat(roles.find(key)).isEmpty();
  }
}
