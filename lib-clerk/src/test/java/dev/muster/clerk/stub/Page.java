package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants to see of a list.
 *
 * @param limit 1 to 500, 10 unless it says
 * @param offset 0 or more
 * @param oldestFirst whether the order is turned; rows come newest first
 */
record Page(int limit, int offset, boolean oldestFirst) {
  private static final Set<String> NEWEST = Set.of("-created_at");
  private static final Set<String> OLDEST = Set.of("created_at", "+created_at");

  static Page of(Asked asked) {
    String order = asked.first("order_by");
    if (order != null && !NEWEST.contains(order) && !OLDEST.contains(order)) {
      throw Refused.form("value_invalid", "order_by", "is no order that the stub knows");
    }
    return new Page(
        number("limit", asked.first("limit"), 1, 500, 10),
        number("offset", asked.first("offset"), 0, Integer.MAX_VALUE, 0),
        order != null && OLDEST.contains(order));
  }

  private static int number(
      String name, @Nullable String text, int least, int most, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Refused.form("type_invalid", name, "must be a `integer`");
    }
    throw Refused.form("value_invalid", name, "must be in " + least + " to " + most);
  }

  /** A list with its total, as most of Clerk's lists are. */
  <R> ObjectNode of(List<R> newestFirst, Function<R, ? extends JsonNode> wire) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    cut(newestFirst).forEach(row -> list.withArray("data").add(wire.apply(row)));
    list.withArray("data");
    return list.put("total_count", newestFirst.size());
  }

  /** A bare list, as users and sessions are listed. */
  <R> JsonNode bare(List<R> newestFirst, Function<R, ? extends JsonNode> wire) {
    var list = JsonNodeFactory.instance.arrayNode();
    cut(newestFirst).forEach(row -> list.add(wire.apply(row)));
    return list;
  }

  private <R> List<R> cut(List<R> newestFirst) {
    List<R> rows = new ArrayList<>(newestFirst);
    if (oldestFirst) {
      Collections.reverse(rows);
    }
    int from = Math.min(offset, rows.size());
    return rows.subList(from, Math.min(rows.size(), from + limit));
  }
}
