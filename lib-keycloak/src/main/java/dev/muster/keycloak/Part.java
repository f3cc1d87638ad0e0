package dev.muster.keycloak;

import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderEvent.What;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One thing that an event says.
 *
 * @param name what parts it from the others of the same event
 * @param what what it says
 */
record Part(String name, What what) {
  /** Before every id, and behind. */
  private static final String FIRST = "!";

  private static final String LAST = "~";

  ProviderEvent told(LogEvent event) {
    String id = name.equals(FIRST) ? event.id() : event.id() + "/" + name;
    return new ProviderEvent(id, Instant.ofEpochMilli(event.time()), what);
  }

  static List<Part> only(What what) {
    return List.of(new Part(FIRST, what));
  }

  static Part last(What what) {
    return new Part(LAST, what);
  }

  static List<Part> other(LogEvent event) {
    return only(new Other(event.type()));
  }

  /** Of whom it is nobody can tell. */
  static List<Part> anybody(LogEvent event) {
    return List.of(last(new ReachUnknown(event.type())));
  }

  /** Memberships in order of names, or that there are none. */
  static List<Part> each(
      LogEvent event, List<Membership> memberships, Function<Membership, Object> name) {
    return memberships.isEmpty()
        ? other(event)
        : memberships.stream()
            .map(one -> new Part(name.apply(one).toString(), (What) new MembershipStated(one)))
            .sorted(Comparator.comparing(Part::name))
            .toList();
  }
}
