package dev.muster.proof.failure;

import dev.muster.decision.Pass;
import dev.muster.lease.Lease;
import dev.muster.membership.Freshness;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Something that a host does with Muster.
 *
 * @param name a sentence
 * @param prepare what was before; gives what is done, which can be done again
 */
record Operation(String name, Function<House, Supplier<Answer>> prepare) {
  private static final Freshness LIVE = Freshness.live();
  private static final Duration BEYOND_BOUND = Duration.ofSeconds(31);
  private static final Duration BEYOND_LEASE = Duration.ofSeconds(61);

  static final Operation WARM_CHECK = check("a warm check", Operation::warm, Operation::bounded);

  /** All that call the provider or a store. */
  static Stream<Operation> all() {
    return Stream.of(
        check("a cold check", house -> house.join("member"), Operation::bounded),
        check("a cold check of a stranger", house -> {}, Operation::bounded),
        check("a check beyond the bound", Operation::warmThenOld, Operation::bounded),
        check("a live check", Operation::warm, Operation::live),
        check(
            "a check by slug beyond the bound",
            Operation::warmThenOld,
            house -> house.check(House.MEMBER, House.BOUND, "acme")),
        check("a check that names no organization", Operation::warm, House::checkNowhere),
        check(
            "a live check of a member who was removed",
            house -> {
              warm(house);
              house.isRemoved();
            },
            Operation::live),
        check(
            "a check beyond the bound of a member who was removed",
            house -> {
              warm(house);
              house.isRemoved();
              house.passes(BEYOND_BOUND);
            },
            Operation::bounded),
        check(
            "a live check of a member who has joined again",
            house -> {
              warm(house);
              house.isRemoved();
              live(house);
              house.join("admin");
            },
            Operation::live),
        check(
            "a live check of a member who was promoted",
            house -> {
              warm(house);
              house.becomes("admin");
            },
            house -> house.check(House.ADMIN, LIVE)),
        check(
            "a live check of an admin who was demoted",
            house -> {
              house.join("admin");
              bounded(house);
              house.becomes("member");
            },
            house -> house.check(House.ADMIN, LIVE)),
        new Operation("the re-check of a member's lease", house -> leased(house, false)),
        new Operation("the re-check of a removed member's lease", house -> leased(house, true)),
        new Operation(
            "the creation of an organization",
            house -> {
              Deque<Pass> passes = new ArrayDeque<>(List.of(house.signIn()));
              // Who comes again does so with a new session.
              return () ->
                  Answer.of(house.create(passes.isEmpty() ? house.signIn() : passes.pop()));
            }));
  }

  private static Operation check(
      String name, Consumer<House> before, Function<House, Answer> check) {
    return new Operation(
        name,
        house -> {
          before.accept(house);
          return () -> check.apply(house);
        });
  }

  private static void warm(House house) {
    house.join("member");
    bounded(house);
    bounded(house);
  }

  private static void warmThenOld(House house) {
    warm(house);
    house.passes(BEYOND_BOUND);
  }

  private static Answer bounded(House house) {
    return house.check(House.MEMBER, House.BOUND);
  }

  private static Answer live(House house) {
    return house.check(House.MEMBER, LIVE);
  }

  private static Supplier<Answer> leased(House house, boolean removed) {
    house.join("member");
    Lease lease = house.lease();
    if (removed) {
      house.isRemoved();
    }
    house.passes(BEYOND_LEASE);
    return () -> {
      house.tick();
      return Answer.of(lease.state());
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
