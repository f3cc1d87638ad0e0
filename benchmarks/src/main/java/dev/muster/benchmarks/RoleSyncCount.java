package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.benchmarks.peers.Holding;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How many statements on the host's role table checks send while the provider says what it said
 * before, and when it says something else. Of many members, the most of one.
 *
 * @param first of the first check, which writes the role
 * @param unchanged of a check within the bound and a live one after it, while nothing changes
 * @param changed of the live check that finds another role at the provider
 */
record RoleSyncCount(int first, int unchanged, int changed) {
  private static final int MEMBERS = 64;
  private static final String ORGANIZATION = "org_benchmark";

  static RoleSyncCount of() throws IOException {
    AtomicReference<String> role = new AtomicReference<>(Holding.MEMBER);
    FixedProvider provider = new FixedProvider((organization, user) -> Optional.of(role.get()));
    try (PostgresHost host = PostgresHost.start();
        Muster muster =
            host.muster(provider).freshness(Freshness.within(Duration.ofHours(1))).build()) {
      int first = most(host, i -> check(muster, i, Holding.MEMBER));
      int unchanged =
          most(
              host,
              i -> {
                check(muster, i, Holding.MEMBER);
                live(muster, i, Holding.MEMBER);
              });
      role.set(Holding.ADMIN);
      int changed = most(host, i -> live(muster, i, Holding.ADMIN));
      return new RoleSyncCount(first, unchanged, changed);
    }
  }

  private static int most(PostgresHost host, IntConsumer check) {
    return IntStream.range(0, MEMBERS)
        .map(i -> host.roleStatements(() -> check.accept(i)))
        .max()
        .orElseThrow();
  }

  private static void check(Muster muster, int member, String role) {
    var unused = muster.require(question(muster, member, role));
  }

  private static void live(Muster muster, int member, String role) {
    var unused = muster.require(question(muster, member, role).fresher(Freshness.live()));
  }

  private static AccessCheck question(Muster muster, int member, String role) {
    return AccessCheck.of(
            muster.vouchedByHost(new UserId("user_" + member)), Requirement.atLeast(new Role(role)))
        .in(ORGANIZATION);
  }
}
