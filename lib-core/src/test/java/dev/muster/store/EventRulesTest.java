package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.EventLives.Event;
import dev.muster.store.EventLives.Rules;
import dev.muster.store.EventLives.Times;
import dev.muster.store.MembershipStore.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of every life of a membership, and every order in which its events come. */
class EventRulesTest {
  private static final int SEEDS = 3000;
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  @Test
  @Tag("MEM-7")
  void a_later_end_of_an_id_without_times_refuses_what_was_read_before_it() {
    MembershipKey key =
        new MembershipKey(new ProviderInstance("p"), new OrganizationId("o"), new UserId("u"));
    Membership member =
        new Membership(
            new MembershipId("o/u"),
            key.organization(),
            key.user(),
            MembershipStatus.ACTIVE,
            List.of(),
            null);
    Instant end = Instant.parse("2026-01-01T00:00:00Z");
    MirrorEntry first = EventRules.ended(key, UNKNOWN, member, true, end);
    Observation back = new Observation.Seen(member, end.plusSeconds(60));
    MirrorEntry second = EventRules.ended(key, first, member, true, end.plusSeconds(61));
    MembershipStore.Write late =
        MirrorRules.decide(key, second, back, first.epoch(), end.plusSeconds(90));
    assertThat(late.verdict()).isNotEqualTo(MembershipStore.Verdict.ACCEPTED);
  }

  @Test
  @Tag("FEED-1")
  void telling_any_beginning_of_the_log_again_changes_nothing() {
    assertThat(broken(Rules.OURS, Times.ALL, EventRulesTest::isIdempotent)).isNull();
    assertThat(broken(Rules.OURS, Times.OLD_ENDS, EventRulesTest::isIdempotent)).isNull();
  }

  @Test
  @Tag("FEED-1")
  void control_a_return_by_any_other_id_is_a_resurrection_when_the_log_is_told_again() {
    assertThat(broken(Rules.BY_ID, Times.FEW, EventRulesTest::isIdempotent)).isNotNull();
  }

  @Test
  @Tag("FEED-1")
  void control_an_end_as_of_the_deletion_only_is_lifted_by_what_was_stored_before_it() {
    assertThat(broken(Rules.BARE_END, Times.OLD_ENDS, EventRulesTest::isIdempotent)).isNotNull();
  }

  @Test
  @Tag("FEED-4")
  void webhooks_with_a_time_come_to_the_same_in_any_order() {
    assertThat(broken(Rules.OURS, Times.ALL, EventRulesTest::commutes)).isNull();
  }

  @Test
  @Tag("FEED-4")
  void control_without_a_tombstone_where_nothing_was_known_a_late_word_begins_a_membership() {
    assertThat(broken(Rules.NO_TOMBSTONE, Times.ALL, EventRulesTest::commutes)).isNotNull();
  }

  @Test
  @Tag("MEM-7")
  void control_a_deletion_of_whoever_is_there_ends_who_joined_again() {
    assertThat(broken(Rules.ANY_ID, Times.ALL, EventRulesTest::commutes)).isNotNull();
  }

  @Test
  @Tag("MEM-10")
  @Tag("FEED-1")
  void what_the_feed_may_serve_is_never_older_than_the_log_whatever_else_came() {
    assertThat(broken(Rules.OURS, Times.ALL, EventRulesTest::isNeverBehind)).isNull();
    assertThat(broken(Rules.OURS, Times.FEW, EventRulesTest::isNeverBehind)).isNull();
  }

  @Test
  @Tag("MEM-10")
  void control_a_log_without_times_that_is_believed_when_it_is_told_again_goes_back() {
    assertThat(broken(Rules.LAST_WORD, Times.FEW, EventRulesTest::isNeverBehind)).isNotNull();
  }

