package dev.muster.examples.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command that did not do what it should. Its message is for a person, and holds no secret. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String code;
  private final String message;
  private final transient @Nullable Place place;

  private Trouble(Exit exit, String code, String message, @Nullable Place place) {
    super(message);
    this.exit = exit;
    this.code = code;
    this.message = message;
    this.place = place;
  }

  static Trouble of(Exit exit, String code, String message) {
    return new Trouble(exit, code, message, null);
  }

  /** The same, about an organization, which it names. */
  Trouble in(Place where) {
    return new Trouble(exit, code, where + ": " + getMessage(), where);
  }

  /**
   * The credential of an organization is gone. It never means that another one was used. A new one
   * is asked for by id: somebody else may have the slug by now.
   */
  static Trouble lost(Place place, String code, String why) {
    return new Trouble(
        Exit.SCOPE_LOST,
        code,
        place
            + ": the organization's credential is no good any more: "
            + why
            + " Nothing was done, in no other scope either. For a new one: scope-cli scope use "
            + Plain.text(place.id()),
        place);
  }

  @Override
  public String getMessage() {
    return message;
  }

  Exit exit() {
    return exit;
  }

  /** For machines; what the server said, or a word of ours. */
  String code() {
    return code;
  }

  Optional<Place> place() {
    return Optional.ofNullable(place);
  }
}
