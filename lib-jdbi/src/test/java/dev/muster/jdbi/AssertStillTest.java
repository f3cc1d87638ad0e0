package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jdbi.v3.core.transaction.TransactionIsolationLevel.READ_COMMITTED;
import static org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ;

import dev.muster.decision.Pass;
import dev.muster.membership.Evidence;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.scope.Scope;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A write commits only if the member still was one. */
@Tag("once")
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("DB-4")
class AssertStillTest {
  private final Engine engine;
  private final TestDatabase database;
  private final Wire wire;
  private final Jdbi jdbi;
  private final JdbiMembershipStore mirror;
  private final Passes passes;
  private final Pass pass;
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  AssertStillTest(Engine engine) {
    this.engine = engine;
    database = engine.installed();
    database.run("create table host_notes (text varchar(99))");
    wire = new Wire(database.dataSource());
    jdbi = Jdbi.create(wire.dataSource());
    mirror = JdbiMembershipStore.on(jdbi);
    passes = new Passes(mirror);
    pass = passes.in(passes.acme, passes.ann);
  }

  @AfterEach
  void close() {
    other.shutdownNow();
    passes.close();
    database.close();
  }

  @Test
  void a_member_who_is_one_still_writes() {
    write();
    write();
    assertThat(notes()).hasSize(2);
  }

  @Test
  void a_removal_that_began_or_ended_makes_the_write_fail() {
    RemovalStep.Begin begin = begin();
    mirror.remove(evidence().key(), begin);
    assertRefused(false);
    mirror.remove(evidence().key(), new RemovalStep.Confirm(begin.removal()));
    assertRefused(false);
    assertThat(notes()).isEmpty();
  }

  @Test
  void a_removal_that_was_undone_moved_the_epoch_and_a_new_pass_writes() {
    RemovalStep.Begin begin = begin();
    mirror.remove(evidence().key(), begin);
    mirror.remove(evidence().key(), new RemovalStep.Undo(begin.removal()));
    assertRefused(true);
    write(passes.in(passes.acme, passes.ann));
    assertThat(notes()).hasSize(1);
  }

  @Test
  @Tag("ROLE-8")
  void a_changed_role_is_refused_too_and_tells_that_the_user_is_a_member() {
    passes.dashboard.setRoles(passes.acme, passes.ann, new RoleSlug("admin"));
    Pass later = passes.in(passes.acme, passes.ann);
    assertRefused(true);
    write(later);
  }

  @Test
  @Tag("MEM-1")
  void an_inactive_member_is_refused() {
    Membership was = present().membership();
    Membership inactive =
        new Membership(
            was.id(),
            was.organization(),
            was.user(),
            MembershipStatus.INACTIVE,
            was.roles(),
            was.updatedAt());
    mirror.record(
        evidence().key(),
        new Observation.Seen(inactive, mirror.find(evidence().key()).storeTime()),
        present().epoch());
    assertRefused(false);
  }

  @Test
  void a_pass_of_another_mirror_is_refused() {
    database.run("delete from muster_membership");
    assertRefused(false);
  }

  @Test
  void a_member_who_left_and_came_back_needs_a_new_pass() {
    passes.dashboard.remove(passes.acme, passes.ann);
    mirror.record(
        evidence().key(),
        new Observation.Absent(mirror.find(evidence().key()).storeTime()),
        present().epoch());
    assertRefused(false);
    passes.dashboard.join(passes.acme, passes.ann, new RoleSlug("member"));
    Pass again = passes.in(passes.acme, passes.ann);
    assertRefused(true);
    write(again);
  }

  @Test
  void a_personal_pass_rests_on_no_membership() {
    wire.clear();
    write(passes.alone(passes.ann));
    assertThat(wire.sent()).noneMatch(sql -> sql.contains("muster_membership"));
    assertThat(notes()).hasSize(1);
  }

