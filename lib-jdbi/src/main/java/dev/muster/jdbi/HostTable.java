package dev.muster.jdbi;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table of the host as the database knows it. Configured names are plain identifiers, matched
 * exactly or else without regard to case, and quoted as the database spells them. Collects faults
 * and throws none for what is configured. For one thread, while its connection is open.
 */
final class HostTable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_.-]");
  private static final int SHOWN = 40;

  private final DatabaseMetaData meta;
  private final Dialect dialect;
  private final Connection connection;
  private final boolean catalogs;
  private final String quote;
  private final List<String> faults;
  private final Map<String, Column> columns = new HashMap<>();
  private @Nullable String schema;
  private @Nullable String name;

  /** Looks the table up, in the connection's current schema if none is named. */
  HostTable(
      Connection connection, @Nullable String schema, @Nullable String table, List<String> faults)
      throws SQLException {
    this(connection, faults);
    this.schema = schema == null ? current() : spelled("schema", schema, schemas()).orElse(null);
    find("table", table);
  }

  private HostTable(Connection connection, List<String> faults) throws SQLException {
    this.connection = connection;
    this.meta = connection.getMetaData();
    this.dialect = Dialect.of(connection);
    this.catalogs = dialect.namesSchemasCatalogs();
    this.quote = meta.getIdentifierQuoteString();
    this.faults = faults;
  }

  /** Another table of the same schema. */
  HostTable beside(String what, @Nullable String table) throws SQLException {
    HostTable other = new HostTable(connection, faults);
    other.schema = schema;
    other.find(what, table);
    return other;
  }

  private void find(String what, @Nullable String table) throws SQLException {
    if (schema == null) {
      isPlain(what, table);
      return;
    }
    Set<String> tables =
        strings(meta.getTables(catalog(schema), pattern(schema), "%", null), "TABLE_NAME");
    name = spelled(what, table, tables).orElse(null);
    if (name != null) {
      readColumns(schema, name);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** The table for use in a statement. */
  String quoted() {
    return quote + schema + quote + "." + quote + name + quote;
  }

  boolean isTheSameAs(HostTable other) {
    return Objects.equals(schema, other.schema) && Objects.equals(name, other.name);
  }

  /** A column of any type, or empty if it is not there. */
  Optional<Column> column(String what, @Nullable String configured) {
    if (name == null) {
      isPlain(what, configured);
      return Optional.empty();
    }
    return spelled(what, configured, columns.keySet()).map(columns::get);
  }

  /** A column that holds text exactly, or empty if it is at fault. */
  Optional<Column> text(String what, @Nullable String configured) {
    Optional<Column> column = column(what, configured);
    column
        .filter(found -> !found.exact())
        .ifPresent(
            found ->
                faults.add(
                    what
                        + " `"
                        + found.name()
                        + "` must be varying text that compares byte by byte, but is "
                        + found.type()));
    return column;
  }

  /** The columns that an insert must fill. */
  List<Column> required() {
    return columns.values().stream()
        .filter(column -> !column.nullable() && !column.defaulted())
        .toList();
  }

  /** Whether a unique constraint or index holds over these columns or fewer. */
  boolean isUnique(List<Column> keys) throws SQLException {
    Map<String, Set<String>> indexes = new HashMap<>();
    try (ResultSet rows =
        meta.getIndexInfo(catalog(schema), catalogs ? null : schema, name, true, false)) {
      while (rows.next()) {
        String column = rows.getString("COLUMN_NAME");
        // An index with a condition says nothing of the rows beside it.
        if (column != null && rows.getString("FILTER_CONDITION") == null) {
          indexes
              .computeIfAbsent(rows.getString("INDEX_NAME"), index -> new HashSet<>())
              .add(column);
        }
      }
    }
    Set<String> names = new HashSet<>();
    keys.forEach(key -> names.add(key.name()));
    return indexes.values().stream().anyMatch(names::containsAll);
  }

  private void readColumns(String schema, String table) throws SQLException {
    Set<String> loose = dialect.looseColumns(connection, schema, table);
    try (ResultSet rows = meta.getColumns(catalog(schema), pattern(schema), escaped(table), "%")) {
      while (rows.next()) {
        String column = rows.getString("COLUMN_NAME");
        String type = rows.getString("TYPE_NAME");
        columns.put(
            column,
            new Column(
                column,
                quote + column + quote,
                type,
                rows.getInt("DATA_TYPE"),
                rows.getInt("COLUMN_SIZE"),
                dialect.keepsTextExactly(rows.getInt("DATA_TYPE"), type),
                !loose.contains(column),
                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                isValue(rows.getString("COLUMN_DEF"))
                    || "YES".equals(rows.getString("IS_AUTOINCREMENT"))
                    || "YES".equals(rows.getString("IS_GENERATEDCOLUMN"))));
      }
    }
  }

  /** A default of NULL, which some drivers tell as that word, fills nothing. */
  private static boolean isValue(@Nullable String expression) {
    return expression != null && !expression.regionMatches(true, 0, "NULL", 0, 4);
  }

  private @Nullable String current() throws SQLException {
    return catalogs ? connection.getCatalog() : connection.getSchema();
  }

  private Set<String> schemas() throws SQLException {
    return catalogs
        ? strings(meta.getCatalogs(), "TABLE_CAT")
        : strings(meta.getSchemas(), "TABLE_SCHEM");
  }

  private @Nullable String catalog(@Nullable String schema) throws SQLException {
    return catalogs ? schema : connection.getCatalog();
  }

  private @Nullable String pattern(String schema) throws SQLException {
    return catalogs ? null : escaped(schema);
  }

  private Optional<String> spelled(
      String what, @Nullable String configured, Collection<String> known) {
    if (!isPlain(what, configured) || configured == null) {
      return Optional.empty();
    }
    if (known.contains(configured)) {
      return Optional.of(configured);
    }
    List<String> folded = known.stream().filter(configured::equalsIgnoreCase).toList();
    if (folded.size() == 1) {
      return Optional.of(folded.get(0));
    }
    faults.add(
        what
            + " `"
            + configured
            + (folded.isEmpty() ? "` is not there" : "` may be any of " + folded));
    return Optional.empty();
  }

  private boolean isPlain(String what, @Nullable String configured) {
    if (configured == null) {
      faults.add(what + " is not set");
      return false;
    }
    if (!PLAIN.matcher(configured).matches()) {
      String cut = configured.substring(0, Math.min(SHOWN, configured.length()));
      faults.add(
          what
              + " must be a plain SQL identifier of at most 63 letters, digits and underscores,"
              + " but was `"
              + ODD.matcher(cut).replaceAll("?")
              + "`");
      return false;
    }
    return true;
  }

  private String escaped(String identifier) throws SQLException {
    String escape = meta.getSearchStringEscape();
    return identifier
        .replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private static Set<String> strings(ResultSet all, String column) throws SQLException {
    Set<String> values = new HashSet<>();
    try (all) {
      while (all.next()) {
        values.add(all.getString(column));
      }
    }
    return values;
  }

  /**
   * A column.
   *
   * @param name as the database spells it
   * @param quoted for use in a statement
   * @param type the database's name of its type
   * @param jdbcType one of {@link Types}
   * @param size how much text it holds, in whatever this type counts
   * @param keepsText whether it gives a text back as it was written
   * @param strict whether its collation takes no two texts for one
   * @param nullable whether it may hold NULL
   * @param defaulted whether the database fills it where an insert leaves it out
   */
  record Column(
      String name,
      String quoted,
      String type,
      int jdbcType,
      int size,
      boolean keepsText,
      boolean strict,
      boolean nullable,
      boolean defaulted) {
    private static final Set<Integer> WHOLE_NUMBERS =
        Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

    /** Whether it has room for a text; a database may cut one that it has no room for. */
    boolean fits(Dialect dialect, String text) {
      return dialect.sizeOf(text, type) <= size;
    }

    /** Whether it keeps and compares text byte by byte. */
    boolean exact() {
      return keepsText && strict;
    }

    /** Whether a value of one is a value of the other, and compares alike in both. */
    boolean isComparableTo(Column other) {
      return type.equalsIgnoreCase(other.type)
          || (exact() && other.exact())
          || (WHOLE_NUMBERS.contains(jdbcType) && WHOLE_NUMBERS.contains(other.jdbcType));
    }
  }
}
