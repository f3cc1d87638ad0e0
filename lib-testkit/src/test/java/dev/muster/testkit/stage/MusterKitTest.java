package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.role.RoleEvent;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("KIT-3")
class MusterKitTest {
  private static Decision check(MusterKit kit, String user) {
    return kit.actingAs(user).in("acme").check(Requirement.member());
  }

  @Test
  void it_has_every_part_of_a_host() {
    try (MusterKit kit = MusterKit.standard()) {
      Muster muster = kit.muster();
      assertThat(muster.sessions()).isPresent();
      assertThat(muster.acceptsTokens()).isTrue();
      assertThat(muster.organizationTokens()).isPresent();
      assertThat(muster.organizationCreation()).isPresent();
      assertThat(muster.lifecycle().flatMap(life -> life.invitations()))
          .hasValueSatisfying(of -> assertThat(of.areAcceptedHere()).isTrue());
      assertThat(muster.accounts()).isPresent();
      assertThat(muster.eventFeed().filter(feed -> feed.receivesWebhooks())).isPresent();
    }
  }

  @Test
  void invitations_are_accepted_where_the_provider_lets_a_host_accept_them() {
    for (ProviderProfile profile : ProviderProfile.values()) {
      try (MusterKit kit = MusterKit.with(builder -> builder.profile(profile))) {
        assertThat(kit.muster().lifecycle().flatMap(life -> life.invitations()))
            .hasValueSatisfying(
                of -> assertThat(of.areAcceptedHere()).isEqualTo(profile.acceptsInvitations()));
      }
    }
  }

  @Test
  void the_muster_is_built_when_it_is_first_asked_for_and_once() {
    AtomicInteger built = new AtomicInteger();
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder.muster(
                    host -> {
                      built.incrementAndGet();
                      return host;
                    }))) {
      kit.org("acme").member("u1");
      kit.provider().down().up();
      assertThat(built).hasValue(0);
      assertThat(kit.muster()).isSameAs(kit.muster());
      assertThat(built).hasValue(1);
    }
  }

  @Test
  void the_hosts_own_configuration_comes_last_and_may_be_given_twice() {
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder
                    .muster(host -> host.freshness(Freshness.within(Duration.ofMinutes(1))))
                    .muster(host -> host.negativeBound(Duration.ZERO)))) {
      kit.org("acme").member("u1");
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
      kit.provider().remove("u1", "acme");
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
      kit.clock().advance(Duration.ofMinutes(1).plusMillis(1));
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  void the_clock_begins_where_it_is_told_and_may_be_turned_back() {
    Instant start = Instant.parse("2030-06-01T12:00:00Z");
    try (MusterKit kit = MusterKit.with(builder -> builder.startingAt(start))) {
      kit.org("acme").member("u1");
      assertThat(kit.clock().instant()).isEqualTo(start);
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
      kit.clock().advance(Duration.ofDays(-1));
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
    }
  }

  @Test
  void every_node_hears_of_a_change_by_the_log_and_tells_the_same_trail() {
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder.muster(host -> host.freshness(Freshness.within(Duration.ofHours(1)))))) {
      kit.org("acme").admin("u1").member("u2");
      Muster other = kit.anotherNode();
      OrganizationActor there = kit.actingAs("u2").at(other).in("acme");
      assertThat(there.check(Requirement.member())).isInstanceOf(Decision.Granted.class);
      assertThat(check(kit, "u2")).isInstanceOf(Decision.Granted.class);
      assertThat(kit.audit().decisions()).hasSize(2);
      kit.follow();
      kit.provider().remove("u2", "acme");
      assertThat(there.check(Requirement.member())).isInstanceOf(Decision.Granted.class);
      kit.follow();
      assertThat(there.check(Requirement.member())).isInstanceOf(Decision.Denied.class);
      assertThat(check(kit, "u2")).isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  void the_trail_finds_an_event_by_what_it_tells_of_and_forgets_on_order() {
    List<MusterEvent> own = new ArrayList<>();
    try (MusterKit kit = MusterKit.with(builder -> builder.listener(own::add))) {
      kit.org("acme").member("u2");
      assertThat(check(kit, "u2")).isInstanceOf(Decision.Granted.class);
      kit.provider().setRole("u2", "acme", "admin");
      assertThat(check(kit, "u2")).isInstanceOf(Decision.Granted.class);
      AuditTrail audit = kit.audit();
      assertThat(audit.of(RoleEvent.RoleChanged.class))
          .last()
          .extracting(changed -> changed.plan().to())
          .isEqualTo(new Role("admin"));
      assertThat(audit.of(MusterEvent.OfRole.class)).isNotEmpty();
      assertThat(audit.decisions()).hasSize(2);
      assertThat(own).isEqualTo(audit.events());
      audit.clear();
      assertThat(audit.events()).isEmpty();
    }
  }

  @Test
  void a_trail_is_bounded() {
    AuditTrail trail = new AuditTrail();
    MusterEvent event =
        new MusterEvent.AtEntry(new dev.muster.audit.EntryEvent.Unguarded("/somewhere"));
    for (int i = 0; i < AuditTrail.KEPT + 1; i++) {
      trail.heard(event);
    }
    assertThat(trail.events()).hasSize(AuditTrail.KEPT);
  }

  @Test
  void a_kit_that_is_closed_is_of_no_use_but_to_look_back() {
    MusterKit kit = MusterKit.standard();
    kit.org("acme").member("u1");
    assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
    Actor actor = kit.actingAs("u1");
    kit.close();
    kit.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> actor.in("acme").check(Requirement.member()))
        .withMessage("this kit was closed with its test, and is for no other");
    assertThatIllegalStateException().isThrownBy(() -> kit.org("acme"));
    assertThatIllegalStateException().isThrownBy(kit::muster);
    assertThatIllegalStateException().isThrownBy(kit::scheduler);
    assertThat(kit.audit().decisions()).hasSize(1);
    assertThat(kit.calls().total()).isOne();
  }

  @Test
  void nothing_runs_before_it_is_needed_and_nothing_after_it_was_closed() throws Exception {
    List<Thread> lookups = new ArrayList<>();
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder.listener(
                    event -> {
                      if (event instanceof MusterEvent.OfRole) {
                        lookups.add(Thread.currentThread());
                      }
                    }))) {
      kit.org("acme").member("u1");
      Muster muster = kit.muster();
      Muster other = kit.anotherNode();
      assertThat(check(kit, "u1")).isInstanceOf(Decision.Granted.class);
      assertThat(other.check(other.vouchedByHost(kit.user("u1")), "acme", Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
      assertThat(muster).isNotSameAs(other);
    }
    for (Thread lookup : lookups) {
      lookup.join(10_000);
      assertThat(lookup.isAlive()).as(lookup.getName()).isFalse();
    }
    assertThat(lookups).isNotEmpty();
  }
}
