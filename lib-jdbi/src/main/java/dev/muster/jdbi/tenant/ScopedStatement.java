package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.Level.Clause;
import dev.muster.jdbi.tenant.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement on declared tables with a scope. For each time that a query in it names a table, that
 * query must use the scope once: compared by {@code =} with the table's column, or as the value of
 * that column in a row that is inserted.
 */
final class ScopedStatement {
  private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete", "with");
  private static final Set<String> QUERIES =
      Set.of("select", "with", "insert", "update", "delete", "values", "table");
  private static final Map<String, Clause> CLAUSES =
      Map.ofEntries(
          Map.entry("where", Clause.WHERE),
          Map.entry("on", Clause.ON),
          Map.entry("join", Clause.OTHER),
          Map.entry("set", Clause.OTHER),
          Map.entry("from", Clause.OTHER),
          Map.entry("group", Clause.OTHER),
          Map.entry("order", Clause.OTHER),
          Map.entry("having", Clause.OTHER),
          Map.entry("window", Clause.OTHER),
          Map.entry("returning", Clause.OTHER));
  private static final Set<String> COMBINES = Set.of("union", "except", "intersect", "minus");

  private final SqlWords words;
  private final Mentions mentions;
  private final List<String> parameters;
  private final boolean barsAreOr;
  private final Ties ties;
  private final Set<String> columns;
  private @Nullable String fault;

  ScopedStatement(SqlWords words, Mentions mentions, List<String> parameters, SqlSyntax syntax) {
    this.words = words;
    this.mentions = mentions;
    this.parameters = parameters;
    this.barsAreOr = syntax == SqlSyntax.MARIADB;
    this.ties = new Ties(words, mentions, parameters);
    this.columns = mentions.columns();
  }

  /** Why it may not be sent, or null if it may. */
  @Nullable String fault(boolean personal) {
    String table = mentions.first();
    int first = words.afterOpening(0);
    if (!KINDS.contains(words.at(first).text()) || words.at(first).kind() != Kind.WORD) {
      return "on table `" + table + "` only select, insert, update and delete have a scope";
    }
    if (personal && mentions.byIndex().values().stream().anyMatch(t -> t.userColumn() == null)) {
      return "table `" + table + "` holds no personal rows, and the pass is personal";
    }
    if (words.parametersBefore(words.size()) != parameters.size()) {
      return "its parameters can't be told from its text";
    }
    Set<Block> blocks = blocks();
    if (fault != null) {
      return fault;
    }
    ties.count();
    if (!blocks.stream().allMatch(Block::comparesOrganizations)) {
      return "for each time it names table `"
          + table
          + "` it must compare the organization's column by = with :"
          + TenantScope.ORGANIZATION
          + ", as a condition that each row meets";
    }
    if (ties.hasLooseUser()) {
      return "before it compares the user's column, it must demand `organization is null`";
    }
    return personal && !blocks.stream().allMatch(Block::comparesUsers)
        ? "it does not look for personal rows, and the pass is personal"
        : null;
  }

  private Set<Block> blocks() {
    Set<Block> blocks = new LinkedHashSet<>();
    Deque<Level> outer = new ArrayDeque<>();
    Level level = Level.query();
    blocks.add(level.block);
    Deque<Boolean> settings = new ArrayDeque<>();
    boolean setting = false;
    for (int i = 0; i < words.size() && fault == null; i++) {
      Token token = words.at(i);
      if (token.is("(") || token.is("[") || token.is("{")) {
        outer.push(level);
        settings.push(setting);
        setting &= words.at(i - 1).is("set") || words.at(i - 1).is(",");
        level = opened(level, i);
      } else if ((token.is(")") || token.is("]") || token.is("}")) && !outer.isEmpty()) {
        level = outer.pop();
        setting = settings.pop();
      } else if (token.is(";") && i + 1 < words.size()) {
        fault = "it is more than one statement";
      } else if (isEither(token)) {
        if (!ties.isPersonalAlternative(i)) {
          level.either();
        }
      } else if (token.kind() == Kind.WORD && COMBINES.contains(token.text())) {
        level = level.isOutermost() ? Level.query() : level;
      } else if (token.kind() == Kind.PARAMETER) {
        ties.look(i, level);
      } else if (token.isName()) {
        setting = (setting && !words.ends(i)) || token.is("set");
        name(i, level, setting);
        Clause next = token.kind() == Kind.WORD ? CLAUSES.get(token.text()) : null;
        level = next == null || isDistinct(i) ? level : level.next(next);
      }
      blocks.add(level.block);
    }
    return blocks;
  }

  private Level opened(Level level, int at) {
    int first = words.afterOpening(at + 1);
    Token before = words.at(at - 1);
    boolean begins =
        before.is("(")
            || before.is("where")
            || (before.is("and") && !words.isBetween(at - 1))
            || before.is("on")
            || before.is("or");
    boolean plain = begins && words.at(at).is("(") && ties.endsTerm(words.closing(at) + 1);
    return words.at(first).kind() == Kind.WORD && QUERIES.contains(words.at(first).text())
        ? Level.query()
        : level.inside(!plain);
  }

  /* Of a "case", too, only one of the conditions need be met. */
  private boolean isEither(Token token) {
    return token.is("or") || token.is("xor") || token.is("case") || (barsAreOr && token.is("||"));
  }

  /* As in "is distinct from" and "distinct on", which begin no clause. */
  private boolean isDistinct(int i) {
    return words.at(i - 1).is("distinct") && (words.at(i).is("from") || words.at(i).is("on"));
  }

  private void name(int i, Level level, boolean setting) {
    TenantTable table = mentions.byIndex().get(i);
    if (table != null && words.isInsertTarget(i)) {
      fault = new InsertedRows(words, parameters).fault(i, table);
    } else if (table != null) {
      int alias = words.aliasAt(i);
      level.block.names(words.at(alias).text(), table);
      if (alias > i && words.at(alias + 1).is("(")) {
        fault = "the columns of table `" + table.name() + "` are given other names";
      }
    }
    Token token = words.at(i);
    Token after = words.at(i + 1);
    boolean written = after.is("=") || after.is(",") || after.is(")");
    if (setting && columns.contains(token.text()) && written) {
      fault = "a row can't be given to another tenant: `" + token.text() + "` is set";
    } else if ((token.is("into") && !words.isInsert(i))
        || (token.is("insert") && !after.is("into") && !after.is("ignore") && !after.is("("))) {
      fault = "only `insert into` inserts in a scope";
    } else if (token.is("merge") || (token.is("replace") && after.is("into"))) {
      fault = "`" + token.text() + "` may write over another tenant's row";
    } else if ((token.is("conflict") || (token.is("duplicate") && after.is("key")))
        && words.updatesAfter(i)) {
      fault = "an upsert may write over another tenant's row";
    }
  }
}
