package dev.muster.jdbi.tenant;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The tokens of a statement, to be looked at from any side without running off its ends. */
final class SqlWords {
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "where",
          "set",
          "join",
          "inner",
          "left",
          "right",
          "full",
          "cross",
          "natural",
          "on",
          "using",
          "order",
          "group",
          "having",
          "limit",
          "offset",
          "fetch",
          "union",
          "except",
          "intersect",
          "minus",
          "for",
          "returning",
          "window",
          "lock",
          "partition",
          "force",
          "use",
          "ignore",
          "tablesample",
          "straight_join");

  private final List<Token> tokens;
  private final int[] parametersBefore;
  private final int[] afterOpening;
  private final int[] closing;
  private final BitSet betweens = new BitSet();
  private final int lastUpdate;

  SqlWords(List<Token> tokens) {
    this.tokens = tokens;
    int size = tokens.size();
    parametersBefore = new int[size + 1];
    afterOpening = new int[size + 1];
    int update = -1;
    for (int i = 0; i < size; i++) {
      boolean parameter = tokens.get(i).kind() == Token.Kind.PARAMETER;
      parametersBefore[i + 1] = parametersBefore[i] + (parameter ? 1 : 0);
      update = tokens.get(i).is("update") ? i : update;
    }
    afterOpening[size] = size;
    for (int i = size - 1; i >= 0; i--) {
      afterOpening[i] = tokens.get(i).is("(") ? afterOpening[i + 1] : i;
    }
    lastUpdate = update;
    closing = new int[size];
    pair();
  }

  /* What belongs together: the parentheses, and the two words of "between … and". */
  private void pair() {
    Deque<Integer> open = new ArrayDeque<>();
    BitSet pending = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      closing[i] = tokens.size();
      if (token.is("(")) {
        open.push(i);
        pending.clear(open.size());
      } else if (token.is(")") && !open.isEmpty()) {
        closing[open.pop()] = i;
      } else if (token.is("between")) {
        pending.set(open.size());
      } else if (token.is("and") && pending.get(open.size())) {
        pending.clear(open.size());
        betweens.set(i);
      }
    }
  }

  /** Whether this "and" joins no conditions. */
  boolean isBetween(int and) {
    return and >= 0 && betweens.get(and);
  }

  int size() {
    return tokens.size();
  }

  Token at(int index) {
    return index >= 0 && index < tokens.size() ? tokens.get(index) : Token.END;
  }

  /** The index before a name and what qualifies it. */
  int before(int name) {
    int i = name - 1;
    while (at(i).is(".") && at(i - 1).isName()) {
      i -= 2;
    }
    return i;
  }

  /** The index of the name that a qualified name ends with. */
  int nameFrom(int start) {
    int i = start;
    while (at(i).isName() && at(i + 1).is(".")) {
      i += 2;
    }
    return i;
  }

  /** The index of the parenthesis that closes this one, or of the end. */
  int closing(int open) {
    return at(open).is("(") ? closing[open] : size();
  }

  /** By what name the columns of the table that is named here are qualified. */
  String alias(int table) {
    return at(aliasAt(table)).text();
  }

  /** The index of that name. */
  int aliasAt(int table) {
    int next = at(table + 1).is("as") ? table + 2 : table + 1;
    boolean named =
        at(next).isName() && (next > table + 1 || !AFTER_TABLE.contains(at(next).text()));
    return named ? next : table;
  }

  /** Whether rows are inserted into the table that is named here. */
  boolean isInsertTarget(int table) {
    return at(before(table)).is("into") && isInsert(before(table));
  }

  /** Whether this "into" follows an "insert". */
  boolean isInsert(int into) {
    return at(into - 1).is("insert") || (at(into - 1).is("ignore") && at(into - 2).is("insert"));
  }

  /** Whether a list of what is set ends here. */
  boolean ends(int i) {
    return at(i).is("where") || at(i).is("returning") || (at(i).is("from") && !isDistinctFrom(i));
  }

  /** Whether this is the last word of {@code is distinct from}, and begins no clause. */
  boolean isDistinctFrom(int i) {
    return at(i).is("from") && at(i - 1).is("distinct");
  }

  /** How many parameters stand before a place. */
  int parametersBefore(int index) {
    return parametersBefore[Math.max(0, Math.min(index, tokens.size()))];
  }

  /** The first index from here on that is no opening parenthesis. */
  int afterOpening(int index) {
    return afterOpening[Math.max(0, Math.min(index, tokens.size()))];
  }

  /** Whether an "update" follows. */
  boolean updatesAfter(int index) {
    return lastUpdate > index;
  }
}