  @Test
  @Tag("MEM-7")
  void a_look_up_begun_before_a_deletion_of_somebody_unknown_writes_nothing_after_it() {
    Event end = EventLives.end("om_1", 3);
    MirrorEntry tombstone = Rules.OURS.log(UNKNOWN, end);
    assertThat(tombstone).isInstanceOf(MirrorEntry.Ended.class);
    Observation seen = new Observation.Seen(EventLives.active("om_1", 2), EventLives.NOW);
    assertThat(MirrorRules.decide(EventLives.KEY, tombstone, seen, 0, EventLives.NOW).verdict())
        .isEqualTo(Verdict.MOVED);
    assertThat(MirrorRules.decide(EventLives.KEY, tombstone, seen, 1, EventLives.NOW).verdict())
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  @Tag("MEM-7")
  void no_event_touches_a_removal_in_progress() {
    MirrorEntry ending =
        new MirrorEntry.Ending(4, new RemovalId("removal_1"), EventLives.active("om_1", 2));
    for (Event event :
        List.of(
            EventLives.stated("om_1", 9),
            EventLives.stated("om_2", 9),
            EventLives.end("om_1", 9),
            EventLives.end("om_2", null))) {
      assertThat(Rules.OURS.log(ending, event)).isSameAs(ending);
      assertThat(Rules.OURS.webhook(ending, event)).isSameAs(ending);
    }
  }

  @Test
  @Tag("FEED-1")
  void a_deletion_is_never_passed_over_and_an_old_one_leaves_who_joined_again() {
    MirrorEntry member = Rules.OURS.log(UNKNOWN, EventLives.stated("om_2", 5));
    assertThat(Rules.OURS.log(member, EventLives.end("om_1", 9)))
        .as("a later membership of the same user ended")
        .isInstanceOf(MirrorEntry.Ended.class);
    assertThat(Rules.OURS.log(member, EventLives.end("om_1", 3))).isSameAs(member);
    assertThat(Rules.OURS.webhook(member, EventLives.end("om_1", 3))).isSameAs(member);
    for (Integer time : new @Nullable Integer[] {null, 1, 5, 9}) {
      assertThat(Rules.OURS.log(member, EventLives.end("om_2", time)))
          .isInstanceOf(MirrorEntry.Ended.class);
    }
  }

  @Test
  @Tag("FEED-4")
  void what_nothing_puts_in_order_must_be_read_again() {
    MirrorEntry.Present member =
        (MirrorEntry.Present) Rules.OURS.log(UNKNOWN, EventLives.stated("om_1", 5));
    assertThat(member.asOf()).isEqualTo(EventLives.PROVEN);
    MirrorEntry doubted = Rules.OURS.webhook(member, EventLives.stated("om_1", null, "admin"));
    assertThat(doubted).isEqualTo(new MirrorEntry.Present(2, member.membership(), Instant.EPOCH));
    assertThat(Rules.OURS.webhook(member, EventLives.end("om_0", null))).isEqualTo(doubted);
    assertThat(Rules.OURS.log(member, EventLives.stated("om_1", 5, "admin")))
        .isEqualTo(
            new MirrorEntry.Present(2, EventLives.active("om_1", 5, "admin"), Instant.EPOCH));
  }

  /** A life in which a property does not hold, of many; null if it holds in all. */
  private static @Nullable List<Event> broken(
      Rules rules, Times times, BiPredicate<Rules, Case> property) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Event> life = EventLives.life(random, times);
      if (!property.test(rules, new Case(life, random))) {
        return life;
      }
    }
    return null;
  }

  private static boolean isIdempotent(Rules rules, Case of) {
    MirrorEntry entry = UNKNOWN;
    for (int told = 1; told <= of.life.size(); told++) {
      entry = rules.log(entry, of.life.get(told - 1));
      for (int again = 1; again <= told; again++) {
        MirrorEntry replayed = entry;
        for (Event event : of.life.subList(0, again)) {
          replayed = rules.log(replayed, event);
        }
        if (!replayed.equals(entry)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean commutes(Rules rules, Case of) {
    MirrorEntry inOrder = UNKNOWN;
    for (Event event : of.life) {
      inOrder = rules.log(inOrder, event);
    }
    for (List<Event> order : EventLives.orders(of.life, of.random)) {
      MirrorEntry entry = UNKNOWN;
      for (Event event : order) {
        entry = rules.webhook(entry, event);
      }
      if (!EventLives.word(entry).equals(EventLives.word(inOrder))) {
        return false;
      }
    }
    return true;
  }

  /** The log goes on, while webhooks come and parts of the log are told again. */
  private static boolean isNeverBehind(Rules rules, Case of) {
    MirrorEntry entry = UNKNOWN;
    for (int told = 1; told <= of.life.size(); told++) {
      entry = rules.log(entry, of.life.get(told - 1));
      for (int noise = of.random.nextInt(4); noise > 0; noise--) {
        entry =
            of.random.nextBoolean()
                ? rules.webhook(entry, of.life.get(of.random.nextInt(of.life.size())))
                : rules.log(entry, of.life.get(of.random.nextInt(told)));
        if (!isAtLeast(entry, of.life.subList(told - 1, of.life.size()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Only a word that is as of some time serves; it must be the log's newest, or a later one. */
  private static boolean isAtLeast(MirrorEntry entry, List<Event> sinceNow) {
    if (!(entry instanceof MirrorEntry.Present present) || present.asOf().equals(Instant.EPOCH)) {
      return true;
    }
    return sinceNow.stream()
        .anyMatch(event -> !event.ended() && event.membership().equals(present.membership()));
  }

  private record Case(List<Event> life, Random random) {}
}
