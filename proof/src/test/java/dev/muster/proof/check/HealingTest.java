package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingProvider;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mirrored organizations follow the provider, in the background and not too often. */
@Tag("ORG-2")
class HealingTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final DirectoryStore directory = new InMemoryDirectoryStore(clock);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<MembershipEvent> heard = new LinkedBlockingQueue<>();
  private final Muster muster = node().build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  private MusterBuilder node() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("member").build())
        .directory(counted())
        .organizationRefresh(PERIOD)
        .listener(
            event -> {
              if (event instanceof MusterEvent.OfMembership of) {
                heard.add(of.event());
              }
            })
        .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000);
  }

  private DirectoryStore counted() {
    return (DirectoryStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DirectoryStore.class},
            (self, method, arguments) -> {
              asked.add(method.getName());
              return method.invoke(directory, arguments);
            });
  }

  @BeforeEach
  void mirrored() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    check(muster);
    assertThat(name()).isEqualTo("Acme");
    provider.calls().reset();
    asked.clear();
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private void check(Muster node) {
    assertThat(node.check(node.vouchedByHost(ann), acme.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
  }

  private String name() {
    return directory.find(FAKE, acme).orElseThrow().organization().name();
  }

  private MembershipEvent next() throws InterruptedException {
    MembershipEvent event = heard.poll(1, TimeUnit.MINUTES);
    assertThat(event).isNotNull();
    return event;
  }

  @Test
  @Tag("ORG-7")
  void a_new_name_is_seen_after_the_period_and_the_slug_stays() throws InterruptedException {
    provider.dashboard().rename(acme, "Apex");
    clock.advance(PERIOD);

    check(muster);

    assertThat(next()).isEqualTo(new MembershipEvent.OrganizationChanged(FAKE, acme));
    assertThat(name()).isEqualTo("Apex");
    assertThat(directory.findBySlug(FAKE, new OrganizationSlug("acme"))).isPresent();
    assertThat(directory.findBySlug(FAKE, new OrganizationSlug("apex"))).isEmpty();
  }

  @Test
  void a_busy_member_of_whom_no_request_waits_for_the_provider_brings_the_new_name_too()
      throws InterruptedException {
    try (Muster busy = node().freshness(Freshness.within(Duration.ofHours(1))).build()) {
      check(busy);
      provider.dashboard().rename(acme, "Apex");
      clock.advance(Duration.ofMinutes(50));

      check(busy);

      assertThat(next()).isEqualTo(new MembershipEvent.OrganizationChanged(FAKE, acme));
    }
  }

  @Test
  void within_the_period_members_cost_the_directory_nothing_and_the_provider_no_look_up() {
    provider.dashboard().rename(acme, "Apex");
    clock.advance(PERIOD.minusMillis(1));

    check(muster);
    check(muster);

    assertThat(asked).isEmpty();
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isZero();
    assertThat(name()).isEqualTo("Acme");
  }

  @Test
  void of_two_nodes_one_asks() throws InterruptedException {
    provider.dashboard().rename(acme, "Apex");
    clock.advance(PERIOD);
    try (Muster second = node().build()) {
      check(muster);
      assertThat(next()).isInstanceOf(MembershipEvent.OrganizationChanged.class);
      // The first visit of a node is waited for.
      check(second);
    }
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isEqualTo(1);
  }

  @Test
  @Tag("ANS-2")
  void an_outage_leaves_the_name_and_the_next_period_heals_it() throws InterruptedException {
    provider.dashboard().rename(acme, "Apex");
    provider.faults().next(Operation.FIND_ORGANIZATION, new Fault.ServerError(500));
    MembershipEvent event = null;
    for (int period = 0; event == null && period < 100; period++) {
      clock.advance(PERIOD);
      check(muster);
      event = heard.poll(100, TimeUnit.MILLISECONDS);
    }

    assertThat(event).isEqualTo(new MembershipEvent.OrganizationChanged(FAKE, acme));
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isGreaterThan(1);
    assertThat(name()).isEqualTo("Apex");
  }

  @Test
  void an_organization_that_the_provider_does_not_know_any_more_is_told_and_stays()
      throws InterruptedException {
    PassingProvider forgetful =
        new PassingProvider(provider) {
          @Override
          public Optional<Organization> findOrganization(OrganizationId organization) {
            return Optional.empty();
          }
        };
    clock.advance(PERIOD);
    try (Muster node = node().provider(forgetful).build()) {
      check(node);
      assertThat(next()).isEqualTo(new MembershipEvent.OrganizationUnknown(FAKE, acme));
    }
    assertThat(name()).isEqualTo("Acme");
  }

  @Test
  void a_strangers_request_neither_mirrors_nor_refreshes() {
    UserId eve = provider.dashboard().createUser("eve@example.com").id();
    clock.advance(PERIOD);

    assertThat(muster.check(muster.vouchedByHost(eve), acme.value(), Requirement.member()))
        .isInstanceOf(Decision.Denied.class);

    assertThat(asked).containsExactly("find");
    assertThat(provider.calls().count(Operation.FIND_ORGANIZATION)).isZero();
  }

  @Test
  void a_period_of_nothing_is_refused() {
    assertThatThrownBy(() -> node().organizationRefresh(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("organization refresh");
  }
}
