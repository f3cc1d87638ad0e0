package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedPosition;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WalkStore} does. Extend it, open the stores of one database, and all tests must
 * pass. The tests may share one database.
 */
public abstract class WalkStoreContract extends FeedSteps {
  private WalkStore walks;

  /** For a subclass. */
  protected WalkStoreContract() {}

  @BeforeEach
  final void findWalks() {
    walks = stage.walks();
  }

  @Test
  @Tag("FEED-5")
  void another_node_finds_how_far_a_walk_has_come() {
    long fence = lead("node");
    assertThat(walks.find(provider)).isEmpty();
    List<OrganizationId> within =
        List.of(new OrganizationId("org_2"), new OrganizationId("Caf\u00e9,1"));
    MembershipKey missed = key("org_1", "Caf\u00e9");

    for (Walk walk :
        List.of(
            walk(1),
            new Walk(3, at(1), Phase.LOOKING_UP, "Page 2", within, "page-3", missed, 4, 5, 6, 7),
            new Walk(3, at(1), Phase.COMPLETE, null, List.of(), null, null, 8, 8, 6, 7))) {
      assertThat(walks.save(provider, fence, walk)).isTrue();
      assertThat(walks.find(provider)).contains(walk);
    }
    for (Phase phase : Phase.values()) {
      Walk walk = new Walk(1, at(1), phase, null, within, null, null, 0, 0, 0, 0);
      assertThat(walks.save(provider, fence, walk)).isTrue();
      assertThat(walks.find(provider)).contains(walk);
    }
  }

  @Test
  @Tag("FEED-2")
  void a_leader_that_has_lost_writes_nothing() {
    long lost = feed.lead(provider, "paused", Duration.ZERO).orElseThrow().fence();
    long fence = lead("node");
    assertThat(walks.save(provider, fence, walk(1))).isTrue();

    assertThat(walks.save(provider, lost, walk(9))).isFalse();
    assertThat(walks.page(provider, lost, walk(9), List.of(member(ann, 0)), at(0))).isEmpty();

    assertThat(walks.find(provider)).contains(walk(1));
    assertThat(entry(ann)).isInstanceOf(MirrorEntry.Unknown.class);
  }

