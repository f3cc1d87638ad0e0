package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static dev.muster.membership.ScriptedProvider.ann;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The law of a node's memory, for Lincheck: it may answer what was, within its bound; but once an
 * invalidation has returned, or an answer, no later answer rests on evidence begun before it.
 *
 * <p>Ann's membership of Acme ends and begins by turns. Time passes by one tick a change, so the
 * time of evidence tells which changes it was begun after.
 */
public abstract class NoWayBack {
  /** Whose membership it is. */
  public static final MembershipKey KEY = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);

  /** In how many a law must hold; more of them with {@code -Psimulation}. */
  private static final int SCENARIOS = Integer.getInteger("muster.lincheck.scenarios", 6);

  /** Ages are a few ticks: nothing is too old for it. */
  private static final Freshness BOUND = Freshness.within(Duration.ofSeconds(1));

  /** What is one step to Lincheck: another library's cache, values, and the test's own props. */
  private static final List<String> ONE_STEP =
      List.of(
          "com.github.benmanes.caffeine.",
          "dev.muster.name.",
          "dev.muster.provider.",
          "dev.muster.store.",
          "dev.muster.membership.Freshness",
          "dev.muster.membership.Moment",
          "dev.muster.membership.ScriptedProvider",
          "dev.muster.membership.Timeline");

  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicLong seen = new AtomicLong();
  private final Node node;

  /** The law for a node that has answered before. */
  protected NoWayBack(Function<World, Node> node) {
    ScriptedProvider provider = new ScriptedProvider();
    provider.answer = this::ask;
    this.node = node.apply(new World(provider, new Timeline(() -> Instant.EPOCH, changes::get)));
    for (int warm = 0; warm < 3; warm++) {
      this.node.find(BOUND);
    }
  }

  /** Whether an answer goes back. */
  @Operation
  public boolean read() {
    return goesBack(BOUND);
  }

  /** Whether an answer that nothing remembered may give goes back. */
  @Operation
  public boolean readLive() {
    return goesBack(Freshness.live());
  }

  /** A change of which the node is told. */
  @Operation
  public void change() {
    int now = changes.incrementAndGet();
    node.invalidate();
    seen.accumulateAndGet(now, Math::max);
  }

  /** A change in the provider's dashboard: nobody is told. */
  @Operation
  public void changeElsewhere() {
    changes.incrementAndGet();
  }

  private boolean goesBack(Freshness freshness) {
    long before = seen.get();
    Evidence answer = node.find(freshness);
    long begun = answer.asOf().nanos();
    seen.accumulateAndGet(begun, Math::max);
    boolean isWrong = changes.get() == begun && answer.isMember() != isMember(begun);
    return begun < before || isWrong;
  }

  private static boolean isMember(long afterChanges) {
    return afterChanges % 2 == 0;
  }

  private Optional<Membership> ask() {
    return isMember(changes.get())
        ? Optional.of(ann(MembershipStatus.ACTIVE, 1, "member"))
        : Optional.empty();
  }

  /**
   * Lets Lincheck search for a way back, in random scenarios of two threads and random schedules of
   * each, the same ones in every run.
   */
  public static void search(Class<? extends NoWayBack> law) {
    search(law, SCENARIOS);
  }

  /** The same for a law that is broken, until that is found. */
  public static void searchLong(Class<? extends NoWayBack> law) {
    search(law, Math.max(SCENARIOS, 12));
  }

  private static void search(Class<? extends NoWayBack> law, int scenarios) {
    new ModelCheckingOptions()
        .iterations(scenarios)
        .invocationsPerIteration(60)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(3)
        .actorsAfter(1)
        .minimizeFailedScenario(false)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(
                    (String name) -> ONE_STEP.stream().anyMatch(name::startsWith))
                .allMethods()
                .treatAsAtomic())
        .sequentialSpecification(Kept.class)
        .check(law);
  }

  /** How it must look from outside: nothing ever goes back. */
  public static final class Kept {
    public boolean read() {
      return false;
    }

    public boolean readLive() {
      return false;
    }

    public void change() {}

    public void changeElsewhere() {}
  }

  /** A node that remembers. */
  public interface Node {
    /** Finds evidence. */
    Evidence find(Freshness freshness);

    /** Forgets the membership. */
    void invalidate();
  }

  /**
   * What a node works with.
   *
   * @param provider of one membership
   * @param timeline one tick a change
   */
  public record World(ScriptedProvider provider, Timeline timeline) {
    /** Muster's reader, with look-ups on the callers' threads and a mirror that spares none. */
    public EvidenceReader reader() {
      EvidenceReader.Policy policy =
          new EvidenceReader.Policy(
              Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ZERO, 100, false);
      return new EvidenceReader(
          provider, new NoMirror(), timeline, policy, Runnable::run, event -> {}, ahead -> {});
    }

    /** The known answer of a reader, which is asked again where it gave up amid changes. */
    public Evidence known(Supplier<EvidenceResult> reader) {
      while (true) {
        if (reader.get() instanceof EvidenceResult.Known known) {
          return known.evidence();
        }
      }
    }
  }
}
