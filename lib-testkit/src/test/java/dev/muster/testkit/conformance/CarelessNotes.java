package dev.muster.testkit.conformance;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The notes of the careless host: whose each is, by the name in the path. */
final class CarelessNotes {
  private final AtomicLong count = new AtomicLong();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Set<Carelessness> careless;

  CarelessNotes(Set<Carelessness> careless) {
    this.careless = careless;
  }

  String made(Staged staged) {
    String note = "note-" + count.incrementAndGet();
    owners.put(note, staged.selector());
    return note;
  }

  /** Deletes one of the owner's; false if there is none. */
  boolean delete(String note, String owner, boolean personal) {
    if (careless.contains(Carelessness.ANY_NOTE_WILL_DO)
        || (personal && careless.contains(Carelessness.ANY_PERSONS_NOTE_WILL_DO))) {
      return owners.remove(note) != null;
    }
    if (careless.contains(Carelessness.DELETES_A_NOTE_AND_SAYS_404)) {
      return owner.equals(owners.remove(note));
    }
    return owners.remove(note, owner);
  }
}
