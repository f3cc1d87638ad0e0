package dev.muster.examples.ownprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.testkit.contract.Outage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract suites do not ask of an adapter that waits for a database. */
@Tag("KIT-2")
class StaffLineTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private final StaffStage stage = new StaffStage();
  private final OrganizationId acme = stage.createOrganization("Acme");
  private final UserId ann = stage.createUser("ann@example.org");

  StaffLineTest() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("MEM-11")
  void an_interrupt_ends_the_wait_at_once_breaks_the_connection_and_stays_set() throws Exception {
    StaffDirectory staff = staff(PATIENT, stage.line.dataSource());
    AtomicBoolean interrupted = new AtomicBoolean();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              Throwable thrown = catchThrowable(() -> staff.findMembership(acme, ann));
              interrupted.set(Thread.currentThread().isInterrupted());
              failure.complete(thrown);
            });
    stage.fail(0, Outage.HANG);
    caller.start();
    stage.line.hanging.await();

    caller.interrupt();

    assertThat(failure.get(1, TimeUnit.MINUTES)).isInstanceOf(Unavailable.class);
    assertThat(interrupted).isTrue();
    assertThatNothingIsLeftOpen();
    assertThat(stage.line.aborted).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ANS-2")
  void no_outage_leaves_a_connection_open_or_tells_what_the_driver_said(Outage outage)
      throws Exception {
    stage.fail(1, outage);

    Throwable failure = catchThrowable(() -> stage.provider().listMembers(acme));

    assertThat(failure).isInstanceOf(Unavailable.class).hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("marker-", "SELECT", acme.value());
    assertThat(stage.directory().toString()).isEqualTo("StaffDirectory[staff]");
    assertThatNothingIsLeftOpen();
  }

  @Test
  @Tag("ADM-3")
  void a_removal_that_was_given_up_before_it_began_is_not_made_later() throws Exception {
    assertThat(isMemberAfterALateConnection(Duration.ofMillis(50))).isTrue();
  }

  @Test
  @Tag("ADM-3")
  void control_a_removal_that_is_waited_for_is_made() throws Exception {
    assertThat(isMemberAfterALateConnection(PATIENT)).isFalse();
  }

  @Test
  @Tag("MEM-1")
  void a_word_for_a_status_that_is_new_is_unknown_and_grants_nothing() {
    UserId bob = stage.createUser("bob@example.org");
    stage.enrol(acme, bob, MembershipStatus.UNKNOWN, MEMBER);

    assertThat(stage.directory().findMembership(acme, bob))
        .hasValueSatisfying(
            found -> assertThat(found.status()).isEqualTo(MembershipStatus.UNKNOWN));
  }

  @Test
  @Tag("MEM-1")
  void where_the_database_compares_without_case_another_spelling_is_no_answer() {
    stage.office.act("CREATE DOMAIN ANY_CASE AS VARCHAR_IGNORECASE(255)");
    stage.office.act("CREATE TABLE person_2 (id ANY_CASE, email VARCHAR, email_verified BOOLEAN)");
    stage.office.act("INSERT INTO person_2 VALUES ('Ann', 'ann@example.org', TRUE)");
    stage.office.act("ALTER TABLE person RENAME TO person_1");
    stage.office.act("ALTER TABLE person_2 RENAME TO person");

    assertThat(stage.directory().findUser(new UserId("Ann"))).map(User::email).isPresent();
    assertThat(catchThrowable(() -> stage.directory().findUser(new UserId("ann"))))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @Tag("MEM-14")
  void profiles_of_many_members_are_one_statement() {
    Set<UserId> members = new HashSet<>(Set.of(ann));
    for (int i = 0; i < 50; i++) {
      UserId user = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, user, MembershipStatus.ACTIVE, MEMBER);
      members.add(user);
    }
    stage.line.statements.set(0);

    assertThat(stage.directory().profiles(acme, members)).extracting(User::id).hasSize(51);
    assertThat(stage.line.statements).hasValue(1);
  }

  @Test
  @Tag("ANS-2")
  void a_database_server_that_is_stopped_is_an_outage_until_it_is_back() throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0").start();
    int port = server.getPort();
    StaffDirectory staff = staff(PATIENT, stage.office.behind(port));
    Membership before = staff.findMembership(acme, ann).orElseThrow();

    server.stop();
    Throwable failure = catchThrowable(() -> staff.findMembership(acme, ann));
    Server back = Server.createTcpServer("-tcpPort", Integer.toString(port)).start();

    assertThat(failure).isInstanceOf(Unavailable.class);
    assertThat(staff.findMembership(acme, ann)).contains(before);
    back.stop();
  }

  private boolean isMemberAfterALateConnection(Duration deadline) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    StaffDirectory staff =
        staff(
            deadline,
            (DataSource)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, args) -> {
                      asked.countDown();
                      answer.await();
                      return stage.line.dataSource().getConnection();
                    }));
    Membership member = stage.directory().findMembership(acme, ann).orElseThrow();
    CompletableFuture<Throwable> removal =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> staff.removeMember(member)));
    asked.await();
    if (!deadline.equals(PATIENT)) {
      assertThat(removal.get()).isInstanceOf(Unavailable.class);
    }
    answer.countDown();
    removal.join();
    assertThatNothingIsLeftOpen();
    return stage.office.isMember(acme, ann);
  }

  private StaffDirectory staff(Duration deadline, DataSource database) {
    return new StaffDirectory(new ProviderInstance("staff"), deadline, database, stage.threads);
  }

  private void assertThatNothingIsLeftOpen() throws InterruptedException {
    stage.threads.shutdown();
    assertThat(stage.threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(stage.line.open).hasValue(0);
  }
}
