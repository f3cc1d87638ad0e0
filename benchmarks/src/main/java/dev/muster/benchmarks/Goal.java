package dev.muster.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A goal for speed or memory: a figure, made of the scores of one round, and what it shall be. A
 * figure without a goal stands among them to be compared with.
 *
 * @param id the goal's number
 * @param figure in words
 * @param format how it is written
 * @param sign whether it shall be {@code ≤}, {@code ≥}, {@code >} or {@code =}; empty if nothing is
 *     demanded
 * @param bound what it is held against; NaN if nothing is demanded
 * @param formula the figure of a round; NaN if the round lacks a score
 */
record Goal(
    String id,
    String figure,
    String format,
    String sign,
    double bound,
    ToDoubleFunction<Map<String, Double>> formula) {
  static final String STATEMENTS = "MirrorHitBenchmark.statements";
  static final String CALLS = "MirrorMissBenchmark.calls";
  static final String UNCHANGED_ROLES = "RoleSyncCount.unchanged";
  static final String CHANGED_ROLES = "RoleSyncCount.changed";
  static final String MEMORY = "MemoryReport.bytesPerMember";
  static final String THROUGHPUT = "JettyThroughput.median";

  private static final String WARM = "WarmCheckBenchmark.";
  private static final String TOKEN = "AccessTokenBenchmark.";
  private static final String ORGANIZATION_TOKEN = "OrganizationTokenBenchmark.";
  private static final String FILTER = "ServletFilterBenchmark.";
  private static final String HIT = "MirrorHitBenchmark.";
  private static final String MISS = "MirrorMissBenchmark.";
  private static final String FEED = "FeedApplyBenchmark.";
  private static final String PEERS = "PeersBenchmark.";
  private static final String GROWTH = "GrowthBenchmark.";
  private static final String TIMES = "%.2f ×";

  static final List<Goal> ALL =
      List.of(
          new Goal(
              "S1",
              "a warm check ÷ a Caffeine look-up",
              TIMES,
              "≤",
              1,
              round -> ratio(round, WARM + "check ns/op", WARM + "caffeine ns/op")),
          new Goal(
              "S1",
              "what a warm check allocates",
              "%.0f B",
              "≤",
              64,
              // Objects take whole bytes; a fraction is the harness's own.
              round -> Math.rint(score(round, WARM + "check B/op"))),
          new Goal(
              "S2",
              "a warm check of an organization token, from the header on ÷ a Caffeine look-up",
              TIMES,
              "≤",
              4,
              round -> ratio(round, ORGANIZATION_TOKEN + "check ns/op", WARM + "caffeine ns/op")),
          new Goal(
              "S2",
              "what such a check allocates",
              "%.0f B",
              "≤",
              192,
              round -> Math.rint(score(round, ORGANIZATION_TOKEN + "check B/op"))),
          new Goal(
              "S3",
              "RS256 verification by Nimbus ÷ an access token that was verified before",
              TIMES,
              "≥",
              40,
              round -> ratio(round, TOKEN + "nimbus ns/op", TOKEN + "remembered ns/op")),
          peer("Apache Shiro, from its cache of authorizations", "shiro", ">", 1),
          // Within the guard band of a twentieth it is a tie.
          peer("pac4j, from the profile", "pac4j", "≥", 0.95),
          peer("Spring Security, from the authentication", "spring", "", Double.NaN),
          peer("jCasbin, rules by organization, 1,000 users", "jcasbin", "≥", 50),
          peer("jCasbin, rules by organization, 100 users", "jcasbinOf100", "", Double.NaN),
          peer("jCasbin, rules shared by all organizations", "jcasbinShared", "", Double.NaN),
          peer("jCasbin, remembering its answers", "jcasbinCached", "", Double.NaN),
          peer("Cedar through JNI", "cedar", "≥", 80),
          new Goal(
              "S4",
              "a warm check's growth from 100 to 1,000,000 members ÷ that of a Caffeine look-up",
              TIMES,
              "≤",
              1.2,
              round -> growth(round, "check") / growth(round, "caffeine")),
          new Goal(
              "S5",
              "a warm check's gain by a second thread ÷ that of plain work",
              TIMES,
              "≥",
              0.95,
              round ->
                  ratio(round, WARM + "check ns/op", WARM + "checkByTwo ns/op")
                      / ratio(round, WARM + "cpu ns/op", WARM + "cpuByTwo ns/op")),
          filter(
              "our filter with an organization token ÷ Spring Security's smallest chain",
              "token",
              "≤",
              0.5),
          filter(
              "our filter with a sealed session cookie ÷ the same chain", "cookie", "", Double.NaN),
          filter("no filter, but the request ÷ the same chain", "none", "", Double.NaN),
          filter(
              "Spring Security's chain by method and path ÷ the same chain",
              "springByPath",
              "",
              Double.NaN),
          new Goal(
              "S6",
              "requests a second that a server answers with the filter ÷ without",
              TIMES,
              "≥",
              0.95,
              round -> score(round, THROUGHPUT)),
          new Goal(
              "S7",
              "a check that the mirror answers ÷ a read of its row",
              TIMES,
              "≤",
              1.3,
              round -> ratio(round, HIT + "check us/op", HIT + "read us/op")),
          new Goal(
              "S7",
              "the statements of such a check",
              "%.0f",
              "=",
              1,
              round -> score(round, STATEMENTS)),
          overhead("all stores in PostgreSQL", "checkInPostgres"),
          overhead("all stores in memory", "checkInMemory"),
          new Goal(
              "S8",
              "provider calls of 10,000 callers within one bound",
              "%.0f",
              "=",
              1,
              round -> score(round, CALLS)),
          new Goal(
              "S9",
              "statements on the role table while the provider's roles stay",
              "%.0f",
              "=",
              0,
              round -> score(round, UNCHANGED_ROLES)),
          new Goal(
              "S9",
              "statements on the role table of the live check that finds another role",
              "%.0f",
              "=",
              1,
              round -> score(round, CHANGED_ROLES)),
          new Goal(
              "S10",
              "a JDBC batch upsert of 100 rows ÷ a page of 100 events that the feed applies",
              TIMES,
              "≥",
              0.5,
              round -> ratio(round, FEED + "upsert us/op", FEED + "apply us/op")),
          new Goal(
              "S12",
              "a remembered membership beyond Caffeine's node and the texts of ids",
              "%.0f B",
              "≤",
              200,
              round -> score(round, MEMORY)));

  boolean isDemanded() {
    return !sign.isEmpty();
  }

  boolean holds(double value) {
    return switch (sign) {
      case "≤" -> value <= bound;
      case "≥" -> value >= bound;
      case ">" -> value > bound;
      default -> value == bound;
    };
  }

  private static Goal overhead(String stores, String check) {
    return new Goal(
        "S8",
        "a check of somebody new, on top of the provider's 20 ms; " + stores,
        "%.1f %%",
        "≤",
        5,
        round -> (ratio(round, MISS + check + " ms/op", MISS + "provider ms/op") - 1) * 100);
  }

  private static Goal filter(String figure, String benchmark, String sign, double bound) {
    return new Goal(
        "S6",
        figure,
        TIMES,
        sign,
        bound,
        round -> ratio(round, FILTER + benchmark + " ns/op", FILTER + "spring ns/op"));
  }

  private static Goal peer(String name, String benchmark, String sign, double bound) {
    return new Goal(
        "S4",
        name + " ÷ a warm check",
        TIMES,
        sign,
        bound,
        round -> ratio(round, PEERS + benchmark + " ns/op", PEERS + "muster ns/op"));
  }

  private static double growth(Map<String, Double> round, String benchmark) {
    return ratio(round, GROWTH + benchmark + "(1000000) ns/op", GROWTH + benchmark + "(100) ns/op");
  }

  private static double ratio(Map<String, Double> round, String one, String other) {
    return score(round, one) / score(round, other);
  }

  private static double score(Map<String, Double> round, String name) {
    return round.getOrDefault(name, Double.NaN);
  }
}
