package dev.muster.proof.fuzz;

import dev.muster.jdbi.tenant.TenantRefusedException;
import dev.muster.jdbi.tenant.TenantTables;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * A statement's text before the guard of tenant data: sent or refused, and one that is refused is
 * refused with blanks, capitals and comments around it too.
 */
final class TenantSqlTarget implements FuzzTarget {
  private static final List<String> PRODUCTS = List.of("PostgreSQL", "MariaDB", "H2");

  private final List<Jdbi> databases = PRODUCTS.stream().map(TenantSqlTarget::guarded).toList();

  @Override
  public void tryOut(byte[] input) {
    String sql = new String(input, StandardCharsets.UTF_8);
    for (int i = 0; i < databases.size(); i++) {
      boolean refused = isRefused(databases.get(i), sql);
      boolean wrapped = isRefused(databases.get(i), "\n\t /* x */ " + sql + "\n -- x \n");
      if (refused && !wrapped) {
        throw new AssertionError(PRODUCTS.get(i) + " is sent once it is wrapped: `" + sql + "`");
      }
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "select * from note where organization_id = :x",
            "select * from other where text = 'note'",
            "with x as (select \"note\".* from app.\"note\") select 'it''s', E'\\'' from x",
            "select * from U&\"n\\006fte\" -- note",
            "do $a$ begin delete from note; end $a$",
            "select `note`.* from `app`.`note` /*! , x */ # note",
            "insert into note (organization_id) values (?) on conflict do nothing",
            "select $$ ' $$, \"\\\"\" from other; table note")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static boolean isRefused(Jdbi database, String sql) {
    try (Handle handle = database.open()) {
      handle.execute(sql);
      return false;
    } catch (TenantRefusedException refused) {
      return true;
    }
  }

  private static Jdbi guarded(String product) {
    Jdbi jdbi =
        Jdbi.create(() -> connection(product))
            .installPlugin(TenantTables.builder().table("note", "organization_id").build().guard());
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine(TemplateEngine.NOP)
        .setSqlParser(new Unparsed());
    return jdbi;
  }

  /** A connection to a database that takes whatever it is sent. */
  private static Connection connection(String product) {
    PreparedStatement statement = answering(PreparedStatement.class, "", false);
    DatabaseMetaData data = answering(DatabaseMetaData.class, "getDatabaseProductName", product);
    return (Connection)
        Proxy.newProxyInstance(
            TenantSqlTarget.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "prepareStatement" -> statement;
                  case "getMetaData" -> data;
                  case "getAutoCommit" -> true;
                  default -> zero(method.getReturnType());
                });
  }

  private static <T> T answering(Class<T> type, String name, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            TenantSqlTarget.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getName().equals(name) ? answer : zero(method.getReturnType())));
  }

  private static Object zero(Class<?> type) {
    return type == boolean.class ? false : type == int.class ? Integer.valueOf(0) : null;
  }

  /** Takes the text as it is. */
  private static final class Unparsed implements SqlParser {
    @Override
    public ParsedSql parse(String sql, StatementContext context) {
      return ParsedSql.of(sql, ParsedParameters.named(List.of()));
    }

    @Override
    public String nameParameter(String rawName, StatementContext context) {
      return rawName;
    }
  }
}
