package dev.muster.benchmarks;

import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.Peer;
import dev.muster.decision.Decision;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A warm check and the look-up beside it, with few members and with many. The members are asked for
 * in random order, so that with many of them most of what is read is in no cache of the processor.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrowthBenchmark {
  @Benchmark
  public @Nullable Boolean caffeine(LookUp asked) {
    return asked.ask();
  }

  @Benchmark
  public Decision check(Check asked) {
    return asked.ask();
  }

  @State(Scope.Thread)
  public static class LookUp extends Asked<CaffeinePeer.Question, @Nullable Boolean> {
    @Param({"100", "1000000"})
    public int members;

    @Override
    protected int members() {
      return members;
    }

    @Override
    protected Peer<CaffeinePeer.Question, @Nullable Boolean> peer(List<Holding> facts) {
      return new CaffeinePeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class Check extends Asked<MusterPeer.Question, Decision> {
    @Param({"100", "1000000"})
    public int members;

    @Override
    protected int members() {
      return members;
    }

    @Override
    protected Peer<MusterPeer.Question, Decision> peer(List<Holding> facts) {
      return new MusterPeer(facts);
    }
  }
}
