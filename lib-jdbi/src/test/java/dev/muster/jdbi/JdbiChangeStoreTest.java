package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static dev.muster.jdbi.Members.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract does not say: statements, and what a failure or a crash leaves. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class JdbiChangeStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Subject ORGANIZATION =
      new Subject.OfOrganization(PROVIDER, KEY.organization());
  private static TestDatabase database;

  private final Wire wire = new Wire(database.session(""));
  private final ChangeStore store = JdbiChangeStore.on(wire.dataSource());
  private final MembershipStore mirror = JdbiMembershipStore.on(database.dataSource());
  private final DirectoryStore directory = JdbiDirectoryStore.on(database.dataSource());
  private final OrganizationTokenStore tokens =
      JdbiOrganizationTokenStore.on(database.dataSource());

  JdbiChangeStoreTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  /** A member of a mirrored organization, with a token. */
  @BeforeEach
  void one_member() {
    for (String table : Dump.tables(database)) {
      if (!Set.of("muster_schema", "muster_log_head").contains(table)) {
        database.run("delete from " + table);
      }
    }
    mirror.record(KEY, seen(mirror.find(KEY).storeTime(), "member"), 0);
    directory.add(
        PROVIDER,
        new DirectoryStore.Entry(
            new Organization(KEY.organization(), "Acme"), new OrganizationSlug("acme")));
    tokens.add(JdbiOrganizationTokenStoreTest.token(KEY, HOUR), tokens.epoch(KEY), 10);
    store.standing(ORGANIZATION);
    wire.clear();
  }

  private static ChangeId newId() {
    return new ChangeId(UUID.randomUUID().toString());
  }

  private static Change.Deletion deletion() {
    return new Change.Deletion(newId(), PROVIDER, KEY.organization());
  }

  private static Change.RoleChange roleChange() {
    return new Change.RoleChange(newId(), KEY, Members.member().id(), new RoleSlug("admin"));
  }

  private static Change.Removal removal() {
    return new Change.Removal(newId(), KEY, Members.member().id(), Change.Removal.Kind.REMOVE);
  }

  private Beginning begin(Change.Removal removal, List<Standing> seen) {
    MembershipStore.Read read = mirror.find(KEY);
    Membership member = Members.member("member");
    return store.begin(
        removal,
        new RemovalStep.Begin(
            removal.removal(),
            new Observation.Seen(member, read.storeTime()),
            read.entry().epoch()),
        seen,
        HOUR);
  }

  private List<Standing> standing() {
    return List.of(store.standing(ORGANIZATION));
  }

  @Test
  @Tag("ROLE-9")
  void where_a_subject_stands_is_one_statement() {
    store.standing(ORGANIZATION);
    assertThat(wire.sent()).hasSize(1);
    store.begin(roleChange(), standing(), HOUR);
    wire.clear();

    assertThat(store.standing(ORGANIZATION).open()).hasSize(1);
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_costs_the_same_whatever_the_size_of_the_organization() {
    Change first = deletion();
    store.begin(first, standing(), HOUR);
    wire.clear();
    store.finish(first.id(), End.DONE);
    int statements = wire.sent().size();
    OrganizationId large = new OrganizationId("large");
    for (int i = 0; i < 150; i++) {
      member(new MembershipKey(PROVIDER, large, new UserId("user " + i)));
    }
    Subject subject = new Subject.OfOrganization(PROVIDER, large);
    store.standing(subject);
    Change second = new Change.Deletion(newId(), PROVIDER, large);
    store.begin(second, List.of(store.standing(subject)), HOUR);
    // One that was never in the register and never had a token has two rows to be made more.
    tokens.epoch(new MembershipKey(PROVIDER, large, KEY.user()));
    wire.clear();

    Map<MembershipKey, Long> ended = store.finish(second.id(), End.DONE);

    assertThat(ended).hasSize(150).containsValue(2L);
    assertThat(wire.sent()).hasSizeBetween(statements, statements + 1);
    assertThat(directory.hasEnded(PROVIDER, large)).isTrue();
  }

  private void member(MembershipKey key) {
    Membership member =
        new Membership(
            Members.member().id(),
            key.organization(),
            key.user(),
            Members.member().status(),
            List.of(),
            Members.CHANGED);
    mirror.record(key, new Observation.Seen(member, mirror.find(key).storeTime()), 0);
  }

  @Test
  @Tag("MEM-7")
  void an_end_keeps_what_lifts_it() {
    Change deletion = deletion();
    store.begin(deletion, standing(), HOUR);
    store.finish(deletion.id(), End.DONE);

    MirrorEntry.Ended ended = (MirrorEntry.Ended) mirror.find(KEY).entry();
    assertThat(ended.membership()).isEqualTo(Members.member().id());
    assertThat(ended.updatedAt()).isEqualTo(Members.CHANGED);
    assertThat(ended.endedAt()).isBeforeOrEqualTo(mirror.find(KEY).storeTime());
  }

  @Test
  @Tag("ADM-3")
  void a_begin_of_a_removal_that_fails_at_any_statement_leaves_nothing() {
    List<Standing> seen = standing();
    Change.Removal removal = removal();
    leavesNothing(() -> begin(removal, seen));

    assertThat(mirror.find(KEY).entry()).isInstanceOf(MirrorEntry.Ending.class);
    assertThat(tokens.list(KEY).get(0).state()).isEqualTo(OrganizationTokenStore.State.SUSPENDED);
  }

  @Test
  @Tag("ROLE-9")
  void a_begin_of_another_change_that_fails_at_any_statement_leaves_nothing() {
    List<Standing> seen = standing();
    Change change = roleChange();
    leavesNothing(() -> store.begin(change, seen, HOUR));

    assertThat(store.standing(ORGANIZATION).open()).containsExactly(change);
  }

  @Test
  @Tag("ADM-3")
  void a_removal_is_done_or_undone_in_whole_whatever_statement_fails() {
    for (End end : End.values()) {
      Change.Removal removal = removal();
      begin(removal, standing());
      leavesNothing(() -> store.finish(removal.id(), end));
      assertThat(store.standing(ORGANIZATION).open()).isEmpty();
      one_member();
    }
  }

  @Test
  @Tag("ADM-5")
  void a_deletion_is_done_in_whole_whatever_statement_fails() {
    Change deletion = deletion();
    store.begin(deletion, standing(), HOUR);
    leavesNothing(() -> store.finish(deletion.id(), End.DONE));

    assertThat(mirror.find(KEY).entry()).isInstanceOf(MirrorEntry.Ended.class);
    assertThat(tokens.list(KEY)).isEmpty();
    assertThat(directory.hasEnded(PROVIDER, KEY.organization())).isTrue();
  }

  /** At each statement it fails, and the connection breaks, until there is none left to fail. */
  private void leavesNothing(Runnable call) {
    List<String> before = Dump.of(database);
    int at = 0;
    while (fails(call, wire::failAfter, at, before)) {
      assertThat(fails(call, wire::cutAfter, at, before)).as("cut at %s", at).isTrue();
      at++;
    }
    assertThat(at).isGreaterThan(3);
    assertThat(Dump.of(database)).isNotEqualTo(before);
  }

  private boolean fails(Runnable call, IntConsumer fault, int at, List<String> before) {
    fault.accept(at);
    try {
      call.run();
      return false;
    } catch (StoreException e) {
      assertThat(Dump.of(database)).as("at %s", at).isEqualTo(before);
      assertThat(wire.openConnections()).as("at %s", at).isZero();
      return true;
    } finally {
      fault.accept(-1);
    }
  }

  @Test
  @Tag("ANS-2")
  void what_the_database_rolls_back_for_anothers_sake_is_done_again_and_not_for_ever() {
    Change change = roleChange();
    wire.deadlock("insert into muster_change ", 9);
    assertThat(store.begin(change, standing(), HOUR)).isEqualTo(Beginning.BEGUN);
    wire.deadlock("delete from muster_change ", 9);
    store.finish(change.id(), End.DONE);
    assertThat(store.standing(ORGANIZATION).open()).isEmpty();

    List<Standing> seen = standing();
    wire.deadlock("insert into muster_change ", 10);
    assertThatThrownBy(() -> store.begin(roleChange(), seen, HOUR))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("40001");
    assertThat(standing()).isEqualTo(seen);
  }

  @Test
  @Tag("ANS-2")
  void every_call_on_a_cut_line_is_a_store_exception_without_values() {
    List<Standing> seen = standing();
    List<ThrowingCallable> calls =
        List.of(
            () -> store.standing(ORGANIZATION),
            () -> store.begin(roleChange(), seen, HOUR),
            () -> begin(removal(), seen),
            () -> store.finish(newId(), End.DONE),
            () -> store.takeDue(PROVIDER, HOUR, 1));
    for (ThrowingCallable call : calls) {
      wire.failAfter(0);
      assertThatThrownBy(call)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQL state " + Wire.STATE)
          .message()
          .doesNotContain("user_1", "org_1", "secret");
    }
    assertThat(wire.openConnections()).isZero();
  }

  @Test
  @Tag("ANS-2")
  void a_row_that_muster_never_wrote_is_a_store_exception() {
    store.begin(roleChange(), standing(), Duration.ZERO);
    database.run("update muster_change set kind = 'ADORE'");

    assertThatThrownBy(() -> store.standing(ORGANIZATION)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.takeDue(PROVIDER, HOUR, 1)).isInstanceOf(StoreException.class);
  }

  @Test
  @Tag("ADM-3")
  void a_row_that_cannot_be_read_keeps_no_other_change_from_being_taken_up() {
    store.begin(roleChange(), standing(), Duration.ZERO);
    Change.RoleChange other = roleChange();
    store.begin(other, standing(), Duration.ZERO);
    database.run("update muster_change set kind = 'ADORE' where id <> '" + other.id() + "'");

    assertThat(store.takeDue(PROVIDER, HOUR, 100)).containsExactly(other);
    assertThat(store.takeDue(PROVIDER, HOUR, 100)).isEmpty();
  }
}
