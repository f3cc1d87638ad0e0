package dev.muster.proof.check;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Freshness;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Grace in an outage, and tokens between two nodes on one mirror, from the front door. */
class OutagesAndNodesTest {
  private static final Freshness BOUND = Freshness.within(Duration.ofSeconds(30));

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test")).clock(clock).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final MembershipStore mirror = new InMemoryMembershipStore(clock);
  private final RoleStore roles = new InMemoryRoleStore();
  private final List<MusterEvent> heard = new ArrayList<>();
  private final Muster here = node().grace(Duration.ofMinutes(5)).listener(heard::add).build();
  private final Muster there = node().build();

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  @Tag("MEM-8")
  void in_an_outage_a_member_passes_marked_stale_until_the_grace_is_over() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    assertThat(decide(here, BOUND)).isFresh();
    provider.faults().down();
    clock.advance(Duration.ofSeconds(31));

    Decision decision = decide(here, BOUND);

    assertThat(decision).isGranted().isStale();
    assertThat(decision.explanation().role()).isEqualTo(new Role("admin"));
    assertThat(heard).last().isEqualTo(new MusterEvent.Decided(decision));
    assertThat(decide(here, Freshness.live())).isUndecided();
    assertThat(decide(there, BOUND)).as("no grace there").isUndecided();
    clock.advance(Duration.ofMinutes(5));
    assertThat(decide(here, BOUND)).isUndecided();
    assertThat(roles.find(key())).as("nothing destroyed").contains(new Role("admin"));
  }

  @Test
  @Tag("MEM-8")
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_has_no_grace() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    decide(here, BOUND);
    clock.advance(Duration.ofSeconds(31));
    provider.faults().next(Operation.FIND_MEMBERSHIP, new Fault.KeyRejected());
    assertThat(decide(here, BOUND)).isUndecided();
  }

  @Test
  @Tag("MEM-8")
  void a_grace_longer_than_an_hour_is_a_fault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> node().grace(Duration.ofHours(1).plusMillis(1)).build())
        .withMessageContaining("grace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> node().grace(Duration.ofMillis(-1)).build())
        .withMessageContaining("grace");
  }

  @Test
  @Tag("ANS-9")
  void what_one_node_has_seen_another_can_be_made_to_see() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    assertThat(decide(there, BOUND)).isGranted();
    provider.dashboard().remove(acme, ann);
    Decision removed = decide(here, Freshness.live());
    ConsistencyToken token = Objects.requireNonNull(removed.explanation().token());

    assertThat(decide(there, BOUND)).as("within its bound").isGranted();
    assertThat(there.check(question(there, BOUND).notBefore(token))).isDenied();
  }

  @Test
  @Tag("ANS-9")
  void a_token_of_another_membership_demands_nothing() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    decide(there, BOUND);
    provider.calls().reset();
    MembershipKey other = new MembershipKey(provider.instance(), acme, new UserId("user_bob"));
    there.check(question(there, BOUND).notBefore(new ConsistencyToken(other, 99)));
    assertThat(provider.calls().total()).isZero();
  }

  private MusterBuilder node() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").role("member").build())
        .memberships(mirror)
        .roleStore(roles)
        .clocks(clock, System::nanoTime);
  }

  private MembershipKey key() {
    return new MembershipKey(provider.instance(), acme, ann);
  }

  private Decision decide(Muster node, Freshness freshness) {
    return node.check(question(node, freshness));
  }

  private AccessCheck question(Muster node, Freshness freshness) {
    return AccessCheck.of(node.vouchedByHost(ann), Requirement.member())
        .in(OrganizationRef.of(acme))
        .onRoute(freshness);
  }
}
