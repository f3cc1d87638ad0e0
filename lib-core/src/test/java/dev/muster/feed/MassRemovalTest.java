package dev.muster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.MembershipEvent;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import dev.muster.store.MirrorEntry;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More members gone than is believable, and a provider that is not the one of the mirror. */
@Tag("FEED-5")
class MassRemovalTest {
  private final WalkWorld world = new WalkWorld();
  private final OrganizationId acme = world.town.organization("acme");

  private void people(int members) {
    world.page = 50;
    IntStream.range(0, members).forEach(n -> world.town.member(acme, name(n), "member"));
    world.mirrors();
    world.begins();
  }

  private static String name(int n) {
    return "%04d".formatted(n);
  }

  private void leave(int members) {
    IntStream.range(0, members).forEach(n -> world.town.leaves(acme, name(n)));
  }

  private long ended(int members) {
    return IntStream.range(0, members).filter(n -> world.isEnded(acme, name(n))).count();
  }

  private List<FeedEvent> alarms() {
    return world.told.stream().filter(FeedEvent.MassRemovalSuspected.class::isInstance).toList();
  }

  @ParameterizedTest
  @CsvSource({"20, 10, 10", "20, 11, 0", "400, 20, 20", "400, 21, 0", "8, 8, 8"})
  void ten_members_and_five_percent_may_be_gone_and_no_more(int members, int gone, int ended) {
    people(members);
    leave(gone);
    Walk walk = world.walked(world.node());
    assertThat(ended(members)).isEqualTo(ended);
    assertThat(walk.ended()).isEqualTo(gone);
    assertThat(walk.phase()).isEqualTo(ended == gone ? Phase.COMPLETE : Phase.SUSPECTED);
    assertThat(alarms())
        .isEqualTo(
            ended == gone
                ? List.of()
                : List.of(new FeedEvent.MassRemovalSuspected(Town.TOWN, gone, members)));
    assertThat(world.feed.status(Town.TOWN).feed().walked()).isEqualTo(ended == gone);
  }

  @Test
  void it_stops_looking_as_soon_as_it_is_too_much() {
    people(100);
    leave(100);
    assertThat(world.walked(world.node()).ended()).isEqualTo(11);
    assertThat(world.calls.count("IdentityProvider.findMembership")).isEqualTo(11);
  }

  @Test
  void it_ends_them_when_somebody_says_that_it_is_so_after_looking_again() {
    people(100);
    leave(50);
    Walker walker = world.node();
    world.walked(walker);
    world.town.member(acme, name(7), "member");
    walker.confirmMassRemoval();
    Walk walk = world.walked(walker);
    assertThat(walk.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(ended(100)).isEqualTo(49);
    assertThat(world.entry(acme, name(7))).isInstanceOf(MirrorEntry.Present.class);
    assertThat(world.roles.find(WalkWorld.key(acme, name(8)))).isEmpty();
    assertThat(alarms()).hasSize(1);
  }

  @Test
  void a_confirmation_counts_for_no_later_walk() {
    people(100);
    leave(50);
    Walker walker = world.node();
    world.walked(walker);
    walker.confirmMassRemoval();
    walker.request();
    assertThat(world.walked(walker).phase()).isEqualTo(Phase.SUSPECTED);
    for (int steps = 0; steps < 200; steps++) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    assertThat(ended(100)).isZero();
  }

  @Test
  void another_node_goes_on_with_a_walk_that_is_suspected_and_is_told_again() {
    people(100);
    leave(50);
    Walk suspected = world.walked(world.node());
    Walker other = world.node();
    assertThat(world.walked(other)).isEqualTo(suspected);
    assertThat(alarms()).hasSize(2);
    other.confirmMassRemoval();
    while (world.at().phase() != Phase.COMPLETE) {
      world.clock.advance(other.step(world.lead("node")));
    }
    assertThat(ended(100)).isEqualTo(50);
  }

  @Test
  void a_walk_that_is_suspected_is_repeated_after_its_period() {
    people(100);
    Town town = world.town;
    List<Membership> left = new ArrayList<>(town.all());
    leave(50);
    Walker walker = world.node();
    world.walked(walker);
    for (Membership one : left) {
      town.member(acme, one.user().value().substring("user_".length()), "member");
    }
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.walked(walker).phase()).isIn(Phase.SUSPECTED, Phase.COMPLETE);
    while (world.at().phase() != Phase.COMPLETE) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    assertThat(ended(100)).isZero();
  }

  @Test
  @Tag("ROLE-4")
  void another_environment_ends_nobody_however_few_they_are_and_whatever_is_confirmed() {
    people(3);
    world.town.becomesAnother();
    OrganizationId foreign = world.town.organization("foreign");
    IntStream.range(0, 500).forEach(n -> world.town.member(foreign, name(n), "admin"));
    Walker walker = world.node();
    Walk walk = world.walked(walker);
    assertThat(walk.phase()).isEqualTo(Phase.SUSPECTED);
    walker.confirmMassRemoval();
    for (int steps = 0; steps < 200; steps++) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    // And what the walks themselves have written of the other one makes it no better.
    walker.request();
    for (int steps = 0; steps < 200; steps++) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    assertThat(world.at().phase()).isEqualTo(Phase.SUSPECTED);
    assertThat(ended(3)).isZero();
    assertThat(world.roles.find(WalkWorld.key(acme, name(0)))).isPresent();
    assertThat(world.feed.status(Town.TOWN).feed().walked()).isFalse();
    assertThat(world.heard).contains(new MembershipEvent.OrganizationUnknown(Town.TOWN, acme));
  }

  @Test
  @Tag("ROLE-4")
  void a_provider_that_lists_nothing_ends_nobody() {
    people(3);
    world.town.becomesAnother();
    assertThat(world.walked(world.node()).phase()).isEqualTo(Phase.SUSPECTED);
    assertThat(ended(3)).isZero();
  }

  @Test
  @Tag("ROLE-4")
  void another_environment_that_comes_in_the_middle_of_a_walk_ends_nobody() {
    people(3);
    Walker walker = world.node();
    world.calls.before =
        call -> {
          if (call.equals("WalkStore.missed")) {
            world.town.becomesAnother();
          }
        };
    world.town.leaves(acme, name(0));
    while (world.at(walker).phase() == Phase.LISTING) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    world.feed.resign(Town.TOWN, world.lead("node").fence());
    assertThat(world.walked(world.node(), "other").phase()).isEqualTo(Phase.SUSPECTED);
    assertThat(ended(3)).isZero();
  }

  @Test
  void control_a_walk_that_knows_no_limit_is_caught() {
    world.store =
        inner ->
            new OtherWalkStore(inner) {
              @Override
              public long count(ProviderInstance provider) {
                return 1_000_000;
              }
            };
    people(20);
    leave(11);
    world.walked(world.node());
    assertThat(ended(20)).isEqualTo(11);
  }
}
