package dev.muster.clerk;

import dev.muster.rest.Fields;
import dev.muster.rest.RestRequest;
import java.util.function.Function;

/**
 * A list that Clerk is asked for.
 *
 * @param question the list, without its page
 * @param reader reads a row, and refuses one that is about something else
 * @param id what tells two rows apart
 * @param ofOne whether its path names something that Clerk may not know; of the whole instance
 *     there is always a list, and a 404 says nothing
 * @param <T> a row
 */
record Listing<T>(
    RestRequest question, Function<Fields, T> reader, Function<T, String> id, boolean ofOne) {
  static <T> Listing<T> ofOne(
      RestRequest question, Function<Fields, T> reader, Function<T, String> id) {
    return new Listing<>(question, reader, id, true);
  }

  static <T> Listing<T> ofInstance(
      RestRequest question, Function<Fields, T> reader, Function<T, String> id) {
    return new Listing<>(question, reader, id, false);
  }
}
