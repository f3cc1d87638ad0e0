package dev.muster.jdbi;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Many rows in one round trip: of PostgreSQL one statement over arrays, which costs a fraction of a
 * batch, of others a batch.
 *
 * @param table the table
 * @param columns all columns that are written; of an update the first ones are the key
 */
record Bulk(String table, List<Column> columns) {
  /** Inserts rows, each a value for each column. */
  void insert(Handle handle, Dialect dialect, List<List<@Nullable Object>> rows)
      throws SQLException {
    if (dialect.takesArrays()) {
      var insert = handle.createUpdate(into() + "select * from " + unnest(columns));
      bindArrays(insert, handle.getConnection(), 0, columns, rows);
      insert.execute();
      return;
    }
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    batch(handle, dialect, into() + "values (" + marks + ")", 0, rows);
  }

  /** Updates rows, found by their first columns. */
  void update(Handle handle, Dialect dialect, int keys, List<List<@Nullable Object>> rows)
      throws SQLException {
    List<Column> key = columns.subList(0, keys);
    List<Column> others = columns.subList(keys, columns.size());
    if (dialect.takesArrays()) {
      // Finds each row by its key, however large the server believes the table to be.
      var update =
          handle.createUpdate(
              into()
                  + "select * from "
                  + unnest(columns)
                  + " on conflict ("
                  + names(key, Column::name)
                  + ") do update set "
                  + names(others, column -> column.name() + " = excluded." + column.name()));
      bindArrays(update, handle.getConnection(), 0, columns, rows);
      update.execute();
      return;
    }
    String sql =
        "update "
            + table
            + " set "
            + names(others, column -> column.name() + " = ?")
            + " where "
            + key.stream()
                .map(column -> column.name() + " = ?")
                .collect(Collectors.joining(" and "));
    batch(handle, dialect, sql, keys, rows);
  }

  private String into() {
    return "insert into " + table + " (" + names(columns, Column::name) + ") ";
  }

  private void batch(
      Handle handle, Dialect dialect, String sql, int keys, List<List<@Nullable Object>> rows) {
    var batch = handle.prepareBatch(sql);
    int others = columns.size() - keys;
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < columns.size(); i++) {
        int at = i < keys ? others + i : i - keys;
        var unused = columns.get(i).type().bind(batch, dialect, at, row.get(i));
      }
      batch.add();
    }
    batch.execute();
  }

  /** A table of as many arrays as columns, to be bound by {@link #bindArrays}. */
  static String unnest(List<Column> columns) {
    return "unnest(" + names(columns, column -> "cast(? as " + column.type().type + "[])") + ")";
  }

  static void bindArrays(
      SqlStatement<?> statement,
      Connection connection,
      int from,
      List<Column> columns,
      List<List<@Nullable Object>> rows)
      throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      @Nullable Object[] values = new Object[rows.size()];
      for (int row = 0; row < values.length; row++) {
        Object value = rows.get(row).get(i);
        values[row] = value instanceof Instant time ? time.toString() : value;
      }
      Array array = connection.createArrayOf(columns.get(i).type().type, values);
      statement.bindBySqlType(from + i, array, Types.ARRAY);
    }
  }

  private static String names(List<Column> columns, Function<Column, String> spelling) {
    return columns.stream().map(spelling).collect(Collectors.joining(", "));
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type its type
   */
  record Column(String name, Type type) {}

  /** The types of columns that are written in bulk. */
  enum Type {
    TEXT("varchar", Types.VARCHAR),
    LONG("bigint", Types.BIGINT),
    INTEGER("integer", Types.INTEGER),
    TIME("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE) {
      @Override
      <S extends SqlStatement<S>> S bind(
          S statement, Dialect dialect, int at, @Nullable Object value) {
        return dialect.bind(statement, at, (Instant) value);
      }
    };

    private final String type;
    private final int sqlType;

    Type(String type, int sqlType) {
      this.type = type;
      this.sqlType = sqlType;
    }

    <S extends SqlStatement<S>> S bind(
        S statement, Dialect dialect, int at, @Nullable Object value) {
      return statement.bindBySqlType(at, value, sqlType);
    }
  }
}
