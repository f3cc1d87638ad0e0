package dev.muster.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.FeedStore.Leadership;
import dev.muster.store.WalkStore;
import dev.muster.store.WalkStore.Phase;
import dev.muster.store.WalkStore.Walk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills the mirror with the pages of a walk, as many members as a large host has, cut off on its
 * way and gone on with by somebody who knows nothing but what the database says. Prints the heap.
 */
final class BackfillReport {
  private static final int ORGANIZATIONS = 10_000;
  private static final int MEMBERS = 100;
  private static final int CUT_AT = 60;
  private static final List<Integer> MARKS = List.of(10, 50, CUT_AT, 100);
  private static final Instant UPDATED = Instant.parse("2026-01-01T00:00:00Z");

  private BackfillReport() {}

  static void run() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      long begin = System.nanoTime();
      int first = walked(server, "first", CUT_AT);
      int second = walked(server, "second", 100);
      double seconds = (System.nanoTime() - begin) / 1e9;
      long members = (long) ORGANIZATIONS * MEMBERS;
      System.out.printf(
          "%d + %d pages, %d members in %.0f s: %.0f a second%n",
          first, second, members, seconds, members / seconds);
    }
  }

  /** A node that comes, goes on where the walk is, and is gone at a percentage of it. */
  private static int walked(EmbeddedPostgres server, String node, int until) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    try (HikariDataSource pool = new HikariDataSource(config)) {
      MusterSchema.install(pool);
      WalkStore walks = JdbiWalkStore.on(pool);
      Leadership lead =
          JdbiFeedStore.on(pool).lead(FixedProvider.INSTANCE, node, Duration.ZERO).orElseThrow();
      Walk walk = walks.find(FixedProvider.INSTANCE).orElse(walk(lead.storeTime(), 0));
      int from = Math.toIntExact(walk.seen() / MEMBERS);
      int to = ORGANIZATIONS / 100 * until;
      for (int i = from; i < to; i++) {
        var written =
            walks.page(
                FixedProvider.INSTANCE,
                lead.fence(),
                walk(walk.startedAt(), i + 1),
                page(i),
                walk.startedAt());
        if (written.orElseThrow().size() != MEMBERS) {
          throw new IllegalStateException("page " + i + " was there already");
        }
        tell(i + 1);
      }
      long count = walks.count(FixedProvider.INSTANCE);
      if (count != (long) to * MEMBERS) {
        throw new IllegalStateException("the mirror holds " + count);
      }
      System.out.printf("%s: from organization %d to %d, %d mirrored%n", node, from, to, count);
      return to - from;
    }
  }

  private static void tell(int organizations) {
    if (organizations % (ORGANIZATIONS / 100) == 0
        && MARKS.contains(organizations / (ORGANIZATIONS / 100))) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "%d %%: %.1f MB of heap%n",
          organizations * 100 / ORGANIZATIONS,
          (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }
  }

  private static Walk walk(Instant startedAt, int organizations) {
    long seen = (long) organizations * MEMBERS;
    return new Walk(
        0,
        startedAt,
        Phase.LISTING,
        Integer.toString(organizations),
        List.of(),
        null,
        null,
        seen,
        (long) ORGANIZATIONS * MEMBERS,
        seen,
        0);
  }

  private static List<Membership> page(int organization) {
    return IntStream.range(0, MEMBERS)
        .mapToObj(
            i ->
                new Membership(
                    new MembershipId("om_" + organization + "_" + i),
                    new OrganizationId("org_" + organization),
                    new UserId("user_" + (organization * 7 + i * 31) % 1_000_000),
                    MembershipStatus.ACTIVE,
                    List.of(new RoleSlug("member")),
                    UPDATED))
        .toList();
  }
}
