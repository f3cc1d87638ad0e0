package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MembershipStore.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorRulesTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Instant T2 = T0.plusSeconds(2);
  private static final Instant NOW = T0.plusSeconds(60);
  private static final MembershipKey KEY =
      new MembershipKey(
          new ProviderInstance("test"), new OrganizationId("org_1"), new UserId("user_1"));
  private static final MirrorEntry UNKNOWN = new MirrorEntry.Unknown();

  @Test
  @Tag("ORG-1")
  void absent_over_unknown_writes_nothing() {
    assertThat(decide(UNKNOWN, new Observation.Absent(T1), 0))
        .isEqualTo(new Write(Verdict.ACCEPTED, UNKNOWN));
  }

  @ParameterizedTest
  @Tag("ORG-1")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void a_membership_that_is_not_active_makes_no_row(MembershipStatus status) {
    assertThat(decide(UNKNOWN, seen(membership("om_1", status, T0), T1), 0))
        .isEqualTo(new Write(Verdict.ACCEPTED, UNKNOWN));
  }

  @Test
  @Tag("MEM-7")
  void the_first_active_membership_begins_epoch_one() {
    Membership active = active("om_1", T0);

    assertThat(decide(UNKNOWN, seen(active, T1), 0))
        .isEqualTo(accepted(new MirrorEntry.Present(1, active, T1)));
  }

  @ParameterizedTest
  @Tag("MEM-7")
  @ValueSource(longs = {-1, 0, 2, Long.MAX_VALUE})
  void any_other_epoch_than_the_current_one_has_moved(long expected) {
    MirrorEntry current = present(1, T0, T1);

    assertThat(decide(current, seen(active("om_2", T2), T2), expected)).isEqualTo(moved(current));
    assertThat(decide(current, new Observation.Absent(T2), expected)).isEqualTo(moved(current));
  }

  @Test
  @Tag("MEM-7")
  void an_epoch_of_a_key_never_written_has_moved() {
    assertThat(decide(UNKNOWN, seen(active("om_1", T0), T1), 1)).isEqualTo(moved(UNKNOWN));
  }

  @Test
  void the_same_content_keeps_the_epoch_and_moves_as_of_forward() {
    assertThat(decide(present(3, T0, T1), seen(active("om_1", T0), T2), 3))
        .isEqualTo(accepted(present(3, T0, T2)));
  }

  @Test
  void the_same_content_never_moves_as_of_back() {
    MirrorEntry current = present(3, T0, T2);

    assertThat(decide(current, seen(active("om_1", T0), T1), 3)).isEqualTo(accepted(current));
  }

  @Test
  @Tag("MEM-7")
  void changed_content_begins_the_next_epoch() {
    Membership changed = active("om_1", T1);

    assertThat(decide(present(3, T0, T1), seen(changed, T2), 3))
        .isEqualTo(accepted(new MirrorEntry.Present(4, changed, T2)));
  }

  @Test
  @Tag("MEM-7")
  void changed_content_read_at_the_same_store_time_is_accepted() {
    Membership changed = membership("om_1", MembershipStatus.INACTIVE, null);

    assertThat(decide(present(3, T0, T1), seen(changed, T1), 3))
        .isEqualTo(accepted(new MirrorEntry.Present(4, changed, T1)));
  }

  @Test
  @Tag("MEM-7")
  void changed_content_from_an_earlier_read_has_moved() {
    MirrorEntry current = present(3, T0, T2);

    assertThat(decide(current, seen(active("om_2", T0), T1), 3)).isEqualTo(moved(current));
  }

  @Test
  @Tag("MEM-7")
  void a_state_the_provider_has_already_replaced_is_refused() {
    MirrorEntry current = present(3, T2, T1);

    assertThat(decide(current, seen(active("om_1", T1), T2), 3)).isEqualTo(refused(current));
  }

  @Test
  void without_updated_at_on_either_side_nothing_is_older() {
    Membership untold = active("om_1", null);

    assertThat(decide(present(3, T2, T1), seen(untold, T2), 3).verdict())
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(decide(present(3, null, T1), seen(active("om_1", T0), T2), 3).verdict())
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  @Tag("MEM-7")
  void absence_leaves_a_tombstone_of_the_last_membership_at_store_time() {
    assertThat(decide(present(3, T0, T1), new Observation.Absent(T1), 3))
        .isEqualTo(accepted(new MirrorEntry.Ended(4, new MembershipId("om_1"), T0, NOW)));
  }

  @Test
  @Tag("MEM-7")
  void absence_from_an_earlier_read_than_the_stored_yes_has_moved() {
    MirrorEntry current = present(3, T0, T2);

    assertThat(decide(current, new Observation.Absent(T1), 3)).isEqualTo(moved(current));
  }

  @Test
  void absence_over_a_tombstone_changes_nothing() {
    MirrorEntry current = ended(4, T0);

    assertThat(decide(current, new Observation.Absent(NOW), 4)).isEqualTo(accepted(current));
  }

  @ParameterizedTest
  @Tag("MEM-7")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void nothing_but_an_active_membership_lifts_a_tombstone(MembershipStatus status) {
    MirrorEntry current = ended(4, T0);

    assertThat(decide(current, seen(membership("om_2", status, NOW), NOW), 4))
        .isEqualTo(accepted(current));
  }

  @Test
  @Tag("MEM-7")
  void a_new_membership_id_lifts_a_tombstone() {
    for (@Nullable Instant updatedAt : new @Nullable Instant[] {T0, T1, null}) {
      Membership joined = active("om_2", updatedAt);

      assertThat(decide(ended(4, T0), seen(joined, T1), 4))
          .isEqualTo(accepted(new MirrorEntry.Present(5, joined, T1)));
    }
  }

  @Test
  @Tag("MEM-7")
  void another_membership_id_that_is_older_than_the_ended_one_lifts_nothing() {
    MirrorEntry current = ended(4, T1);

    assertThat(decide(current, seen(active("om_0", T0), NOW.plusSeconds(60)), 4))
        .isEqualTo(refused(current));
  }

  @Test
  @Tag("MEM-7")
  void the_same_id_lifts_a_tombstone_only_with_a_newer_updated_at() {
    MirrorEntry current = ended(4, T1);
    Instant late = NOW.plusSeconds(3600);
    Membership again = active("om_1", T1.plusNanos(1));

    assertThat(decide(current, seen(active("om_1", T0), late), 4)).isEqualTo(refused(current));
    assertThat(decide(current, seen(active("om_1", T1), late), 4)).isEqualTo(refused(current));
    assertThat(decide(current, seen(again, T1), 4))
        .isEqualTo(accepted(new MirrorEntry.Present(5, again, T1)));
  }

  @Test
  @Tag("MEM-7")
  void without_updated_at_the_same_id_lifts_a_tombstone_only_after_the_settle_time() {
    Instant settled = NOW.plus(MirrorRules.SETTLE_TIME);
    Membership untold = active("om_1", null);

    for (@Nullable Instant then : new @Nullable Instant[] {null, T0}) {
      MirrorEntry current = ended(4, then);

      assertThat(decide(current, seen(untold, settled), 4)).isEqualTo(refused(current));
      assertThat(decide(current, seen(untold, settled.plusNanos(1)), 4))
          .isEqualTo(accepted(new MirrorEntry.Present(5, untold, settled.plusNanos(1))));
    }
    assertThat(decide(ended(4, null), seen(active("om_1", T2), settled), 4).verdict())
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void the_settle_time_is_ten_seconds() {
    assertThat(MirrorRules.SETTLE_TIME).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  @Tag("MEM-1")
  void a_membership_of_another_user_or_organization_is_refused_at_the_door() {
    Membership otherUser =
        new Membership(
            new MembershipId("om_1"),
            KEY.organization(),
            new UserId("user_2"),
            MembershipStatus.ACTIVE,
            List.of(),
            null);
    Membership otherOrganization =
        new Membership(
            new MembershipId("om_1"),
            new OrganizationId("org_2"),
            KEY.user(),
            MembershipStatus.ACTIVE,
            List.of(),
            null);

    for (Membership foreign : List.of(otherUser, otherOrganization)) {
      assertThatThrownBy(() -> decide(UNKNOWN, seen(foreign, T1), 7))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("om_1");
    }
  }

  private static Write decide(MirrorEntry current, Observation observation, long expected) {
    return MirrorRules.decide(KEY, current, observation, expected, NOW);
  }

  private static Observation seen(Membership membership, Instant asOf) {
    return new Observation.Seen(membership, asOf);
  }

  private static Membership active(String id, @Nullable Instant updatedAt) {
    return membership(id, MembershipStatus.ACTIVE, updatedAt);
  }

  private static Membership membership(
      String id, MembershipStatus status, @Nullable Instant updatedAt) {
    return new Membership(
        new MembershipId(id),
        KEY.organization(),
        KEY.user(),
        status,
        List.of(new RoleSlug("member")),
        updatedAt);
  }

  private static MirrorEntry present(long epoch, @Nullable Instant updatedAt, Instant asOf) {
    return new MirrorEntry.Present(epoch, active("om_1", updatedAt), asOf);
  }

  private static MirrorEntry ended(long epoch, @Nullable Instant updatedAt) {
    return new MirrorEntry.Ended(epoch, new MembershipId("om_1"), updatedAt, NOW);
  }

  private static Write accepted(MirrorEntry entry) {
    return new Write(Verdict.ACCEPTED, entry);
  }

  private static Write moved(MirrorEntry entry) {
    return new Write(Verdict.MOVED, entry);
  }

  private static Write refused(MirrorEntry entry) {
    return new Write(Verdict.REFUSED, entry);
  }
}
