package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was true at the provider, and when. */
final class Facts {
  private final Map<MembershipKey, NavigableMap<Instant, Boolean>> active = new HashMap<>();

  /** From this instant on the user is an active member, or is not. */
  void add(MembershipKey key, Instant from, boolean isActive) {
    active.computeIfAbsent(key, k -> new TreeMap<>()).put(from, isActive);
  }

  boolean isActive(MembershipKey key, Instant at) {
    Map.Entry<Instant, Boolean> last = of(key).floorEntry(at);
    return last != null && last.getValue();
  }

  /** Whether the user was an active member, or was none, at any instant from one to another. */
  boolean ever(MembershipKey key, boolean wanted, Instant from, Instant to) {
    return isActive(key, from) == wanted
        || of(key).subMap(from, true, to, true).containsValue(wanted);
  }

  private NavigableMap<Instant, Boolean> of(MembershipKey key) {
    return active.getOrDefault(key, new TreeMap<>());
  }
}
