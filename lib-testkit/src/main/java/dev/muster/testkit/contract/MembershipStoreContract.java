package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.KEY;
import static dev.muster.testkit.contract.Cast.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RemovalId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MembershipStore} does. Extend it, open a store, and all tests must pass. It
 * asks nothing of the store's clock but that it does not run backwards.
 */
public abstract class MembershipStoreContract extends RemovalRulesThroughStore {
  /** For a subclass. */
  protected MembershipStoreContract() {}

  @Test
  void a_key_never_written_is_unknown_at_epoch_zero() {
    assertThat(store.find(KEY).entry()).isEqualTo(unknown());
  }

  @Test
  void store_time_never_runs_backwards_from_read_to_read() {
    Instant last = at(0);
    for (int i = 0; i < 100; i++) {
      Instant now = store.find(KEY).storeTime();
      assertThat(now).isAfterOrEqualTo(last);
      last = now;
    }
  }

  @Test
  @Tag("MEM-7")
  void every_part_of_a_membership_comes_back_as_it_was_written() {
    long epoch = 0;
    for (Instant updatedAt :
        List.of(CHANGED, CHANGED.plusNanos(1), Instant.parse("9999-12-31T23:59:59.999999999Z"))) {
      for (MembershipStatus status : MembershipStatus.values()) {
        Membership membership =
            member(KEY, "om_\u00e9", status, updatedAt, "b, c", "a", "a;b|c\\'\"", "\ud83d\ude00 ");
        if (epoch > 0 || membership.isActive()) {
          epoch++;
          holds(
              seen(membership, at(1), epoch - 1),
              new MirrorEntry.Present(epoch, membership, at(1)));
        }
      }
    }
  }

  @Test
  void a_membership_without_roles_and_without_updated_at_comes_back_so() {
    Membership bare = member(KEY, "om_1", MembershipStatus.ACTIVE, null);

    holds(seen(bare, at(1), 0), new MirrorEntry.Present(1, bare, at(1)));
    holds(seen(bare, at(2), 1), new MirrorEntry.Present(1, bare, at(2)));
  }

