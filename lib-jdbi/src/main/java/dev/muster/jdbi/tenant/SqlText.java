package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.SqlSyntax.Reading;
import dev.muster.jdbi.tenant.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one SQL text in one reading. It splits where any of the databases would, and gives
 * up, which is a fault, where they differ or a name could be written so that it isn't seen.
 */
final class SqlText {
  private static final String OPERATORS = "=<>!~^|&+-*/%@#`";

  private final String sql;
  private final SqlSyntax syntax;
  private final Reading reading;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private @Nullable String fault;
  private boolean unended;
  private boolean escaped;

  private SqlText(String sql, SqlSyntax syntax, Reading reading) {
    this.sql = sql;
    this.syntax = syntax;
    this.reading = reading;
  }

  static SqlText of(String sql, SqlSyntax syntax, Reading reading) {
    SqlText text = new SqlText(sql, syntax, reading);
    while (text.fault == null && text.at < sql.length()) {
      text.next();
    }
    return text;
  }

  /** A name as any of the databases may fold it: also by letters whose capitals are ASCII. */
  static String fold(String name) {
    boolean folded = true;
    for (int i = 0; folded && i < name.length(); i++) {
      char c = name.charAt(i);
      folded = (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
    }
    return folded
        ? name
        : name.replace('\u0130', 'I').toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).strip();
  }

  List<Token> tokens() {
    return tokens;
  }

  /** Why it was given up, or null. */
  @Nullable String fault() {
    return fault;
  }

  /** Whether that is because a quote or a comment has no end. */
  boolean isUnended() {
    return unended;
  }

  private void next() {
    char c = sql.charAt(at);
    if (isBlank(c)) {
      at++;
    } else if (startsComment()) {
      comment();
    } else {
      boolean continued = escaped && c == '\'';
      escaped = false;
      piece(c);
      if (continued) {
        giveUp("a string in escapes goes on");
      }
    }
  }

  private void piece(char c) {
    if (c == '\'') {
      string('\'', reading.backslashes());
    } else if (c == '"') {
      if (reading.quotedStrings()) {
        string('"', reading.backslashes());
      } else {
        name('"');
      }
    } else if (c == '`' && syntax != SqlSyntax.POSTGRESQL) {
      name('`');
    } else if (c == '$' && startsDollars()) {
      dollars();
    } else if (isWord(c)) {
      word();
    } else {
      symbol(c);
    }
  }

  private boolean startsComment() {
    return sql.startsWith("/*", at)
        || startsLineComment()
        || (syntax == SqlSyntax.H2 && sql.startsWith("//", at));
  }

  /* MariaDB takes two hyphens for two minuses where no blank follows. */
  private boolean startsLineComment() {
    boolean maria = syntax == SqlSyntax.MARIADB;
    return (sql.startsWith("--", at)
            && (!maria
                || at + 2 == sql.length()
                || sql.charAt(at + 2) <= ' '
                || sql.charAt(at + 2) == '\u007f'))
        || (maria && sql.charAt(at) == '#');
  }

  private void comment() {
    if (sql.startsWith("//", at)) {
      giveUp("a comment begins with two slashes");
    } else if (startsLineComment()) {
      int end = sql.indexOf('\n', at);
      end = end < 0 ? sql.length() : end;
      int from = at;
      at = end;
      if (sql.substring(from, end).stripTrailing().indexOf('\r') >= 0) {
        giveUp("a carriage return stands in a comment");
      }
    } else {
      int end = sql.indexOf("*/", at + 2);
      int inner = sql.indexOf("/*", at + 2);
      if (end < 0) {
        neverEnds("a comment");
      } else if (inner >= 0 && inner < end) {
        giveUp("a comment stands in a comment");
      } else if (syntax == SqlSyntax.MARIADB
          && (sql.startsWith("!", at + 2) || sql.startsWith("M!", at + 2))) {
        giveUp("a comment may be executed");
      }
      at = end + 2;
    }
  }