  @Test
  @Tag("DB-2")
  void outside_of_a_transaction_and_in_one_that_sees_too_little_it_is_refused() {
    for (Pass any : List.of(pass, passes.alone(passes.ann))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> jdbi.useHandle(handle -> mirror.assertStill(any, handle)))
          .withMessage("the handle must be in a transaction");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> jdbi.useTransaction(REPEATABLE_READ, handle -> mirror.assertStill(any, handle)))
          .withMessageContaining("READ COMMITTED");
    }
  }

  @Test
  @Tag("ANS-2")
  void a_database_that_fails_says_neither_and_nothing_is_written() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    READ_COMMITTED,
                    handle -> {
                      handle.execute("insert into host_notes values ('x')");
                      wire.failAfter(0);
                      mirror.assertStill(pass, handle);
                    }))
        .isInstanceOf(StoreException.class);
    wire.failAfter(-1);
    assertThat(notes()).isEmpty();
  }

  @Test
  void a_removal_that_begins_first_makes_a_write_fail_that_waits_for_it() throws Exception {
    try (Handle remover = jdbi.open()) {
      remover.setTransactionIsolationLevel(READ_COMMITTED);
      remover.begin();
      mirror.joining(remover).remove(evidence().key(), begin());
      CountDownLatch asserting = new CountDownLatch(1);
      Future<?> write =
          other.submit(
              () -> {
                asserting.countDown();
                write();
              });
      asserting.await();
      remover.commit();
      assertThatThrownBy(() -> write.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(MembershipMovedException.class);
    }
    assertThat(notes()).isEmpty();
  }

  @Test
  void control_without_the_lock_the_write_commits_beside_the_removal() {
    withoutLock();
    try (Handle remover = jdbi.open()) {
      remover.setTransactionIsolationLevel(READ_COMMITTED);
      remover.begin();
      mirror.joining(remover).remove(evidence().key(), begin());
      write();
      remover.commit();
    }
    assertThat(notes()).hasSize(1);
  }

  @Test
  void a_removal_waits_for_a_write_that_asserted_first() throws Exception {
    assertThat(orderOfCommitAndRemoval(false)).containsExactly("commit", "removed");
  }

  @Test
  void control_without_the_lock_the_removal_does_not_wait() throws Exception {
    withoutLock();
    assertThat(orderOfCommitAndRemoval(true)).containsExactly("removed", "commit");
  }

  @Test
  void two_writes_of_one_member_wait_for_each_other_only_where_the_lock_is_not_shared()
      throws Exception {
    if (engine == Engine.H2) {
      return;
    }
    try (Handle handle = jdbi.open()) {
      handle.setTransactionIsolationLevel(READ_COMMITTED);
      handle.begin();
      mirror.assertStill(pass, handle);
      other.submit(() -> write()).get(60, TimeUnit.SECONDS);
      handle.commit();
    }
    assertThat(notes()).hasSize(1);
  }

  private List<String> orderOfCommitAndRemoval(boolean awaitRemoval) throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    RemovalStep.Begin begin = begin();
    CountDownLatch removing = new CountDownLatch(1);
    try (Handle handle = jdbi.open()) {
      handle.setTransactionIsolationLevel(READ_COMMITTED);
      handle.begin();
      mirror.assertStill(pass, handle);
      handle.execute("insert into host_notes values ('x')");
      Future<?> removal =
          other.submit(
              () -> {
                removing.countDown();
                mirror.remove(evidence().key(), begin);
                order.add("removed");
              });
      removing.await();
      if (awaitRemoval) {
        removal.get(60, TimeUnit.SECONDS);
      }
      order.add("commit");
      handle.commit();
      removal.get(60, TimeUnit.SECONDS);
    }
    assertThat(mirror.find(evidence().key()).entry()).isInstanceOf(MirrorEntry.Ending.class);
    return order;
  }

  private void withoutLock() {
    wire.rewrite(
        sql ->
            sql.replaceAll(" (for share|lock in share mode)$", "")
                .replace(engine == Engine.H2 ? " for update" : "\0", ""));
  }

  private void assertRefused(boolean member) {
    assertThatThrownBy(this::write)
        .isInstanceOfSatisfying(
            MembershipMovedException.class,
            moved -> {
              assertThat(moved.isMember()).isEqualTo(member);
              assertThat(moved.key()).isEqualTo(evidence().key());
            });
  }

  private void write() {
    write(pass);
  }

  private void write(Pass with) {
    jdbi.useTransaction(
        READ_COMMITTED,
        handle -> {
          mirror.assertStill(with, handle);
          handle.execute("insert into host_notes values ('x')");
        });
  }

  private List<?> notes() {
    return database.column("select text from host_notes");
  }

  private RemovalStep.Begin begin() {
    MembershipStore.Read read = mirror.find(evidence().key());
    return new RemovalStep.Begin(
        new RemovalId("r1"),
        new Observation.Seen(present().membership(), read.storeTime()),
        read.entry().epoch());
  }

  private MirrorEntry.Present present() {
    return (MirrorEntry.Present) mirror.find(evidence().key()).entry();
  }

  private Evidence evidence() {
    return ((Scope.Organization) pass.scope()).evidence();
  }
}