  @Test
  @Tag("MEM-1")
  void a_membership_of_another_user_or_organization_is_an_illegal_argument() {
    for (MembershipKey other : List.of(Cast.key("org_1", "user_2"), Cast.key("org_2", "user_1"))) {
      assertThatThrownBy(
              () ->
                  store.record(KEY, new Observation.Seen(member(other, "om_1", CHANGED), at(1)), 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(store.find(KEY).entry()).isEqualTo(unknown());
      assertThat(store.find(other).entry()).isEqualTo(unknown());
    }
  }

  @Test
  @Tag("DB-1")
  @Tag("MEM-13")
  void keys_that_look_alike_are_different_keys() {
    List<MembershipKey> keys =
        Cast.LOOK_ALIKES.stream()
            .flatMap(id -> List.of(Cast.key(id, "user_1"), Cast.key("org_1", id)).stream())
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      seen(keys.get(i), member(keys.get(i), "om_" + i, CHANGED), at(1), 0);
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(store.find(keys.get(i)).entry())
          .isEqualTo(new MirrorEntry.Present(1, member(keys.get(i), "om_" + i, CHANGED), at(1)));
    }
  }

  @Test
  @Tag("DB-1")
  void membership_ids_that_look_alike_are_different_memberships() {
    long epoch = 0;
    for (String id : Cast.LOOK_ALIKES) {
      Membership membership = member(KEY, id, CHANGED);
      holds(seen(membership, at(1), epoch), new MirrorEntry.Present(++epoch, membership, at(1)));
    }
  }

  @Test
  @Tag("MEM-13")
  void provider_instances_never_share_a_row() {
    MembershipKey other = new MembershipKey(Cast.OTHER_PROVIDER, KEY.organization(), KEY.user());
    MirrorEntry entry = seen(member(KEY, "om_1", CHANGED), at(1), 0).entry();

    assertThat(store.find(other).entry()).isEqualTo(unknown());
    store.record(other, new Observation.Seen(member(other, "om_2", CHANGED), at(1)), 0);
    store.record(other, new Observation.Absent(at(2)), 1);
    assertThat(store.find(KEY).entry()).isEqualTo(entry);
  }

  @Test
  @Tag("MEM-13")
  void the_longest_names_fit() {
    MembershipKey longest =
        new MembershipKey(
            Cast.PROVIDER,
            new OrganizationId("\u00e9".repeat(255)),
            new UserId("\ud83d\ude00".repeat(127) + "u"));
    Membership membership =
        member(longest, "m".repeat(255), MembershipStatus.ACTIVE, CHANGED, longRoles());

    store.record(longest, new Observation.Seen(membership, at(1)), 0);

    assertThat(store.find(longest).entry())
        .isEqualTo(new MirrorEntry.Present(1, membership, at(1)));
  }

  @Test
  @Tag("MEM-7")
  void of_many_first_writers_exactly_one_wins() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey key = Cast.key("org_" + round, "user_1");
      oneWins(key, 0, at(1));
    }
  }

  @Test
  @Tag("MEM-7")
  void of_many_writers_at_one_epoch_exactly_one_wins() {
    seen(member(KEY, "om_first", null), at(1), 0);
    for (int round = 1; round <= Race.ROUNDS; round++) {
      oneWins(KEY, round, at(round));
    }
  }

  @Test
  @Tag("MEM-7")
  void a_removal_and_a_change_at_one_epoch_never_both_stand() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey key = Cast.key("org_" + round, "user_1");
      store.record(key, new Observation.Seen(member(key, "om_1", null), at(1)), 0);
      List<Write> writes =
          Race.run(
              i -> {
                Observation observation =
                    i % 2 == 0
                        ? new Observation.Absent(at(2))
                        : new Observation.Seen(member(key, "om_1", CHANGED.plusNanos(i)), at(2));
                return () -> store.record(key, observation, 1);
              });
      assertThat(writes).filteredOn(w -> w.verdict() == Verdict.ACCEPTED).hasSize(1);
      assertThat(store.find(key).entry().epoch()).isEqualTo(2);
    }
  }

  @Test
  @Tag("MEM-7")
  void a_removal_and_a_late_write_at_one_epoch_never_both_stand() {
    for (int round = 0; round < Race.ROUNDS; round++) {
      MembershipKey key = Cast.key("org_" + round, "user_1");
      Observation.Seen member = new Observation.Seen(member(key, "om_1", null), at(3));
      store.record(key, new Observation.Seen(member.membership(), at(1)), 0);
      List<Write> writes =
          Race.run(
              i -> {
                Observation changed =
                    new Observation.Seen(member(key, "om_1", CHANGED.plusNanos(i)), at(2));
                RemovalStep begin = new RemovalStep.Begin(new RemovalId("r_" + i), member, 1);
                return i % 2 == 0
                    ? () -> store.remove(key, begin)
                    : () -> store.record(key, changed, 1);
              });
      assertThat(writes).filteredOn(w -> w.verdict() == Verdict.ACCEPTED).hasSize(1);
      assertThat(store.find(key).entry().epoch()).isEqualTo(2);
    }
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    Observation absent = new Observation.Absent(at(0));

    assertThatThrownBy(() -> store.find(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.record(null, absent, 0))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.record(KEY, null, 0))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("observation");
    assertThatThrownBy(() -> store.remove(null, new RemovalStep.Undo(new RemovalId("r_1"))))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store.remove(KEY, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("step");
  }

  private void oneWins(MembershipKey key, long epoch, Instant asOf) {
    List<Membership> wishes =
        IntStream.range(0, Race.RUNNERS)
            .mapToObj(i -> member(key, "om_" + epoch + "_" + i, null))
            .toList();
    List<Write> writes =
        Race.run(i -> () -> store.record(key, new Observation.Seen(wishes.get(i), asOf), epoch));

    MirrorEntry stands = store.find(key).entry();
    assertThat(writes).filteredOn(w -> w.verdict() == Verdict.ACCEPTED).hasSize(1);
    assertThat(writes).filteredOn(w -> w.verdict() == Verdict.MOVED).hasSize(Race.RUNNERS - 1);
    assertThat(writes).allSatisfy(w -> assertThat(w.entry()).isEqualTo(stands));
    assertThat(stands.epoch()).isEqualTo(epoch + 1);
  }

  private static String[] longRoles() {
    return IntStream.range(0, 100)
        .mapToObj(i -> (i + "r".repeat(255)).substring(0, 255))
        .toArray(String[]::new);
  }
}
