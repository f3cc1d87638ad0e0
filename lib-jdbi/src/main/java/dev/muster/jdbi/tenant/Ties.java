package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.Level.Clause;
import dev.muster.jdbi.tenant.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comparisons of tenant columns with the parameters of the scope. */
final class Ties {
  private static final Set<String> BEFORE_TERM = Set.of("where", "and", "on");
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
          "minus",
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

  private final SqlWords words;
  private final List<String> parameters;
  private final Set<String> organizationColumns;
  private final Set<String> userColumns;
  private final List<Tie> found = new ArrayList<>();
  private boolean looseUser;
  private int seen;

  Ties(SqlWords words, Mentions mentions, List<String> parameters) {
    this.words = words;
    this.parameters = parameters;
    organizationColumns =
        mentions.byIndex().values().stream()
            .map(TenantTable::organizationColumn)
            .collect(Collectors.toSet());
    userColumns =
        mentions.byIndex().values().stream()
            .map(TenantTable::userColumn)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /** Looks at the next parameter of the statement. */
  void look(int at, Level level) {
    String name = parameters.get(seen++);
    boolean organization = name.equals(TenantScope.ORGANIZATION);
    if (!organization && !name.equals(TenantScope.USER)) {
      return;
    }
    Set<String> columns = organization ? organizationColumns : userColumns;
    int column = -1;
    int before = at - 1;
    int after = at + 1;
    if (words.at(before).is("=") && columns.contains(words.at(before - 1).text())) {
      column = before - 1;
      before = words.before(column);
    } else if (words.at(after).is("=")
        && columns.contains(words.at(words.nameFrom(after + 1)).text())) {
      column = words.nameFrom(after + 1);
      after = column + 1;
    }
    if (column < 0) {
      return;
    }
    boolean right =
        (organization || isOrganizationNull(before)) && beginsTerm(before) && endsTerm(after);
    looseUser |= !organization && !right;
    if (right) {
      found.add(new Tie(level, alias(column), words.at(column).text(), at, organization));
    }
  }

  /** Counts what binds each row, once all is seen. */
  void count() {
    for (Tie tie : found) {
      boolean everywhere =
          tie.level.clause == Clause.WHERE
              || (tie.level.clause == Clause.ON && bindsJoin(tie.at, tie.alias));
      if (everywhere && tie.level.isBinding()) {
        tie.level.block.compares(tie.alias, tie.column, tie.organization);
      }
    }
  }

  /** Whether the user's column is compared in rows that may be an organization's. */
  boolean hasLooseUser() {
    return looseUser;
  }

  /** Whether this "or" adds personal rows to those of the organization, and nothing else. */
  boolean isPersonalAlternative(int or) {
    int column = words.nameFrom(or + 1);
    return words.at(or).is("or")
        && words.at(or - 1).kind() == Kind.PARAMETER
        && seen > 0
        && parameters.get(seen - 1).equals(TenantScope.ORGANIZATION)
        && organizationColumns.contains(words.at(column).text())
        && words.at(column + 1).is("is")
        && words.at(column + 2).is("null")
        && words.at(column + 3).is("and")
        && words.at(or - 2).is("=")
        && Objects.equals(alias(or - 3), alias(column))
        && comparesUser(column + 4, alias(column));
  }

  /** Whether the same table's user is compared there; what follows is looked at in its turn. */
  private boolean comparesUser(int start, @Nullable String alias) {
    boolean first = words.at(start).kind() == Kind.PARAMETER;
    int column = words.nameFrom(first ? start + 2 : start);
    return words.at(first ? start + 1 : column + 1).is("=")
        && words.at(first ? start : column + 2).kind() == Kind.PARAMETER
        && seen < parameters.size()
        && parameters.get(seen).equals(TenantScope.USER)
        && userColumns.contains(words.at(column).text())
        && Objects.equals(alias, alias(column));
  }

  private @Nullable String alias(int column) {
    return words.at(column - 1).is(".") ? words.at(column - 2).text() : null;
  }

  /** Whether {@code organization_id is null and} ends at this "and". */
  private boolean isOrganizationNull(int and) {
    return words.at(and).is("and")
        && words.at(and - 1).is("null")
        && words.at(and - 2).is("is")
        && organizationColumns.contains(words.at(and - 3).text());
  }

  /*
   * A condition of an outer join leaves out rows of the joined table only, or none; and without a
   * qualifier it may be about another table than the one that is meant.
   */
  private boolean bindsJoin(int at, @Nullable String alias) {
    int join = at;
    int depth = 0;
    while (join >= 0 && !(depth == 0 && words.at(join).is("join"))) {
      depth += words.at(join).is(")") ? 1 : words.at(join).is("(") && depth > 0 ? -1 : 0;
      join--;
    }
    int kind = words.at(join - 1).is("outer") ? join - 2 : join - 1;
    if (join < 0 || alias == null || words.at(kind).is("right") || words.at(kind).is("full")) {
      return false;
    }
    Token joined = words.at(join + 1);
    return !words.at(kind).is("left")
        || (joined.isName()
            && !joined.is("lateral")
            && alias.equals(words.alias(words.nameFrom(join + 1))));
  }

  /* So that neither a negation, an operator nor an alternative makes something else of it. */
  private boolean beginsTerm(int before) {
    int i = before;
    while (words.at(i).is("(")) {
      i--;
    }
    return words.at(i).kind() == Kind.WORD
        && BEFORE_TERM.contains(words.at(i).text())
        && !words.isBetween(i);
  }

  /** Whether nothing is done there with what stands before. */
  @SuppressWarnings("ReferenceEquality") // the one end of the words
  boolean endsTerm(int start) {
    int after = start;
    while (words.at(after).is("::")) {
      after = words.nameFrom(after + 1) + 1;
      after = words.at(after).is("(") ? words.closing(after) + 1 : after;
    }
    Token token = words.at(after);
    return token.equals(Token.END)
        || token.is(")")
        || token.is(";")
        || (token.kind() == Kind.WORD && AFTER_TERM.contains(token.text()))
        || isPersonalAlternative(after);
  }

  /** A comparison of a column with a parameter. */
  private record Tie(
      Level level, @Nullable String alias, String column, int at, boolean organization) {}
}
