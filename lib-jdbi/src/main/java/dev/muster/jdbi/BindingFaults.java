package dev.muster.jdbi;

import dev.muster.jdbi.HostTable.Column;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that bindings of the host's tables have in common, collected and told at once. */
final class BindingFaults {
  private BindingFaults() {}

  /** A column that must be unique by constraint. */
  static void requireUnique(HostTable table, String what, Column column, List<String> faults)
      throws SQLException {
    if (!table.isUnique(List.of(column))) {
      faults.add(what + " `" + column.name() + "` must be unique by constraint");
    }
  }

  /** A new row holds what is bound, and the host's defaults. */
  static void requireDefaults(
      HostTable table,
      Collection<? extends @Nullable Column> bound,
      String row,
      List<String> faults) {
    table.required().stream()
        .filter(column -> !bound.contains(column))
        .forEach(
            column ->
                faults.add(
                    "column `"
                        + column.name()
                        + "` needs a default or must allow NULL: "
                        + row
                        + " leaves it out"));
  }

  /**
   * Ends a check of a binding.
   *
   * @throws IllegalArgumentException naming all faults, if there is one
   */
  static void requireNone(String table, List<String> faults) {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          table
              + " has "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
  }
}
