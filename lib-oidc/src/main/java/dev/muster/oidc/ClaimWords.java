package dev.muster.oidc;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which texts certain claims may be: one of them always, or one of them where they are there. */
final class ClaimWords {
  private final Map<String, Set<String>> always = new TreeMap<>();
  private final Map<String, Set<String>> ifThere = new TreeMap<>();

  ClaimWords copy() {
    ClaimWords copy = new ClaimWords();
    always.forEach((claim, values) -> copy.always.put(claim, Set.copyOf(values)));
    ifThere.forEach((claim, values) -> copy.ifThere.put(claim, Set.copyOf(values)));
    return copy;
  }

  void always(String claim, String value) {
    add(always, claim, value);
  }

  void ifThere(String claim, String value) {
    add(ifThere, claim, value);
  }

  private static void add(Map<String, Set<String>> words, String claim, String value) {
    words
        .computeIfAbsent(Objects.requireNonNull(claim, "claim"), name -> new TreeSet<>())
        .add(Objects.requireNonNull(value, "value"));
  }

  List<String> faults() {
    Stream<String> blank =
        Stream.of(always, ifThere)
            .flatMap(words -> words.entrySet().stream())
            .filter(
                word ->
                    word.getKey().isBlank() || word.getValue().stream().anyMatch(String::isBlank))
            .map(Map.Entry::getKey)
            .map(claim -> "neither claim nor value may be blank, but claim was `" + claim + "`");
    Stream<String> both =
        always.keySet().stream()
            .filter(ifThere::containsKey)
            .map(claim -> "claim `" + claim + "` can't be required and be allowed to be absent");
    return Stream.concat(blank, both).toList();
  }

  boolean hold(Map<String, Object> claims) {
    return always.entrySet().stream().allMatch(word -> isOneOf(word, claims))
        && ifThere.entrySet().stream()
            .allMatch(word -> !claims.containsKey(word.getKey()) || isOneOf(word, claims));
  }

  private static boolean isOneOf(Map.Entry<String, Set<String>> word, Map<String, Object> claims) {
    return claims.get(word.getKey()) instanceof String said && word.getValue().contains(said);
  }
}
