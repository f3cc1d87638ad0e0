package dev.muster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.MembershipEvent;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.RoleStore;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a walk makes of the mirror, the register and the host's roles. */
@Tag("FEED-5")
class WalkTest {
  private static final Role ADMIN = new Role("admin");
  private static final Role MEMBER = new Role("member");

  private final WalkWorld world = new WalkWorld();
  private final Town town = world.town;
  private final OrganizationId acme = town.organization("acme");
  private final OrganizationId bolt = town.organization("bolt");

  private void people() {
    for (String name : List.of("ann", "ben", "cid", "dan", "eve")) {
      town.member(acme, name, "member");
    }
    town.member(bolt, "ann", "admin");
    world.mirrors();
    world.begins();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  @Tag("FEED-3")
  void a_walk_repairs_what_differs_and_makes_the_position_count(int page) {
    people();
    world.page = page;
    town.leaves(acme, "ben");
    Membership promoted = town.member(acme, "cid", "admin");
    Membership joined = town.member(bolt, "fay", "member");
    Walk walk = world.walked(world.node());

    assertThat(walk.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(world.isEnded(acme, "ben")).isTrue();
    assertThat(world.stated(acme, "cid")).isEqualTo(promoted);
    assertThat(world.stated(bolt, "fay")).isEqualTo(joined);
    assertThat(world.feed.status(Town.TOWN).feed().walked()).isTrue();
    assertThat(world.told)
        .containsExactly(
            new FeedEvent.Repaired(WalkWorld.key(acme, "cid"), false),
            new FeedEvent.Repaired(WalkWorld.key(acme, "ben"), true),
            new FeedEvent.Walked(Town.TOWN, 6, 2, 1));
    assertThat(world.heard)
        .containsExactly(new MembershipEvent.MembershipEnded(WalkWorld.key(acme, "ben"), 2));
  }

  @Test
  @Tag("ROLE-1")
  @Tag("ROLE-11")
  void the_hosts_roles_follow_and_cost_no_lookup() {
    people();
    town.leaves(acme, "ben");
    town.member(acme, "cid", "admin");
    town.member(acme, "fay", "member");
    assertThat(world.roles.swap(WalkWorld.key(acme, "eve"), new RoleStore.Change(MEMBER, ADMIN)))
        .isTrue();
    world.walked(world.node());

    assertThat(world.roles.find(WalkWorld.key(acme, "ben"))).isEmpty();
    assertThat(world.roles.find(WalkWorld.key(acme, "cid"))).contains(ADMIN);
    assertThat(world.roles.find(WalkWorld.key(acme, "fay"))).contains(MEMBER);
    assertThat(world.roles.find(WalkWorld.key(acme, "eve"))).contains(MEMBER);
    assertThat(world.roleEvents).hasSize(4);
    // Ben and his organization, before he is counted and before he ends; a role is the page's word.
    assertThat(world.calls.count("IdentityProvider")).isEqualTo(4);
  }

  @Test
  @Tag("ROLE-1")
  void a_role_is_not_given_back_by_a_list_that_knows_a_removed_member_still() {
    people();
    var read = world.mirror.find(WalkWorld.key(acme, "ben"));
    var gone =
        world.mirror.record(
            WalkWorld.key(acme, "ben"),
            new Observation.Absent(read.storeTime()),
            read.entry().epoch());
    assertThat(gone.entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(world.roles.swap(WalkWorld.key(acme, "ben"), new RoleStore.Change(MEMBER, null)))
        .isTrue();
    world.walked(world.node());
    assertThat(world.isEnded(acme, "ben")).isTrue();
    assertThat(world.roles.find(WalkWorld.key(acme, "ben"))).isEmpty();
  }

  @Test
  @Tag("ORG-2")
  void the_name_of_an_organization_follows() {
    people();
    town.rename(acme, "Acme & Sons");
    world.walked(world.node());
    assertThat(world.directory.find(Town.TOWN, acme).orElseThrow().organization().name())
        .isEqualTo("Acme & Sons");
    assertThat(world.heard)
        .containsExactly(new MembershipEvent.OrganizationChanged(Town.TOWN, acme));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_member_whom_the_lists_missed_stays(int page) {
    people();
    world.page = page;
    AtomicInteger pages = new AtomicInteger();
    // Who was on the first page leaves before the second is read: the rest slips by one.
    world.calls.before =
        call -> {
          if (call.equals("DirectoryWalk.members") && pages.incrementAndGet() == 2) {
            town.leaves(acme, "ann");
          }
        };
    Walk walk = world.walked(world.node());
    assertThat(walk.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(List.of("ben", "cid", "dan", "eve"))
        .allSatisfy(
            name ->
                assertThat(((MirrorEntry.Present) world.entry(acme, name)).asOf())
                    .isAfterOrEqualTo(walk.startedAt()));
    assertThat(walk.ended()).isZero();
  }

  @Test
  void who_joins_again_while_the_walk_looks_stays() {
    people();
    town.leaves(acme, "ben");
    AtomicInteger lookups = new AtomicInteger();
    world.calls.before =
        call -> {
          // Counted as gone by the first look-up, and there again before the second.
          if (call.equals("IdentityProvider.findMembership") && lookups.incrementAndGet() == 2) {
            town.member(acme, "ben", "admin");
          }
        };
    world.walked(world.node());
    assertThat(world.stated(acme, "ben").roles().get(0).value()).isEqualTo("admin");
    assertThat(world.roles.find(WalkWorld.key(acme, "ben"))).contains(ADMIN);
  }

  @Test
  void who_joins_again_after_the_last_lookup_and_was_seen_is_not_ended() {
    people();
    town.leaves(acme, "ben");
    AtomicInteger lookups = new AtomicInteger();
    world.calls.after =
        call -> {
          if (call.equals("IdentityProvider.findMembership") && lookups.incrementAndGet() == 2) {
            world.mirrors(town.member(acme, "ben", "member"));
          }
        };
    Walk walk = world.walked(world.node());
    assertThat(world.entry(acme, "ben")).isInstanceOf(MirrorEntry.Present.class);
    assertThat(walk.ended()).isZero();
    assertThat(world.heard).isEmpty();
  }

  @Test
  @Tag("MEM-7")
  void a_removal_through_muster_that_is_in_progress_stays_one() {
    people();
    Membership ben = world.stated(acme, "ben");
    Membership eve = world.stated(acme, "eve");
    for (Membership one : List.of(ben, eve)) {
      var read = world.mirror.find(new MembershipKey(Town.TOWN, acme, one.user()));
      var unused =
          world.mirror.remove(
              new MembershipKey(Town.TOWN, acme, one.user()),
              new RemovalStep.Begin(
                  new RemovalId("removal_" + one.user()),
                  new Observation.Seen(one, read.storeTime()),
                  read.entry().epoch()));
    }
    town.leaves(acme, "eve");
    world.walked(world.node());
    assertThat(world.entry(acme, "ben")).isInstanceOf(MirrorEntry.Ending.class);
    assertThat(world.entry(acme, "eve")).isInstanceOf(MirrorEntry.Ending.class);
  }

  @Test
  @Tag("MEM-7")
  void an_end_that_an_event_told_after_the_page_was_read_stands() {
    people();
    Membership ben = world.stated(acme, "ben");
    world.calls.after = call -> endsAfterThePage(call, ben);
    world.walked(world.node());
    assertThat(world.isEnded(acme, "ben")).isTrue();
  }

  @Test
  void a_deleted_organization_takes_its_members_with_it_where_others_are_known() {
    people();
    town.delete(bolt);
    Walk walk = world.walked(world.node());
    assertThat(walk.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(world.isEnded(bolt, "ann")).isTrue();
    assertThat(world.roles.find(WalkWorld.key(bolt, "ann"))).isEmpty();
    assertThat(world.heard).contains(new MembershipEvent.OrganizationUnknown(Town.TOWN, bolt));
    assertThat(world.entry(acme, "ann")).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  void members_of_an_organization_that_has_ended_here_are_not_walked() {
    people();
    OrganizationId gone = town.organization("gone");
    town.member(gone, "ann", "admin");
    assertThat(world.directory.end(Town.TOWN, gone)).isTrue();
    world.walked(world.node());
    assertThat(world.entry(gone, "ann")).isInstanceOf(MirrorEntry.Unknown.class);
  }

  @Test
  void a_place_that_the_provider_does_not_know_any_more_begins_the_walk_again() {
    people();
    world.page = 1;
    Walker walker = world.node();
    AtomicInteger pages = new AtomicInteger();
    world.calls.before =
        call -> {
          if (call.startsWith("DirectoryWalk") && pages.incrementAndGet() == 4) {
            town.forgetsPlaces = true;
          }
        };
    Walk walk = world.walked(walker);
    assertThat(walk.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(walk.seen()).isEqualTo(6);
    assertThat(world.failures).hasSize(1);
  }

  @Test
  @Tag("FEED-3")
  void a_walk_of_another_run_of_events_is_dropped() {
    people();
    world.page = 1;
    Walker walker = world.node();
    for (int steps = 0; steps < 5; steps++) {
      world.clock.advance(walker.step(world.lead("node")));
    }
    FeedStore.Leadership leads = world.lead("node");
    assertThat(world.feed.begin(Town.TOWN, leads.fence(), "anew", leads.storeTime())).isTrue();
    Walk walk = world.walked(walker);
    assertThat(walk.generation()).isEqualTo(2);
    assertThat(walk.startedAt()).isAfterOrEqualTo(leads.storeTime());
    assertThat(world.feed.status(Town.TOWN).feed().walked()).isTrue();
  }

  @Test
  @Tag("FEED-2")
  void a_leader_that_has_lost_writes_nothing_more() {
    people();
    Walker walker = world.node();
    FeedStore.Leadership old = world.lead("node");
    world.clock.advance(walker.step(old));
    Walk before = world.at();
    world.feed.resign(Town.TOWN, old.fence());
    world.lead("other");
    town.leaves(acme, "ben");
    for (int steps = 0; steps < 50; steps++) {
      world.clock.advance(walker.step(old));
    }
    assertThat(world.at()).isEqualTo(before);
    assertThat(world.entry(acme, "ben")).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  void a_walk_is_repeated_after_its_period_and_when_it_is_requested() {
    people();
    Walker walker = world.node();
    Walk first = world.walked(walker);
    assertThat(walker.step(world.lead("node"))).isEqualTo(Duration.ofSeconds(2));
    assertThat(world.at()).isEqualTo(first);
    walker.request();
    Walk second = world.walked(walker);
    assertThat(second.startedAt()).isAfter(first.startedAt());
    world.clock.advance(Duration.ofDays(1));
    world.lead("node");
    assertThat(world.walked(walker).startedAt()).isAfter(second.startedAt());
  }

  @Test
  void one_whom_the_provider_refuses_to_look_up_is_left_as_it_is_and_stops_no_walk() {
    people();
    town.leaves(acme, "ben");
    world.calls.before =
        call -> {
          if (call.equals("IdentityProvider.findMembership")) {
            throw new ProviderException.Rejected("no-such-user");
          }
        };
    assertThat(world.walked(world.node()).phase()).isEqualTo(Phase.COMPLETE);
    assertThat(world.entry(acme, "ben")).isInstanceOf(MirrorEntry.Present.class);
    assertThat(Optional.of(world.roles.find(WalkWorld.key(acme, "ben")))).isPresent();
  }

  @Test
  void control_a_look_up_that_repeats_what_the_list_said_is_caught() {
    people();
    world.lookups =
        town ->
            (IdentityProvider)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {IdentityProvider.class},
                    (proxy, method, arguments) ->
                        method.getName().equals("findMembership")
                            ? Optional.empty()
                            : method.invoke(town, arguments));
    AtomicInteger pages = new AtomicInteger();
    world.calls.before =
        call -> {
          if (call.equals("DirectoryWalk.members") && pages.incrementAndGet() == 2) {
            town.leaves(acme, "ann");
          }
        };
    world.walked(world.node());
    assertThat(world.isEnded(acme, "cid")).isTrue();
  }

  @Test
  @Tag("MEM-7")
  void control_a_store_that_lets_an_old_page_lift_a_tombstone_is_caught() {
    people();
    Membership ben = world.stated(acme, "ben");
    world.store = Believing::new;
    world.calls.after = call -> endsAfterThePage(call, ben);
    world.walked(world.node());
    assertThat(world.isEnded(acme, "ben")).isFalse();
  }

  /** Takes each membership for a newer one. */
  private static final class Believing extends OtherWalkStore {
    Believing(WalkStore inner) {
      super(inner);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      List<Membership> newer =
          memberships.stream()
              .map(
                  one ->
                      new Membership(
                          one.id(),
                          one.organization(),
                          one.user(),
                          one.status(),
                          one.roles(),
                          Instant.MAX))
              .toList();
      return inner.page(provider, fence, walk, newer, asOf);
    }
  }

  private void endsAfterThePage(String call, Membership ended) {
    if (call.equals("DirectoryWalk.members")) {
      var unused =
          world.feed.receive(
              Town.TOWN,
              "message",
              new ProviderEvent(
                  "event", world.clock.instant(), new ProviderEvent.MembershipEnded(ended)));
    }
  }

  @Test
  void a_large_organization_is_walked_holding_no_more_than_a_page() {
    world.page = 100;
    world.callsPerSecond = 1000;
    int people = 100_000;
    OrganizationId large = new OrganizationId("org_large");
    int[] most = {0};
    world.lists =
        new DirectoryWalk() {
          @Override
          public Page<Organization> organizations(@Nullable String after, int limit) {
            return new Page<>(List.of(new Organization(large, "Large")), null);
          }

          @Override
          public Page<Membership> members(OrganizationId of, @Nullable String after, int limit) {
            int from = after == null ? 0 : Integer.parseInt(after);
            List<Membership> page =
                IntStream.range(from, from + limit).mapToObj(n -> person(large, n)).toList();
            String next = from + limit < people ? Integer.toString(from + limit) : null;
            return new Page<>(page, next);
          }
        };
    world.store =
        inner ->
            new OtherWalkStore(inner) {
              @Override
              public Optional<Map<MembershipKey, Long>> page(
                  ProviderInstance provider,
                  long fence,
                  Walk walk,
                  List<Membership> memberships,
                  Instant asOf) {
                most[0] = Math.max(most[0], memberships.size());
                // The mirror of the test is small: what counts is what the walk itself holds.
                return save(provider, fence, walk) ? Optional.of(Map.of()) : Optional.empty();
              }
            };
    world.begins();
    Walk walk = world.walked(world.node());
    assertThat(walk.seen()).isEqualTo(people);
    assertThat(most[0]).isEqualTo(100);
    assertThat(world.calls.count("DirectoryWalk.members")).isEqualTo(people / 100);
    assertThat(world.calls.count("RoleStore.list")).isEqualTo(people / 100);
  }

  /* Without a role that is in the map, so that there is none to correct. */
  private static Membership person(OrganizationId organization, int n) {
    return new Membership(
        new MembershipId("om_" + n),
        organization,
        new UserId("user_" + n),
        MembershipStatus.ACTIVE,
        List.of(),
        Instant.EPOCH);
  }
}