  private void string(char quote, boolean backslashes) {
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\\' && backslashes) {
        i++;
      } else if (c == quote) {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          at = i + 1;
          tokens.add(new Token(Kind.STRING, ""));
          return;
        }
        i++;
      }
      i++;
    }
    neverEnds("a string");
  }

  private void name(char quote) {
    StringBuilder name = new StringBuilder();
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == quote) {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          at = i + 1;
          named(fold(name.toString()));
          return;
        }
        i++;
      }
      name.append(c);
    }
    neverEnds("a quoted name");
  }

  private void named(String name) {
    if (name.startsWith("#mysql50#")) {
      giveUp("a table is named by its file");
    }
    tokens.add(new Token(Kind.QUOTED, name));
  }

  private boolean startsDollars() {
    if (syntax == SqlSyntax.H2) {
      return sql.startsWith("$$", at);
    }
    return syntax == SqlSyntax.POSTGRESQL && dollarTagEnd() > 0;
  }

  /** The index of the second dollar of a tag, or -1. */
  private int dollarTagEnd() {
    int i = at + 1;
    while (i < sql.length() && isWord(sql.charAt(i)) && sql.charAt(i) != '$') {
      i++;
    }
    return i < sql.length() && sql.charAt(i) == '$' ? i : -1;
  }

  /* What stands in dollars is often a program, so the names in it count. */
  private void dollars() {
    if (syntax == SqlSyntax.H2 && at > 0 && sql.charAt(at - 1) > ' ') {
      giveUp("two dollars follow something else");
      return;
    }
    int open = syntax == SqlSyntax.H2 ? at + 1 : dollarTagEnd();
    String tag = sql.substring(at, open + 1);
    int end = sql.indexOf(tag, open + 1);
    if (end < 0) {
      neverEnds("a string in dollars");
      return;
    }
    tokens.add(new Token(Kind.STRING, ""));
    for (at = open + 1; at < end; at++) {
      int from = at;
      while (at < end && isWord(sql.charAt(at))) {
        at++;
      }
      if (at > from) {
        tokens.add(new Token(Kind.QUOTED, fold(sql.substring(from, at))));
      }
    }
    at = end + tag.length();
  }

  private void word() {
    int from = at;
    while (at < sql.length() && isWord(sql.charAt(at))) {
      at++;
    }
    String word = fold(sql.substring(from, at));
    if (word.equals("u") && sql.startsWith("&\"", at)) {
      giveUp("a name is written in unicode escapes");
    }
    boolean quoted = at < sql.length() && sql.charAt(at) == '\'';
    if (quoted && (word.charAt(0) == '$' || Character.isDigit(word.charAt(0)))) {
      giveUp("a string follows a number");
    } else if (quoted && word.equals("e") && syntax == SqlSyntax.POSTGRESQL) {
      string('\'', true);
      escaped = true;
    } else {
      tokens.add(new Token(Kind.WORD, word));
    }
  }

  private void symbol(char c) {
    int from = at;
    if (c == '?') {
      at += syntax == SqlSyntax.POSTGRESQL && sql.startsWith("??", at) ? 2 : 1;
    } else if (c == ':' && (sql.startsWith("::", at) || sql.startsWith(":=", at))) {
      at += 2;
    } else {
      at++;
      while (OPERATORS.indexOf(c) >= 0
          && at < sql.length()
          && OPERATORS.indexOf(sql.charAt(at)) >= 0
          && !(sql.charAt(at) == '`' && syntax != SqlSyntax.POSTGRESQL)
          && !startsComment()) {
        at++;
      }
    }
    String symbol = sql.substring(from, at);
    tokens.add(new Token(symbol.equals("?") ? Kind.PARAMETER : Kind.SYMBOL, symbol));
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  private static boolean isWord(char c) {
    return c == '_'
        || c == '$'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c > 0x7f && !isBlank(c));
  }

  private void neverEnds(String what) {
    unended = true;
    giveUp(what + " never ends");
  }

  private void giveUp(String why) {
    fault = fault == null ? why : fault;
    at = sql.length();
  }
}
