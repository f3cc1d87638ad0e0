package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement on declared tables with a scope. For each time that it names a table it must use the
 * scope once: compared by {@code =} with the table's column, or as the value of that column in a
 * row that is inserted.
 */
final class ScopedStatement {
  private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete", "with");
  private static final Set<String> BEFORE_TERM = Set.of("where", "and", "on", "having");
  private static final Set<String> AFTER_TERM =
      Set.of(
          "and",
          "order",
          "group",
          "having",
          "limit",
          "offset",
          "fetch",
          "for",
          "union",
          "except",
          "intersect",
          "returning",
          "window",
          "left",
          "right",
          "inner",
          "join",
          "cross",
          "full",
          "natural",
          "where",
          "set",
          "lock",
          "on");
  private static final Set<String> ENDS_SET = Set.of("where", "from", "returning");

  private final SqlWords words;
  private final Mentions mentions;
  private final List<String> parameters;
  private final Set<String> organizationColumns;
  private final Set<String> userColumns;

  private int organizationTies;
  private int userTies;
  private int personalRows;
  private @Nullable String fault;

  ScopedStatement(SqlWords words, Mentions mentions, List<String> parameters) {
    this.words = words;
    this.mentions = mentions;
    this.parameters = parameters;
    this.organizationColumns =
        mentions.byIndex().values().stream()
            .map(TenantTable::organizationColumn)
            .collect(Collectors.toSet());
    this.userColumns =
        mentions.byIndex().values().stream()
            .map(TenantTable::userColumn)
            .filter(column -> column != null)
            .collect(Collectors.toSet());
  }

  /** Why it may not be sent, or null if it may. */
  @Nullable String fault(boolean personal) {
    String table = mentions.first();
    int first = 0;
    while (words.at(first).is("(")) {
      first++;
    }
    if (!KINDS.contains(words.at(first).text()) || words.at(first).kind() != Kind.WORD) {
      return "on table `" + table + "` only select, insert, update and delete have a scope";
    }
    if (personal && mentions.byIndex().values().stream().anyMatch(t -> t.userColumn() == null)) {
      return "table `" + table + "` holds no personal rows, and the pass is personal";
    }
    int compared = countUses();
    if (fault != null) {
      return fault;
    }
    if (organizationTies < compared) {
      return "for each time it names table `"
          + table
          + "` it must compare the organization's column by = with :"
          + TenantScope.ORGANIZATION;
    }
    if (userTies > personalRows) {
      return "where it compares the user's column, it must demand `organization is null`";
    }
    if (personal && userTies < compared) {
      return "it does not look for personal rows, and the pass is personal";
    }
    return null;
  }

  /** Counts the uses; tells how many are needed. */
  private int countUses() {
    int needed = 0;
    int parameter = -1;
    Deque<Boolean> setLists = new ArrayDeque<>();
    boolean setting = false;
    for (int i = 0; i < words.size() && fault == null; i++) {
      Token token = words.at(i);
      if (token.is("(")) {
        setLists.push(setting);
        setting = setting && !words.at(i + 1).is("select") && !words.at(i + 1).is("with");
      } else if (token.is(")") && !setLists.isEmpty()) {
        setting = setLists.pop();
      } else if (token.is("set")) {
        setting = true;
      } else if (token.kind() == Kind.WORD && ENDS_SET.contains(token.text())) {
        setting = setting && words.at(i - 1).is("distinct");
      } else if (token.is(";") && i + 1 < words.size()) {
        fault = "it is more than one statement";
      } else if (token.kind() == Kind.PARAMETER) {
        parameter++;
        if (!setting) {
          countTie(i, parameter);
        }
      } else if (token.isName()) {
        needed += need(i);
        checkWord(i, setting);
      }
    }
    if (fault == null && parameter + 1 != parameters.size()) {
      fault = "its parameters can't be told from its text";
    }
    return needed;
  }

  private int need(int i) {
    TenantTable table = mentions.byIndex().get(i);
    if (table == null) {
      return 0;
    }
    int into = words.before(i);
    boolean target =
        words.at(into).is("into")
            && (words.at(into - 1).is("insert")
                || (words.at(into - 1).is("ignore") && words.at(into - 2).is("insert")));
    if (!target) {
      return 1;
    }
    fault = new InsertedRows(words, parameters).fault(i, table);
    return 0;
  }

  private void checkWord(int i, boolean setting) {
    Token token = words.at(i);
    boolean tenant =
        organizationColumns.contains(token.text()) || userColumns.contains(token.text());
    boolean listed = words.at(i + 1).is(",") || words.at(i + 1).is(")");
    if (setting && tenant && (words.at(i + 1).is("=") || listed)) {
      fault = "a row can't be given to another tenant: `" + token.text() + "` is set";
    } else if (token.is("merge") || token.is("replace") && words.at(i + 1).is("into")) {
      fault = "`" + token.text() + "` may write over another tenant's row";
    } else if (token.is("conflict") || (token.is("duplicate") && words.at(i + 1).is("key"))) {
      checkUpsert(i);
    } else if (isOrganizationNull(i)) {
      personalRows++;
    }
  }

  /* The row that is in the way may be another tenant's. */
  private void checkUpsert(int i) {
    for (int next = i; next < words.size(); next++) {
      if (words.at(next).is("update")) {
        fault = "an upsert may write over another tenant's row";
      }
    }
  }

  private void countTie(int i, int parameter) {
    String name = parameter < parameters.size() ? parameters.get(parameter) : "";
    boolean organization = name.equals(TenantScope.ORGANIZATION);
    Set<String> columns = organization ? organizationColumns : userColumns;
    if (!organization && !name.equals(TenantScope.USER)) {
      return;
    }
    int after = i + 1;
    int before = i - 1;
    boolean tie = false;
    if (words.at(before).is("=") && columns.contains(words.at(before - 1).text())) {
      before = words.before(before - 1);
      tie = true;
    } else if (words.at(after).is("=")
        && columns.contains(words.at(words.nameFrom(after + 1)).text())) {
      after = words.nameFrom(after + 1) + 1;
      tie = true;
    }
    if (tie && beginsTerm(before) && endsTerm(after)) {
      organizationTies += organization ? 1 : 0;
      userTies += organization ? 0 : 1;
    }
  }

  /* So that neither a negation, an operator nor an alternative makes something else of it. */
  private boolean beginsTerm(int before) {
    int i = before;
    while (words.at(i).is("(")) {
      i--;
    }
    return words.at(i).kind() == Kind.WORD && BEFORE_TERM.contains(words.at(i).text());
  }

  private boolean endsTerm(int after) {
    Token token = words.at(after);
    return token == Token.END
        || token.is(")")
        || token.is("::")
        || token.is(";")
        || (token.kind() == Kind.WORD && AFTER_TERM.contains(token.text()))
        || (token.is("or") && isPersonalRow(words.nameFrom(after + 1)));
  }

  /** As in {@code organization_id is null and}. */
  private boolean isPersonalRow(int column) {
    return isOrganizationNull(column) && words.at(column + 3).is("and");
  }

  private boolean isOrganizationNull(int column) {
    return organizationColumns.contains(words.at(column).text())
        && words.at(column + 1).is("is")
        && words.at(column + 2).is("null");
  }
}
