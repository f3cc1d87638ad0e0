package dev.muster.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.AuditTrail;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.MusterKitBuilder;
import dev.muster.testkit.stage.StagedProvider;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that {@link MusterExtensionTest} runs, and nobody else. */
final class Cases {
  static final List<MusterKit> KITS = new CopyOnWriteArrayList<>();

  private Cases() {}

  static boolean isClosed(MusterKit kit) {
    try {
      kit.muster();
      return false;
    } catch (IllegalStateException closed) {
      return true;
    }
  }

  @MusterTest
  static class Parameters {
    private final MusterKit first;

    Parameters(MusterKit kit) {
      this.first = kit;
    }

    @BeforeEach
    void stage(StagedProvider provider) {
      assertThat(provider).isSameAs(first.provider());
    }

    @Test
    void test(
        MusterKit kit, Muster muster, StagedProvider provider, HandClock clock, AuditTrail audit) {
      assertThat(kit).isSameAs(first);
      assertThat(muster).isSameAs(kit.muster());
      assertThat(provider).isSameAs(kit.provider());
      assertThat(clock).isSameAs(kit.clock());
      assertThat(audit).isSameAs(kit.audit());
    }

    @AfterEach
    void open(MusterKit kit) {
      assertThat(isClosed(kit)).isFalse();
    }
  }

  @MusterTest
  static class OwnKits {
    @Test
    void one(MusterKit kit) {
      KITS.add(kit);
    }

    @Test
    void another(MusterKit kit) {
      KITS.add(kit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "other"})
    void with_a_parameter(String organization, MusterKit kit) {
      assertThat(kit.provider().fake().dashboard().organizations()).isEmpty();
      kit.org(organization).member("u1");
      KITS.add(kit);
    }

    @RepeatedTest(1)
    void repeated(MusterKit kit) {
      KITS.add(kit);
    }
  }

  /** Starts in 2030. */
  static final class In2030 implements KitSetup {
    @Override
    public void configure(MusterKitBuilder kit) {
      kit.startingAt(Instant.parse("2030-01-01T00:00:00Z"));
    }
  }

  /** Starts in 2040. */
  static final class In2040 implements KitSetup {
    @Override
    public void configure(MusterKitBuilder kit) {
      kit.startingAt(Instant.parse("2040-01-01T00:00:00Z"));
    }
  }

  @MusterTest(In2030.class)
  static class Outer {
    private MusterKit around;

    @BeforeEach
    void stage(MusterKit kit) {
      around = kit;
      kit.org("acme").member("u1");
    }

    @Test
    void outside(HandClock clock) {
      assertThat(clock.instant()).isEqualTo("2030-01-01T00:00:00Z");
    }

    @Nested
    class Inner {
      private final MusterKit own;

      Inner(MusterKit kit) {
        this.own = kit;
      }

      @Test
      void inside(MusterKit kit) {
        assertThat(kit).isSameAs(around).isSameAs(own);
        assertThat(kit.clock().instant()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(kit.actingAs("u1").in("acme").check(Requirement.member()))
            .isInstanceOf(Decision.Granted.class);
      }
    }

    @Nested
    @MusterTest(In2040.class)
    class Later {
      @Test
      void inside(HandClock clock) {
        assertThat(clock.instant()).isEqualTo("2040-01-01T00:00:00Z");
      }
    }
  }

  static class InAField {
    @RegisterExtension
    final MusterExtension muster =
        MusterExtension.of(kit -> kit.startingAt(Instant.parse("2030-01-01T00:00:00Z")));

    @Test
    void test(HandClock clock) {
      assertThat(clock.instant()).isEqualTo("2030-01-01T00:00:00Z");
    }
  }

  @MusterTest
  @Execution(ExecutionMode.CONCURRENT)
  static class AtTheSameTime {
    static final int TESTS = 24;

    @RepeatedTest(TESTS)
    void alone(MusterKit kit) {
      assertThat(kit.provider().fake().dashboard().users()).isEmpty();
      kit.org("acme").admin("u1").member("u2");
      kit.provider().remove("u2", "acme");
      assertThat(kit.actingAs("u1").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
      assertThat(kit.actingAs("u2").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Denied.class);
      assertThat(kit.audit().decisions()).hasSize(2);
    }
  }

  /** Counts its kits. */
  static final class Counting implements KitSetup {
    static final AtomicInteger MADE = new AtomicInteger();

    @Override
    public void configure(MusterKitBuilder kit) {
      MADE.incrementAndGet();
    }
  }

  @MusterTest(Counting.class)
  static class Asking {
    @Test
    void with_a_kit(MusterKit kit) {
      assertThat(kit).isNotNull();
    }

    @Test
    void without_one() {}
  }

  @MusterTest
  static class Two {
    @RegisterExtension final MusterExtension another = MusterExtension.of(kit -> {});

    @Test
    void test(MusterKit kit) {}
  }

  @MusterTest
  static class BeforeAll {
    @org.junit.jupiter.api.BeforeAll
    static void all(MusterKit kit) {}

    @Test
    void test() {}
  }

  @MusterTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClass {
    PerClass(MusterKit kit) {}

    @Test
    void test() {}
  }

  @MusterTest
  static class WrongType {
    @Test
    void test(Actor actor) {}
  }

  /** Can't be made by reflection. */
  static final class NeedsAnArgument implements KitSetup {
    NeedsAnArgument(String argument) {}

    @Override
    public void configure(MusterKitBuilder kit) {}
  }

  @MusterTest(NeedsAnArgument.class)
  static class BadSetup {
    @Test
    void test(MusterKit kit) {}
  }
}
