package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.ProviderException;
import dev.muster.rest.Deadline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import kotlin.Pair;
import org.jspecify.annotations.Nullable;

/** Lists of WorkOS, read to the last page. */
final class Pages {
  private final Wire wire;
  private final int pageSize;

  Pages(Wire wire, int pageSize) {
    this.wire = wire;
    this.pageSize = pageSize;
  }

  /**
   * One list.
   *
   * @param path where
   * @param query what is asked for
   * @param isWellFormed whether the ids asked for can be WorkOS's; if not, its refusal of the
   *     request is a no
   * @param reader reads a row
   * @param isAsked whether a row is about what was asked; one that is not makes it no answer
   * @throws ProviderException if any page could not be read in full
   */
  <T> List<T> read(
      Deadline deadline,
      String path,
      List<Pair<String, String>> query,
      boolean isWellFormed,
      Function<JsonNode, T> reader,
      Predicate<T> isAsked) {
    List<T> all = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    String after = null;
    do {
      Reply reply = wire.get(deadline, path, page(query, pageSize, after));
      if (reply.status() == 403) {
        throw Refusals.forbiddenKey();
      }
      boolean first = after == null;
      if (first && (reply.isAbsent() || (!isWellFormed && reply.isMalformedRequest()))) {
        return List.of();
      }
      for (T row : Answers.rows(reply.document(), reader)) {
        if (!isAsked.test(row)) {
          throw Answers.malformed("row about something else");
        }
        all.add(row);
      }
      after = Answers.after(reply.document());
      if (after != null && !cursors.add(after)) {
        throw Answers.malformed("after");
      }
    } while (after != null);
    return List.copyOf(all);
  }

  /** The query of one page, oldest first. */
  static List<Pair<String, String>> page(
      List<Pair<String, String>> query, int size, @Nullable String after) {
    List<Pair<String, String>> all = new ArrayList<>(query);
    all.add(new Pair<>("limit", Integer.toString(size)));
    all.add(new Pair<>("order", "asc"));
    if (after != null) {
      all.add(new Pair<>("after", after));
    }
    return all;
  }

  /** How many rows to ask for. */
  static int rows(int limit, int pageSize) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, pageSize);
  }
}
