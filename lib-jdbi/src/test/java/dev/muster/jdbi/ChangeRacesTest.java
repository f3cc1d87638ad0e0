package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Laws of the life of an organization, while eight threads do at once what could break them, on
 * real servers. The simulation profile has more rounds. Each law has a control: the same race of
 * threads that compare no epochs breaks it.
 */
@Tag("once")
@ParameterizedClass(name = "on {0}")
@EnumSource(names = {"POSTGRESQL", "MARIADB"})
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChangeRacesTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = Integer.getInteger("muster.race.rounds", 50);

  /** A control is caught in one of the first rounds; it would not be for want of rounds. */
  private static final int MOST_OF_A_CONTROL = 1_000;

  private static TestDatabase database;
  private static ExecutorService pool;

  ChangeRacesTest(Engine engine) {}

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
    pool = Executors.newFixedThreadPool(THREADS);
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    pool.shutdownNow();
    database.close();
  }

  /** Seven threads issue tokens for as long as they may, while the eighth removes the member. */
  private static final Race REMOVE_AND_ISSUE =
      new Race(
          stage -> {
            stage.admin("ann");
            stage.member("bob");
          },
          stage ->
              thread ->
                  thread == 0
                      ? () -> stage.remove("bob")
                      : () -> {
                        while (stage.issue("bob")) {
                          Thread.onSpinWait();
                        }
                        return true;
                      },
          stage -> stage.liveTokens("bob") == 0 && stage.members() == 1 && !stage.isOpen());

  /** Two admins; half of the threads demote one of them, the others remove the other one. */
  private static final Race DEMOTE_AND_DEMOTE =
      new Race(
          stage -> {
            stage.admin("ann");
            stage.admin("bob");
          },
          stage ->
              thread -> thread % 2 == 0 ? () -> stage.demote("ann") : () -> stage.remove("bob"),
          stage -> stage.admins() == 1 && !stage.isOpen());

  /** Each thread makes an organization of its own for one user who may own one. */
  private static final Race CREATE_AND_CREATE =
      new Race(
          stage -> {},
          stage -> thread -> () -> stage.create("acme-" + thread),
          stage -> stage.owned() == 1);

  /** Each thread lets another user in, where two seats are free. */
  private static final Race JOIN_AND_JOIN =
      new Race(
          stage -> stage.admin("ann"),
          stage -> thread -> () -> stage.join("user_" + thread),
          stage -> stage.members() == RaceStage.SEATS && !stage.isOpen());

  @Test
  @Tag("TOK-3")
  void no_race_of_a_removal_and_issues_leaves_a_token_that_works() throws Exception {
    assertThat(broken(REMOVE_AND_ISSUE, false, ROUNDS)).isNegative();
  }

  @Test
  @Tag("TOK-3")
  void control_tokens_that_are_added_at_any_epoch_outlive_the_membership() throws Exception {
    assertThat(broken(REMOVE_AND_ISSUE, true, MOST_OF_A_CONTROL)).isNotNegative();
  }

  @Test
  @Tag("ROLE-9")
  void no_race_of_demotions_and_removals_leaves_no_admin() throws Exception {
    assertThat(broken(DEMOTE_AND_DEMOTE, false, ROUNDS)).isNegative();
  }

  @Test
  @Tag("ROLE-9")
  void control_demotions_that_begin_at_any_epoch_leave_no_admin() throws Exception {
    assertThat(broken(DEMOTE_AND_DEMOTE, true, MOST_OF_A_CONTROL)).isNotNegative();
  }

  @Test
  @Tag("ADM-4")
  void no_race_of_creations_gives_a_user_a_second_organization() throws Exception {
    assertThat(broken(CREATE_AND_CREATE, false, ROUNDS)).isNegative();
  }

  @Test
  @Tag("ADM-4")
  void control_creations_that_begin_at_any_epoch_give_a_second_one() throws Exception {
    assertThat(broken(CREATE_AND_CREATE, true, MOST_OF_A_CONTROL)).isNotNegative();
  }

  @Test
  @Tag("ADM-4")
  void no_race_of_joiners_takes_more_seats_than_there_are() throws Exception {
    assertThat(broken(JOIN_AND_JOIN, false, ROUNDS)).isNegative();
  }

  @Test
  @Tag("ADM-4")
  void control_joiners_that_begin_at_any_epoch_take_more_seats() throws Exception {
    assertThat(broken(JOIN_AND_JOIN, true, MOST_OF_A_CONTROL)).isNotNegative();
  }

  /** The first round that broke the law, or -1. */
  private static int broken(Race race, boolean careless, int rounds) throws Exception {
    JdbiChangeStore changes = JdbiChangeStore.on(database.dataSource());
    JdbiMembershipStore mirror = JdbiMembershipStore.on(database.dataSource());
    JdbiOrganizationTokenStore tokens = JdbiOrganizationTokenStore.on(database.dataSource());
    JdbiDirectoryStore directory = JdbiDirectoryStore.on(database.dataSource());
    int moved = 0;
    for (int round = 0; round < rounds; round++) {
      RaceStage stage = new RaceStage(careless, changes, mirror, tokens, directory);
      race.before().accept(stage);
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<Boolean>> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<Boolean> act = race.acts().of(stage).apply(i);
        threads.add(
            pool.submit(
                () -> {
                  start.await(1, TimeUnit.MINUTES);
                  return act.call();
                }));
      }
      for (Future<Boolean> thread : threads) {
        thread.get(1, TimeUnit.MINUTES);
      }
      if (!race.law().test(stage)) {
        return round;
      }
      moved += stage.moved();
    }
    assertThat(moved).as("how often one was in another's way").isPositive();
    return -1;
  }

  /**
   * What threads do at once, and what must hold afterwards.
   *
   * @param before what is there
   * @param acts what each thread does
   * @param law what must hold
   */
  private record Race(Consumer<RaceStage> before, Acts acts, Predicate<RaceStage> law) {}

  /** What each thread does. */
  private interface Acts {
    IntFunction<Callable<Boolean>> of(RaceStage stage);
  }
}
