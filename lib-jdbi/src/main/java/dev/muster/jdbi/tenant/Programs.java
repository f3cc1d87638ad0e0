package dev.muster.jdbi.tenant;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that run a text as SQL, or make something that does: what they reach isn't seen. */
final class Programs {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "query_to_xml",
          "query_to_xmlschema",
          "query_to_xml_and_xmlschema",
          "table_to_xml",
          "table_to_xml_and_xmlschema",
          "schema_to_xml",
          "schema_to_xml_and_xmlschema",
          "database_to_xml",
          "database_to_xml_and_xmlschema",
          "xpath_table",
          "ts_stat",
          "ts_rewrite",
          "dblink",
          "dblink_exec",
          "dblink_open",
          "dblink_send_query",
          "crosstab",
          "crosstab2",
          "crosstab3",
          "crosstab4",
          "crosstab_hash",
          "connectby",
          "csvwrite",
          "link_schema");
  private static final Set<String> STATEMENTS =
      Set.of("execute", "prepare", "script", "runscript", "delimiter", "handler");
  private static final Set<String> MADE =
      Set.of("function", "procedure", "trigger", "event", "alias", "aggregate", "package");

  private static final Set<String> LEADS =
      Set.of(
          "explain",
          "analyze",
          "analyse",
          "verbose",
          "describe",
          "desc",
          "format",
          "begin",
          "not",
          "atomic",
          "extended",
          "json",
          "plan",
          "for");

  private Programs() {}

  static @Nullable String in(SqlWords words, SqlSyntax syntax) {
    boolean begins = true;
    for (int i = 0; i < words.size(); i++) {
      Token token = words.at(i);
      if (token.isName() && words.at(i + 1).is("(") && FUNCTIONS.contains(token.text())) {
        return "`" + token.text() + "` may run a text as SQL";
      }
      if (token.kind() == Token.Kind.WORD && !words.at(i - 1).is(".")) {
        String text = token.text();
        boolean runs =
            (begins && STATEMENTS.contains(text))
                || (text.equals("execute") && words.at(i + 1).is("immediate"))
                || (begins && syntax == SqlSyntax.POSTGRESQL && text.equals("do"));
        if (runs) {
          return "`" + text + "` runs what isn't seen";
        }
        if (begins && (text.equals("create") || text.equals("alter")) && makes(words, i)) {
          return "it makes a program, which isn't seen";
        }
      }
      begins = token.is(";") || token.is("for") || (begins && isLead(token));
    }
    return null;
  }

  private static boolean makes(SqlWords words, int create) {
    for (int i = create + 1; i < words.size() && !words.at(i).is(";"); i++) {
      if (words.at(i).kind() == Token.Kind.WORD && MADE.contains(words.at(i).text())) {
        return true;
      }
    }
    return false;
  }

  /* What may stand before a statement: parentheses, and the words that have it explained. */
  private static boolean isLead(Token token) {
    return token.is("(")
        || token.is(")")
        || token.is(",")
        || token.is("{")
        || (token.kind() == Token.Kind.WORD && LEADS.contains(token.text()));
  }
}
