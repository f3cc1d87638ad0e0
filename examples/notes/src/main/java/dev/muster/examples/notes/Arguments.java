package dev.muster.examples.notes;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param isStory whether the story is told; else the service keeps running
 * @param provider the provider's name, or null where the environment says it
 * @param nodes of how many nodes the story is; 0 for the story of one service
 */
record Arguments(boolean isStory, @Nullable String provider, int nodes) {
  static final String USAGE =
      "usage: story | serve [--provider fake | workos | workos-emulator | keycloak | clerk | clerk-stub],"
          + " and story [--nodes 2..9]";

  /** Reads it; null if it is wrong. */
  static @Nullable Arguments of(String[] args) {
    if (args.length % 2 == 0 || !Set.of("story", "serve").contains(args[0])) {
      return null;
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    boolean story = args[0].equals("story");
    String provider = options.remove("--provider");
    String nodes = options.remove("--nodes");
    if (!options.isEmpty() || (nodes != null && !(story && nodes.matches("[2-9]")))) {
      return null;
    }
    return new Arguments(story, provider, nodes == null ? 0 : Integer.parseInt(nodes));
  }
}
