package dev.muster.proof.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs Jazzer on targets, each in a JVM of its own, and ends with the number of those that broke.
 * Arguments: how many inputs each, where the corpora are, and names of targets; none means all.
 */
final class FuzzAll {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

  private FuzzAll() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    long inputs = Long.parseLong(arguments[0]);
    Path corpora = Path.of(arguments[1]).toAbsolutePath();
    List<String> names = List.of(arguments).subList(2, arguments.length);
    int broken = 0;
    for (String name : names.isEmpty() ? FuzzTargets.all().keySet() : names) {
      long begin = System.nanoTime();
      int code = fuzz(name, inputs, corpora.resolve(name));
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "fuzz: %s, %d inputs, %.0f s, %s%n",
          name,
          inputs,
          seconds,
          code == 0 ? "nothing found" : "BROKEN, see " + corpora.resolve(name));
      broken += code == 0 ? 0 : 1;
    }
    System.exit(Math.min(broken, 100));
  }

  private static int fuzz(String name, long inputs, Path corpus)
      throws IOException, InterruptedException {
    Path seeds = Files.createDirectories(corpus.resolve("seeds"));
    int at = 0;
    for (byte[] seed : FuzzTargets.open(name).seeds()) {
      Files.write(seeds.resolve("seed-" + at++), seed);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + Jazzed.class.getName(),
                "--target_args=" + name,
                // Keys are read from an address where nobody listens, which is no attack.
                "--disabled_hooks=com.code_intelligence.jazzer.runtime.RegexRoadblocks:"
                    + "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--instrumentation_includes=dev.muster.**:com.nimbusds.**",
                "--reproducer_path=" + corpus,
                "-artifact_prefix=" + corpus + File.separator,
                "-runs=" + inputs,
                "-seed=20261121",
                "-max_len=8192",
                "-timeout=10",
                "-print_final_stats=1",
                Files.createDirectories(corpus.resolve("found")).toString(),
                seeds.toString()));
    Process process = new ProcessBuilder(command).directory(corpus.toFile()).inheritIO().start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
