package dev.muster.membership;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.membership.NoWayBack.Node;
import dev.muster.membership.NoWayBack.World;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node remembers, under all that goes on at once: Lincheck looks for a way back. */
@Tag("once")
@Tag("MEM-7")
class LinearizableReadsTest {
  @Test
  void no_answer_goes_back_behind_an_invalidation_or_an_earlier_answer() {
    NoWayBack.search(OfReader.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {WithoutEpochs.class, EpochsInAnotherStep.class, TwoLookupsAtATime.class})
  void control_a_memory_that_is_wrong_is_caught(Class<? extends NoWayBack> law) {
    assertThatExceptionOfType(LincheckAssertionError.class)
        .isThrownBy(() -> NoWayBack.searchLong(law))
        .withMessageContaining("Invalid execution results");
  }

  public static final class OfReader extends NoWayBack {
    public OfReader() {
      super(Reader::new);
    }
  }

  public static final class WithoutEpochs extends NoWayBack {
    public WithoutEpochs() {
      super(RemembersAnything::new);
    }
  }

  public static final class EpochsInAnotherStep extends NoWayBack {
    public EpochsInAnotherStep() {
      super(ComparesThenRemembers::new);
    }
  }

  public static final class TwoLookupsAtATime extends NoWayBack {
    public TwoLookupsAtATime() {
      super(RemembersInOneStep::new);
    }
  }

  private static final class Reader implements Node {
    private final World world;
    private final EvidenceReader reader;

    Reader(World world) {
      this.world = world;
      this.reader = world.reader();
    }

    @Override
    public Evidence find(Freshness freshness) {
      return world.known(() -> reader.read(NoWayBack.KEY, freshness, world.timeline().now()));
    }

    @Override
    public void invalidate() {
      reader.invalidate(NoWayBack.KEY);
    }
  }

  /** Control: remembers whatever a look-up found. */
  private static class RemembersAnything implements Node {
    final World world;
    final EvidenceCache cache = new EvidenceCache(100, Duration.ofSeconds(5));

    RemembersAnything(World world) {
      this.world = world;
    }

    @Override
    public final Evidence find(Freshness freshness) {
      Evidence cached = cache.find(NoWayBack.KEY, freshness, world.timeline().now());
      return cached == null ? look() : cached;
    }

    Evidence look() {
      Evidence found = ask();
      cache.put(found);
      return found;
    }

    final Evidence ask() {
      Moment asOf = world.timeline().now();
      return TestEvidence.of(
          world.provider().answer.get().orElse(null), true, asOf, Source.LIVE, 0);
    }

    @Override
    public void invalidate() {
      cache.invalidate(NoWayBack.KEY);
    }
  }

  /** Control: compares epochs, but not in one step with what it remembers. */
  private static final class ComparesThenRemembers extends RemembersAnything {
    private final AtomicInteger epoch = new AtomicInteger();

    ComparesThenRemembers(World world) {
      super(world);
    }

    @Override
    Evidence look() {
      int before = epoch.get();
      Evidence found = ask();
      if (epoch.get() == before) {
        cache.put(found);
      }
      return found;
    }

    @Override
    public void invalidate() {
      epoch.incrementAndGet();
      super.invalidate();
    }
  }

  /** Control: compares epochs in one step, but lets look-ups overtake each other. */
  private static final class RemembersInOneStep extends RemembersAnything {
    private int epoch;

    RemembersInOneStep(World world) {
      super(world);
    }

    @Override
    Evidence look() {
      int before = epoch();
      Evidence found = ask();
      synchronized (this) {
        if (epoch == before) {
          cache.put(found);
        }
      }
      return found;
    }

    private synchronized int epoch() {
      return epoch;
    }

    @Override
    public synchronized void invalidate() {
      epoch++;
      super.invalidate();
    }
  }
}
