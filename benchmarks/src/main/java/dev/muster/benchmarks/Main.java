package dev.muster.benchmarks;

import dev.muster.benchmarks.peers.CedarPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Version;

/**
 * Runs the benchmarks with JMH's own command line, writes JSON, and says which goals are met. With
 * the system property {@code bench.write} JSON and table go into the manual too.
 */
public final class Main {
  /** The only argument where no benchmark is wanted, but a report of a long walk. */
  private static final String BACKFILL = "backfill";

  /** The only argument where what is wanted is the throughput of a server. */
  private static final String JETTY = "jetty";

  /** The only argument where what is wanted is the speed of a suite of tests. */
  private static final String SUITE = "suite";

  private static final int MEMBERS = 100_000;
  private static final Path JSON = Path.of("target", "benchmarks.json");
  private static final Path MANUAL = Path.of("..", "docs");

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (List.of(args).equals(List.of(BACKFILL))) {
      BackfillReport.run();
      return;
    }
    if (List.of(args).equals(List.of(JETTY))) {
      var unused = JettyThroughput.median();
      return;
    }
    if (List.of(args).equals(List.of(SUITE))) {
      SuiteSpeed.run();
      return;
    }
    CommandLineOptions asked = new CommandLineOptions(args);
    boolean whole = asked.getIncludes().isEmpty() && asked.getExcludes().isEmpty();
    boolean writes = Boolean.getBoolean("bench.write");
    if (writes && !whole) {
      throw new IllegalArgumentException("a table of some benchmarks only is not for the manual");
    }
    List<Map<String, Double>> rounds = rounds(asked);
    if (whole) {
      rounds.add(counts());
    }
    Measurement measured =
        new Measurement(
            LocalDate.now(ZoneOffset.UTC).toString(),
            jvm(),
            machine(),
            String.join(" ", args),
            rounds);
    measured.write(JSON);
    System.out.println("\n" + measured.table());
    if (writes) {
      Path page = MANUAL.resolve("benchmarks.md");
      Files.writeString(page, Measurement.inserted(Files.readString(page), measured.table()));
      measured.write(MANUAL.resolve("benchmarks.json"));
    }
  }

  /**
   * JMH's forks as rounds: every benchmark once, then every benchmark again, so that a machine that
   * grows slower favours none. JMH alone would run all forks of a baseline, then all of a
   * candidate.
   */
  private static List<Map<String, Double>> rounds(CommandLineOptions asked) throws Exception {
    if (asked.getThreads().hasValue()) {
      throw new IllegalArgumentException("-t: each benchmark has its own number of threads");
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(asked)
            .forks(1)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class);
    CedarPeer.missing()
        .ifPresent(
            why -> {
              System.out.println("Cedar is not run: " + why);
              options.exclude("PeersBenchmark.cedar");
            });
    List<Map<String, Double>> rounds = new ArrayList<>();
    for (int i = 0; i < asked.getForkCount().orElse(Defaults.MEASUREMENT_FORKS); i++) {
      Map<String, Double> scores = new TreeMap<>();
      for (RunResult result : new Runner(options.build()).run()) {
        String full = result.getParams().getBenchmark();
        String name =
            full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1)
                + parameters(result.getParams());
        add(scores, name, result.getPrimaryResult());
        add(scores, name, result.getSecondaryResults().get("gc.alloc.rate.norm"));
      }
      rounds.add(scores);
    }
    return rounds;
  }

  private static String parameters(BenchmarkParams of) {
    return of.getParamsKeys().isEmpty()
        ? ""
        : of.getParamsKeys().stream().map(of::getParam).collect(Collectors.joining(",", "(", ")"));
  }

  /** The median of the iterations: it forgives one that the machine disturbed. */
  private static void add(Map<String, Double> scores, String name, Result<?> result) {
    scores.put(name + " " + result.getScoreUnit(), result.getStatistics().getPercentile(50));
  }

  private static Map<String, Double> counts() throws Exception {
    RoleSyncCount roles = RoleSyncCount.of();
    return new TreeMap<>(
        Map.of(
            Goal.STATEMENTS, (double) MirrorHitBenchmark.statements(),
            Goal.CALLS, (double) MirrorMissBenchmark.calls(),
            Goal.UNCHANGED_ROLES, (double) roles.unchanged(),
            Goal.CHANGED_ROLES, (double) roles.changed(),
            Goal.MEMORY, MemoryReport.bytesPerMember(MEMBERS),
            Goal.THROUGHPUT, JettyThroughput.median()));
  }

  private static String jvm() {
    return System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version")
        + " and JMH "
        + Version.getPlainVersion();
  }

  private static String machine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + " with "
        + Runtime.getRuntime().availableProcessors()
        + " cores";
  }
}
