package dev.muster.docs.snippets;

import dev.muster.name.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of a host that signs people in by itself. */
final class OwnSessions {
  private static final Duration LIFE = Duration.ofHours(8);

  private final Map<String, Opened> table = new ConcurrentHashMap<>();

  private record Opened(UserId user, Instant at) {}

  static String word() {
    return UUID.randomUUID().toString();
  }

  String open(UserId user) {
    return open(user, Instant.now());
  }

  String openedLongAgo(UserId user) {
    return open(user, Instant.now().minus(LIFE).minusSeconds(1));
  }

  String closed(UserId user) {
    String word = open(user);
    table.remove(word);
    return word;
  }

  Optional<UserId> find(String word) {
    return Optional.ofNullable(table.get(word))
        .filter(opened -> opened.at().plus(LIFE).isAfter(Instant.now()))
        .map(Opened::user);
  }

  private String open(UserId user, Instant at) {
    String word = word();
    table.put(word, new Opened(user, at));
    return word;
  }
}
