package dev.muster.benchmarks;

import com.cedarpolicy.model.AuthorizationResponse;
import dev.muster.benchmarks.peers.CedarPeer;
import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.JCasbinPeer;
import dev.muster.benchmarks.peers.Pac4jPeer;
import dev.muster.benchmarks.peers.Peer;
import dev.muster.benchmarks.peers.ShiroPeer;
import dev.muster.benchmarks.peers.SpringPeer;
import dev.muster.decision.Decision;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * The same question to Muster and to other libraries: is this user at least a member of this
 * organization? They know of 1,000 users in 100 organizations, unless the name says otherwise.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeersBenchmark {
  @Benchmark
  public AuthorizationResponse cedar(Cedar asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean jcasbin(JCasbin asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean jcasbinCached(JCasbinCached asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean jcasbinOf100(JCasbinOf100 asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean jcasbinShared(JCasbinShared asked) {
    return asked.ask();
  }

  @Benchmark
  public Decision muster(OurOwn asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean pac4j(Pac4j asked) {
    return asked.ask();
  }

  @Benchmark
  public boolean shiro(Shiro asked) {
    return asked.ask();
  }

  @Benchmark
  public AuthorizationResult spring(Spring asked) {
    return asked.ask();
  }

  /** A peer that knows of 1,000 users. */
  public abstract static class OfThousand<Q, A> extends Asked<Q, A> {
    @Override
    protected int members() {
      return 1_000;
    }
  }

  @State(Scope.Thread)
  public static class Cedar extends OfThousand<CedarPeer.Question, AuthorizationResponse> {
    @Override
    protected Peer<CedarPeer.Question, AuthorizationResponse> peer(List<Holding> facts) {
      return new CedarPeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class JCasbin extends OfThousand<Object[], Boolean> {
    @Override
    protected Peer<Object[], Boolean> peer(List<Holding> facts) {
      return JCasbinPeer.withRulesByOrganization(facts);
    }
  }

  @State(Scope.Thread)
  public static class JCasbinCached extends OfThousand<Object[], Boolean> {
    @Override
    protected Peer<Object[], Boolean> peer(List<Holding> facts) {
      return JCasbinPeer.cached(facts);
    }
  }

  @State(Scope.Thread)
  public static class JCasbinShared extends OfThousand<Object[], Boolean> {
    @Override
    protected Peer<Object[], Boolean> peer(List<Holding> facts) {
      return JCasbinPeer.withSharedRules(facts);
    }
  }

  @State(Scope.Thread)
  public static class OurOwn extends OfThousand<MusterPeer.Question, Decision> {
    @Override
    protected Peer<MusterPeer.Question, Decision> peer(List<Holding> facts) {
      return new MusterPeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class Pac4j extends OfThousand<Pac4jPeer.Question, Boolean> {
    @Override
    protected Peer<Pac4jPeer.Question, Boolean> peer(List<Holding> facts) {
      return new Pac4jPeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class Shiro extends OfThousand<ShiroPeer.Question, Boolean> {
    @Override
    protected Peer<ShiroPeer.Question, Boolean> peer(List<Holding> facts) {
      return new ShiroPeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class Spring extends OfThousand<SpringPeer.Question, AuthorizationResult> {
    @Override
    protected Peer<SpringPeer.Question, AuthorizationResult> peer(List<Holding> facts) {
      return new SpringPeer(facts);
    }
  }

  @State(Scope.Thread)
  public static class JCasbinOf100 extends JCasbin {
    @Override
    protected int members() {
      return 100;
    }
  }
}
