package dev.muster.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes a whole Muster takes for a member that it remembers, beyond a Caffeine cache with
 * as many entries. Texts are left out on both sides, and so is what an empty one takes.
 */
final class MemoryReport {
  private static final int TRIES = 100;

  private MemoryReport() {}

  static double bytesPerMember(int members) {
    return (double) (muster(members) - muster(0) - cache(members) + cache(0)) / members;
  }

  private static long cache(int entries) {
    Cache<String, Boolean> cache = Caffeine.newBuilder().maximumSize(entries).build();
    for (int i = 0; i < entries; i++) {
      cache.put("user_" + i, true);
    }
    return withoutTexts(layout(cache));
  }

  private static long muster(int members) {
    AtomicLong millis = new AtomicLong();
    Muster muster =
        Muster.builder()
            .provider(new FixedProvider())
            .roles(RoleMap.builder().role("member").build())
            .memberships(new NoStore())
            .roleStore(new NoStore.Roles())
            .freshness(Freshness.within(Duration.ofHours(1)))
            // With room for no more, so that what is set aside beforehand counts as well.
            .cacheSize(Math.max(1, members))
            .clocks(
                () -> Instant.ofEpochMilli(millis.get()),
                () -> TimeUnit.MILLISECONDS.toNanos(millis.get()))
            .build();
    // The second time the members are answered from memory, as they will be from then on.
    for (int i = 0; i < 2 * members; i++) {
      muster.require(check(muster, i % members));
    }
    if (members > 0) {
      // That a role was synchronised just now is forgotten after a while, with the next one.
      millis.addAndGet(RoleSynchronizer.RECHECK.toMillis());
      muster.require(check(muster, 0).fresher(Freshness.live()));
    }
    muster.close();
    return withoutTexts(withoutThreads(muster));
  }

  private static AccessCheck check(Muster muster, int member) {
    return AccessCheck.of(muster.vouchedByHost(new UserId("user_" + member)), Requirement.member())
        .in("org_benchmark");
  }

  /** A thread leads to its class loader and half of the JVM; those of a closed Muster end soon. */
  private static GraphLayout withoutThreads(Muster closed) {
    for (int i = 0; i < TRIES; i++) {
      GraphLayout layout = layout(closed);
      if (layout.getClassCounts().count(Thread.class) == 0) {
        return layout;
      }
    }
    throw new IllegalStateException("the threads of a closed Muster did not end");
  }

  private static GraphLayout layout(Object root) {
    // Caffeine tidies up there.
    if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the common pool did not come to rest");
    }
    return GraphLayout.parseInstance(root);
  }

  private static long withoutTexts(GraphLayout layout) {
    return layout.totalSize()
        - layout.getClassSizes().count(String.class)
        - layout.getClassSizes().count(byte[].class);
  }
}
