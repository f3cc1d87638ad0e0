package dev.muster.scope;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.HandClock;
import dev.muster.membership.Moment;
import dev.muster.membership.ScriptedProvider;
import dev.muster.membership.Source;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.role.RoleMap;
import dev.muster.session.VouchedSessions;
import dev.muster.store.InMemoryMembershipStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScopeMemoryTest {
  private static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
  private static final Freshness MINUTE = Freshness.within(Duration.ofMinutes(1));
  private static final Role MEMBER = new Role("member");
  private static final RoleMap MAP = RoleMap.builder().role("member").build();
  private static final int CACHE_SIZE = 8;

  private final HandClock clock = new HandClock();
  private final Timeline timeline = clock.timeline();
  private final ScriptedProvider provider = new ScriptedProvider();
  private final EvidenceReader reader = reader(true);
  private final ScopeMemory memory = new ScopeMemory(reader, timeline, 100);

  @BeforeEach
  void a_member_was_answered() {
    provider.says(ann(MembershipStatus.ACTIVE, 1, "member"));
    read(reader);
    memory.remember(member(read(reader)).named(ACME.value(), null));
  }

  @Test
  @Tag("MEM-4")
  void a_member_is_found_while_the_reader_would_answer_the_same() {
    assertThat(found()).isTrue();
    clock.advance(Duration.ofSeconds(45));
    assertThat(found()).isTrue();
    // In the last quarter the reader has more to do than to answer: it reads ahead.
    clock.advance(Duration.ofMillis(1));
    assertThat(found()).isFalse();
  }

  @Test
  @Tag("MEM-4")
  void without_reading_ahead_a_member_is_found_to_the_end_of_the_bound_and_not_beyond() {
    EvidenceReader plain = reader(false);
    ScopeMemory index = new ScopeMemory(plain, timeline, 100);
    read(plain);
    Member member = member(read(plain));
    clock.advance(Duration.ofMinutes(1));
    assertThat(index.stillServes(member, MINUTE, age(member))).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(index.stillServes(member, MINUTE, age(member))).isFalse();
  }

  @Test
  @Tag("MEM-4")
  void for_a_live_request_nothing_serves() {
    Member member = Objects.requireNonNull(memory.find(ANN, ACME.value(), MINUTE));
    assertThat(memory.stillServes(member, Freshness.live(), 0)).isFalse();
  }

  @Test
  @Tag("MEM-7")
  void what_was_invalidated_is_not_found() {
    reader.invalidate(KEY);
    assertThat(found()).isFalse();
  }

  @Test
  @Tag("MEM-7")
  void control_an_index_that_asks_for_the_age_only_lets_a_removed_member_in() {
    reader.invalidate(KEY);
    Member member = Objects.requireNonNull(memory.find(ANN, ACME.value(), MINUTE));
    assertThat(MINUTE.reaches(age(member))).isTrue();
  }

  @Test
  @Tag("MEM-7")
  void what_newer_evidence_replaced_is_not_found() {
    provider.says(ann(MembershipStatus.INACTIVE, 2, "member"));
    reader.read(KEY, Freshness.live(), timeline.now());
    assertThat(found()).isFalse();
  }

  @Test
  @Tag("MEM-13")
  void what_was_evicted_is_not_found_since_no_invalidation_would_reach_it() {
    for (int i = 0; i < 100 * CACHE_SIZE; i++) {
      MembershipKey other = new MembershipKey(PROVIDER_INSTANCE, ACME, new UserId("user_" + i));
      provider.answer =
          () -> Optional.of(TestEvidence.membership(other.user(), MembershipStatus.ACTIVE));
      reader.read(other, MINUTE, timeline.now());
      reader.read(other, MINUTE, timeline.now());
    }
    provider.fails(new IllegalStateException("not asked"));
    boolean evicted =
        reader
            .read(KEY, Freshness.within(Duration.ofHours(1)), timeline.now())
            .fold(known -> known.source() != Source.CACHE, failure -> true);
    assertThat(evicted).isTrue();
    assertThat(found()).isFalse();
  }

  @Test
  @Tag("ORG-3")
  void a_slug_is_followed_as_long_as_it_is_fresh_and_an_id_for_ever() {
    Member member = Objects.requireNonNull(memory.find(ANN, ACME.value(), MINUTE));
    Moment then = timeline.now();
    clock.advance(Duration.ofSeconds(61));
    memory.remember(member.named("acme", then));
    assertThat(memory.find(ANN, "acme", MINUTE)).isNull();
    assertThat(memory.find(ANN, "acme", Freshness.within(Duration.ofSeconds(61)))).isNotNull();
    assertThat(memory.find(ANN, ACME.value(), MINUTE)).isNotNull();
  }

  @Test
  @Tag("SCOPE-5")
  void a_slug_that_changed_hands_is_asked_for_again_and_an_id_is_not() {
    memory.remember(nameKnownNow("acme"));
    assertThat(memory.find(ANN, "acme", MINUTE)).isNotNull();

    memory.changed(ACME);

    assertThat(memory.find(ANN, "acme", MINUTE)).isNull();
    assertThat(memory.named(ANN, "acme", MINUTE, timeline.now())).isNull();
    assertThat(memory.find(ANN, ACME.value(), MINUTE)).isNotNull();
    clock.advance(Duration.ofNanos(1));
    memory.remember(nameKnownNow("acme"));
    assertThat(memory.find(ANN, "acme", MINUTE)).isNotNull();

    memory.changed(new OrganizationSlug("acme"));

    assertThat(memory.find(ANN, "acme", MINUTE)).isNull();
    assertThat(memory.named(ANN, "acme", MINUTE, timeline.now())).isNull();
  }

  @Test
  @Tag("SCOPE-5")
  @Tag("MEM-7")
  void what_a_request_finds_out_that_began_before_a_change_is_not_served_after_it() {
    Member late = nameKnownNow("acme");
    clock.advance(Duration.ofSeconds(1));
    memory.changed(new OrganizationSlug("acme"));

    memory.remember(late);

    assertThat(memory.find(ANN, "acme", MINUTE)).isNull();
    assertThat(memory.named(ANN, "acme", MINUTE, timeline.now())).isNull();
  }

  @Test
  @Tag("SCOPE-5")
  @Tag("MEM-7")
  void control_a_memory_that_only_forgets_takes_what_comes_late() {
    Member late = nameKnownNow("acme");
    clock.advance(Duration.ofSeconds(1));
    memory.forget(ANN, "acme");

    memory.remember(late);

    assertThat(memory.find(ANN, "acme", MINUTE)).isNotNull();
  }

  private Member nameKnownNow(String name) {
    return member(read(reader)).named(name, timeline.now());
  }

  @Test
  @Tag("ROLE-3")
  void a_role_in_which_the_hosts_record_has_a_say_is_not_found() {
    Member member = Objects.requireNonNull(memory.find(ANN, ACME.value(), MINUTE));
    memory.remember(
        new Member(member.evidence(), new Rights(null, Set.of(), false, MAP)).named("acme", null));
    assertThat(memory.find(ANN, "acme", MINUTE)).isNull();
  }

  @Test
  @Tag("MEM-13")
  void nobody_finds_another_member_and_nearly_all_of_a_full_memory_are_found() {
    int members = 10_000;
    ScopeMemory index = new ScopeMemory(reader, timeline, members);
    for (int i = 0; i < members; i++) {
      Evidence evidence = TestEvidence.remembered(new UserId("user_" + i), timeline.now());
      index.remember(member(evidence).named(ACME.value(), null));
    }
    int found = 0;
    for (int i = 0; i < members; i++) {
      UserId user = new UserId("user_" + i);
      Member member = index.find(user, ACME.value(), MINUTE);
      if (member != null) {
        found++;
        assertThat(member.evidence().key().user()).isEqualTo(user);
      }
    }
    assertThat(found).isGreaterThan(members * 999 / 1000);
  }

  @Test
  @Tag("MEM-13")
  void members_that_want_the_same_place_do_not_push_each_other_out_in_turn() {
    int members = 10_000;
    ScopeMemory index = new ScopeMemory(reader, timeline, members / 8);
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      Evidence evidence = TestEvidence.remembered(new UserId("user_" + i), timeline.now());
      all.add(member(evidence).named(ACME.value(), null));
    }
    assertThat(missed(index, all)).isEqualTo(members);
    int withoutPlace = missed(index, all);
    assertThat(withoutPlace).isBetween(1, members / 4);
    assertThat(missed(index, all)).isEqualTo(withoutPlace);
  }

  /** How many were not found, and were remembered then. */
  private static int missed(ScopeMemory index, List<Member> all) {
    int missed = 0;
    for (Member member : all) {
      if (index.find(member.user(), ACME.value(), MINUTE) == null) {
        missed++;
        index.remember(member);
      }
    }
    return missed;
  }

  @Test
  @Tag("ANS-8")
  void a_member_is_in_scope_for_sessions_of_the_same_user_only() {
    VouchedSessions sessions = new VouchedSessions(PROVIDER_INSTANCE);
    Member member = Objects.requireNonNull(memory.find(ANN, ACME.value(), MINUTE));
    assertThat(member.in(sessions.vouchedByHost(ANN)).id()).isEqualTo(ACME);
    assertThatThrownBy(() -> member.in(sessions.vouchedByHost(new UserId("user_bob"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private boolean found() {
    Member member = memory.find(ANN, ACME.value(), MINUTE);
    return member != null && memory.stillServes(member, MINUTE, age(member));
  }

  private long age(Member member) {
    return timeline.ageNanos(member.evidence().asOf());
  }

  private static Member member(Evidence evidence) {
    return new Member(evidence, new Rights(MEMBER, Set.of(), true, MAP));
  }

  private Evidence read(EvidenceReader by) {
    return TestEvidence.known(by.read(KEY, MINUTE, timeline.now()));
  }

  private EvidenceReader reader(boolean readsAhead) {
    EvidenceReader.Policy policy =
        new EvidenceReader.Policy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, CACHE_SIZE, readsAhead);
    return new EvidenceReader(
        provider,
        new InMemoryMembershipStore(clock),
        timeline,
        policy,
        Runnable::run,
        event -> {},
        ahead -> {});
  }
}