  @Test
  @Tag("FEED-5")
  void a_page_is_written_with_how_far_the_walk_is() {
    mirrored(bob);

    Map<MembershipKey, Long> changed = page(5, member(ann, 0), member(bob, 1));

    assertThat(changed).isEqualTo(Map.of(ann, 1L, bob, 2L));
    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(1, member(ann, 0), at(5)));
    assertThat(entry(bob)).isEqualTo(new MirrorEntry.Present(2, member(bob, 1), at(5)));
    assertThat(walks.find(provider)).contains(walk(5));
  }

  @Test
  @Tag("FEED-5")
  void a_page_that_says_the_same_changes_only_when_it_was_said() {
    mirrored(ann);
    var unused = notices();

    assertThat(page(5, member(ann, 0))).isEmpty();

    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(1, member(ann, 0), at(5)));
    assertThat(notices()).isEmpty();
  }

  @Test
  @Tag("FEED-5")
  void a_page_puts_nothing_back_to_what_it_was() {
    seen(ann, member(ann, 5), 2);
    seen(bob, member(bob, 0), 9);
    Membership other = Cast.member(bob, "om_1", MembershipStatus.ACTIVE, UPDATED, "admin");

    assertThat(page(5, member(ann, 4), other)).isEmpty();

    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(1, member(ann, 5), at(2)));
    assertThat(entry(bob)).isEqualTo(new MirrorEntry.Present(1, member(bob, 0), at(9)));
  }

  @Test
  @Tag("MEM-7")
  void a_page_lifts_no_tombstone() {
    mirrored(ann, bob);
    var ended = stage.memberships().record(ann, new Observation.Absent(at(1)), 1).entry();
    RemovalId removal = new RemovalId(newId("removal"));
    var ending =
        stage
            .memberships()
            .remove(
                bob, new RemovalStep.Begin(removal, new Observation.Seen(member(bob, 0), at(1)), 1))
            .entry();

    assertThat(page(5, member(ann, 0), member(bob, 1))).isEmpty();

    assertThat(entry(ann)).isEqualTo(ended).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(entry(bob)).isEqualTo(ending).isInstanceOf(MirrorEntry.Ending.class);
  }

  @Test
  @Tag("MEM-7")
  void a_page_mirrors_again_who_joined_again() {
    mirrored(ann);
    var unused = stage.memberships().record(ann, new Observation.Absent(at(1)), 1);

    assertThat(page(5, again(ann, 5))).isEqualTo(Map.of(ann, 3L));

    assertThat(present(ann).membership()).isEqualTo(again(ann, 5));
  }

  @Test
  @Tag("MEM-10")
  void the_position_speaks_for_what_a_walk_of_its_run_has_stated() {
    seen(bob, member(bob, 0), -5);
    proven(20);

    page(1, member(ann, 0));

    FeedPosition position = Objects.requireNonNull(position(), "position");
    assertThat(position.covers(present(ann).asOf())).isTrue();
    assertThat(position.covers(present(bob).asOf())).isFalse();
  }

  @Test
  @Tag("FEED-8")
  void with_a_position_what_a_page_changes_is_in_the_log() {
    mirrored(bob);
    proven(1);
    var unused = notices();

    page(5, member(ann, 0), member(bob, 0));

    assertThat(notices()).containsExactly(told(ann));
  }

  @Test
  @Tag("FEED-8")
  void what_a_page_changes_is_in_the_log_while_the_position_is_taken_back() {
    long fence = proven(1);
    assertThat(feed.withdraw(provider, fence, LONG)).isTrue();
    var unused = notices();

    page(5, member(ann, 0));

    assertThat(notices()).containsExactly(told(ann));
  }

  @Test
  @Tag("MEM-10")
  void whom_a_page_from_before_an_end_makes_a_member_is_missed() {
    mirrored(bob);
    apply(begun(), event(new ProviderEvent.UserEnded(annElsewhere.user())));

    assertThat(page(0, member(ann, 0), member(bob, 1))).isEqualTo(Map.of(ann, 1L, bob, 2L));

    assertThat(entry(ann)).isEqualTo(new MirrorEntry.Present(1, member(ann, 0), Instant.EPOCH));
    assertThat(entry(bob)).isEqualTo(new MirrorEntry.Present(2, member(bob, 1), at(0)));
    assertThat(walks.missed(provider, at(0), null, MANY)).containsExactly(member(ann, 0));

    page(60, member(ann, 0), member(annElsewhere, 0));
    assertThat(present(ann).asOf()).isEqualTo(at(60));
    assertThat(present(annElsewhere).asOf()).isEqualTo(at(60));
  }

  @Test
  @Tag("FEED-5")
  void members_who_were_not_stated_since_are_missed_and_no_others() {
    MembershipKey ended = key("org_1", "user_3");
    seen(ann, member(ann, 0), 1);
    seen(bob, member(bob, 0), 5);
    seen(annElsewhere, member(annElsewhere, 0), 4);
    seen(ended, member(ended, 0), 1);
    var unused = stage.memberships().record(ended, new Observation.Absent(at(2)), 1);

    assertThat(walks.missed(provider, at(5), null, MANY))
        .containsExactly(member(ann, 0), member(annElsewhere, 0));
    assertThat(walks.missed(provider, at(4), null, MANY)).containsExactly(member(ann, 0));
    assertThat(walks.missed(provider, at(1), null, MANY)).isEmpty();
  }

  @Test
  @Tag("FEED-5")
  void the_missed_are_listed_in_parts_by_organization_and_user() {
    MembershipKey third = key("org_3", "user_0");
    mirrored(third, annElsewhere, bob, ann);

    assertThat(walks.missed(provider, at(1), null, 3))
        .containsExactly(member(ann, 0), member(bob, 0), member(annElsewhere, 0));
    assertThat(walks.missed(provider, at(1), annElsewhere, 3)).containsExactly(member(third, 0));
    assertThat(walks.missed(provider, at(1), third, 3)).isEmpty();
    assertThat(walks.missed(provider, at(1), key("org_1", "user_15"), 1))
        .containsExactly(member(bob, 0));
  }

  @Test
  @Tag("FEED-5")
  void what_has_not_ended_is_counted() {
    assertThat(walks.count(provider)).isZero();
    mirrored(ann, bob, annElsewhere);
    assertThat(walks.count(provider)).isEqualTo(3);

    var unused = stage.memberships().record(ann, new Observation.Absent(at(1)), 1);

    assertThat(walks.count(provider)).isEqualTo(2);
  }

  @Test
  @Tag("MEM-13")
  void walks_of_provider_instances_are_separate() {
    ProviderInstance other = new ProviderInstance("F" + provider.value().substring(1));
    long fence = feed.lead(other, "node", LONG).orElseThrow().fence();
    page(1, member(ann, 0));

    assertThat(walks.find(other)).isEmpty();
    assertThat(walks.count(other)).isZero();
    assertThat(walks.missed(other, at(9), null, MANY)).isEmpty();
    assertThat(walks.save(other, fence, walk(7))).isTrue();
    assertThat(walks.find(provider)).contains(walk(1));
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    long fence = lead("node");
    List<Membership> page = List.of(member(ann, 0));
    refuses("provider", () -> walks.find(null));
    refuses("provider", () -> walks.save(null, fence, walk(1)));
    refuses("walk", () -> walks.save(provider, fence, null));
    refuses("provider", () -> walks.page(null, fence, walk(1), page, at(0)));
    refuses("walk", () -> walks.page(provider, fence, null, page, at(0)));
    refuses("memberships", () -> walks.page(provider, fence, walk(1), null, at(0)));
    refuses("asOf", () -> walks.page(provider, fence, walk(1), page, null));
    refuses("provider", () -> walks.missed(null, at(0), null, 1));
    refuses("since", () -> walks.missed(provider, null, null, 1));
    refuses("provider", () -> walks.count(null));
    assertThat(walks.find(provider)).isEmpty();
    assertThat(entry(ann)).isInstanceOf(MirrorEntry.Unknown.class);
  }

  private Walk walk(long seen) {
    return new Walk(1, at(0), Phase.LISTING, null, List.of(), null, null, seen, 10, 0, 0);
  }

  /** Writes a page that was asked for at a second. */
  private Map<MembershipKey, Long> page(long second, Membership... memberships) {
    return walks
        .page(provider, lead("node"), walk(second), List.of(memberships), at(second))
        .orElseThrow();
  }
}
