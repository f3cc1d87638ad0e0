package dev.muster.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each call of a walk is cut off, by a failure or by the end of the process, and the walk goes on.
 */
@Tag("FEED-5")
class WalkGoesOnTest {
  /** How a call is cut off. */
  enum Cut {
    KILLED_BEFORE,
    KILLED_AFTER,
    FAILED_BEFORE,
    FAILED_AFTER;

    boolean isBefore() {
      return this == KILLED_BEFORE || this == FAILED_BEFORE;
    }

    boolean kills() {
      return this == KILLED_BEFORE || this == KILLED_AFTER;
    }
  }

  /** What came of a walk. */
  private record Outcome(
      Phase phase, boolean walked, Map<String, String> state, List<String> made, long pages) {}

  /** One town in which everything differs that can; and a walk of it that is cut off once. */
  private static Outcome run(UnaryOperator<WalkStore> store, int page, int at, Cut cut) {
    WalkWorld world = new WalkWorld();
    world.page = page;
    // What the store does by itself is cut off as well.
    world.store = inner -> store.apply(world.calls.through(WalkStore.class, inner));
    List<MembershipKey> keys = differing(world);
    int[] made = {0};
    boolean[] isCut = {false};
    world.calls.before =
        call -> {
          made[0]++;
          if (cut.isBefore()) {
            cutOff(made[0] == at, cut, call, isCut);
          }
        };
    world.calls.after =
        call -> {
          if (!cut.isBefore()) {
            cutOff(made[0] == at, cut, call, isCut);
          }
        };
    Walker walker = world.node();
    try {
      world.walked(walker);
    } catch (Calls.Killed killed) {
      Leadership lost = world.lead("node");
      world.feed.resign(Town.TOWN, lost.fence());
      world.clock.advance(Duration.ofSeconds(20));
      world.walked(world.node(), "another");
    }
    return new Outcome(
        world.at().phase(),
        world.feed.status(Town.TOWN).feed().walked(),
        world.state(keys),
        world.calls.made,
        world.calls.count("DirectoryWalk.members"));
  }

  private static void cutOff(boolean now, Cut cut, String call, boolean[] isCut) {
    if (!now || isCut[0]) {
      return;
    }
    isCut[0] = true;
    if (cut.kills()) {
      throw new Calls.Killed();
    }
    if (call.startsWith("IdentityProvider") || call.startsWith("DirectoryWalk")) {
      throw new ProviderException.Unavailable("down", null, Duration.ofSeconds(3));
    }
    throw new StoreException("down", null);
  }

  private static List<MembershipKey> differing(WalkWorld world) {
    Town town = world.town;
    OrganizationId acme = town.organization("acme");
    OrganizationId bolt = town.organization("bolt");
    OrganizationId gone = town.organization("gone");
    List<String> names = List.of("ann", "ben", "cid", "dan", "eve");
    names.forEach(name -> town.member(acme, name, "member"));
    town.member(bolt, "ann", "admin");
    town.member(gone, "ann", "admin");
    world.mirrors();
    world.begins();
    town.leaves(acme, "ben");
    town.member(acme, "cid", "admin");
    town.member(bolt, "fay", "member");
    // The mirror alone does not know this one: nothing but its page tells of it.
    MembershipKey gil = WalkWorld.key(bolt, "gil");
    town.member(bolt, "gil", "member");
    assertThat(world.roles.swap(gil, new RoleStore.Change(null, new Role("member")))).isTrue();
    town.delete(gone);
    MembershipKey eve = WalkWorld.key(acme, "eve");
    var unused = world.roles.swap(eve, new RoleStore.Change(new Role("member"), new Role("admin")));
    List<MembershipKey> keys = new ArrayList<>();
    names.forEach(name -> keys.add(WalkWorld.key(acme, name)));
    keys.addAll(
        List.of(
            WalkWorld.key(bolt, "ann"),
            WalkWorld.key(bolt, "fay"),
            gil,
            WalkWorld.key(gone, "ann")));
    return keys;
  }

  /** What a walk that was cut off comes to, where that is not what one does that was not. */
  private static List<String> broken(UnaryOperator<WalkStore> store, int page, Cut cut) {
    Outcome whole = run(store, page, -1, cut);
    assertThat(whole.phase()).isEqualTo(Phase.COMPLETE);
    assertThat(whole.walked()).isTrue();
    List<String> broken = new ArrayList<>();
    for (int at = 1; at <= whole.made().size(); at++) {
      Outcome cutOff = run(store, page, at, cut);
      Map<String, String> differs = new TreeMap<>(cutOff.state());
      differs.entrySet().removeAll(whole.state().entrySet());
      if (cutOff.phase() != whole.phase()
          || !cutOff.walked()
          || !differs.isEmpty()
          || cutOff.pages() > whole.pages() + 1) {
        broken.add(at + " " + whole.made().get(at - 1) + ": " + differs + " " + cutOff.pages());
      }
    }
    return broken;
  }

  @ParameterizedTest
  @EnumSource
  void a_walk_that_is_cut_off_anywhere_comes_to_the_same_and_reads_one_page_again(Cut cut) {
    assertThat(broken(any -> any, 2, cut)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void so_it_does_with_pages_of_any_size(int page) {
    assertThat(broken(any -> any, page, Cut.KILLED_AFTER)).isEmpty();
  }

  @Test
  void control_a_store_that_moves_on_before_it_writes_the_page_is_caught() {
    assertThat(broken(TornPages::new, 2, Cut.KILLED_AFTER)).isNotEmpty();
  }

  /** Two steps where one is promised. The page after a process ended between them is lost. */
  private static final class TornPages extends OtherWalkStore {
    TornPages(WalkStore inner) {
      super(inner);
    }

    @Override
    public Optional<Map<MembershipKey, Long>> page(
        ProviderInstance provider,
        long fence,
        Walk walk,
        List<Membership> memberships,
        Instant asOf) {
      return inner.save(provider, fence, walk)
          ? inner.page(provider, fence, walk, memberships, asOf)
          : Optional.empty();
    }
  }
}
