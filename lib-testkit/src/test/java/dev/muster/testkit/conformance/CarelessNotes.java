package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The notes of the careless host: which organization each is of. */
final class CarelessNotes {
  private final AtomicLong count = new AtomicLong();
  private final Map<String, String> organizations = new ConcurrentHashMap<>();
  private final Set<Carelessness> careless;

  CarelessNotes(Set<Carelessness> careless) {
    this.careless = careless;
  }

  String made(Staged staged) {
    String note = "note-" + count.incrementAndGet();
    organizations.put(note, staged.organization().value());
    return note;
  }

  /** Deletes one of the organization's own; false, in the handler's own words, if there is none. */
  boolean delete(String note, OrganizationId organization) {
    if (careless.contains(Carelessness.ANY_NOTE_WILL_DO)) {
      return organizations.remove(note) != null;
    }
    if (careless.contains(Carelessness.DELETES_A_NOTE_AND_SAYS_404)) {
      return organization.value().equals(organizations.remove(note));
    }
    return organizations.remove(note, organization.value());
  }
}
