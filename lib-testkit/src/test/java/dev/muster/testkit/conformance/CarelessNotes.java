package dev.muster.testkit.conformance;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The notes of the careless host: whose each is, by the name in the path. */
final class CarelessNotes {
  private static final Set<Carelessness> ANY_PERSONS =
      Set.of(
          Carelessness.ANY_PERSONS_NOTE_WILL_DO,
          Carelessness.ANY_USERS_NOTE_WILL_DO,
          Carelessness.ANY_NOTE_AT_THE_DESK_WILL_DO);

  private final AtomicLong count = new AtomicLong();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Set<Carelessness> careless;

  CarelessNotes(Set<Carelessness> careless) {
    this.careless = careless;
  }

  String made(Staged staged) {
    return made(staged.selector());
  }

  private String made(String owner) {
    String note = "note-" + count.incrementAndGet();
    owners.put(note, owner);
    return note;
  }

  /** Of the person who asks, wherever. */
  String mine(Staged staged) {
    return made(staged.user().value());
  }

  /** Of where the person is who asks. */
  String atDesk(Staged staged) {
    return made(staged.isPersonal() ? staged.user().value() : staged.selector());
  }

  /** Deletes one of the owner's; false if there is none. */
  boolean delete(String note, String owner, boolean personal) {
    if (careless.contains(Carelessness.ANY_NOTE_WILL_DO)
        || (personal && !Collections.disjoint(careless, ANY_PERSONS))) {
      return owners.remove(note) != null;
    }
    if (careless.contains(Carelessness.DELETES_A_NOTE_AND_SAYS_404)) {
      return owner.equals(owners.remove(note));
    }
    return owners.remove(note, owner);
  }
}
