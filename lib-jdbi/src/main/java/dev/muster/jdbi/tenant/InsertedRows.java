package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an insert into a declared table gives its tenant columns: the scope, and nothing else. */
final class InsertedRows {
  private final SqlWords words;
  private final List<String> parameters;

  InsertedRows(SqlWords words, List<String> parameters) {
    this.words = words;
    this.parameters = parameters;
  }

  /** Why the rows of the insert into the table named there may not be sent, or null. */
  @Nullable String fault(int target, TenantTable table) {
    int open = target + 1;
    if (words.at(open).is("as")) {
      open += 2;
    }
    if (!words.at(open).is("(")) {
      return "an insert into table `" + table.name() + "` must name its columns";
    }
    int close = words.closing(open);
    List<List<Token>> columns = items(open + 1, close, false);
    int organization = index(columns, table.organizationColumn());
    int user = table.userColumn() == null ? -1 : index(columns, table.userColumn());
    if (organization < 0 || (table.userColumn() != null && user < 0)) {
      return "an insert into table `" + table.name() + "` must fill the tenant's columns";
    }
    int next = close + 1;
    boolean right = false;
    if (words.at(next).is("select") && !isCombined(next)) {
      right = isScoped(next + 1, items(next + 1, words.size(), true), organization, user);
    } else if (words.at(next).is("values")) {
      right = true;
      do {
        int start = next + 1;
        int end = words.closing(start);
        right &=
            words.at(start).is("(")
                && isScoped(start + 1, items(start + 1, end, false), organization, user);
        next = end + 1;
      } while (right && words.at(next).is(","));
    }
    return right
        ? null
        : "an insert into table `"
            + table.name()
            + "` must fill the tenant's columns with :"
            + TenantScope.ORGANIZATION
            + " and :"
            + TenantScope.USER;
  }

  /* Of several selects only the first would be looked at. */
  private boolean isCombined(int select) {
    for (int i = select; i < words.size(); i++) {
      if (words.at(i).is("union") || words.at(i).is("except") || words.at(i).is("intersect")) {
        return true;
      }
    }
    return false;
  }

  private static int index(List<List<Token>> columns, String name) {
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).size() == 1 && columns.get(i).get(0).isName(name)) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  private boolean isScoped(int start, List<List<Token>> row, int organization, int user) {
    return isParameter(start, row, organization, TenantScope.ORGANIZATION)
        && (user < 0 || isParameter(start, row, user, TenantScope.USER));
  }

  private boolean isParameter(int start, List<List<Token>> row, int index, String name) {
    if (index >= row.size()
        || row.get(index).size() != 1
        || row.get(index).get(0).kind() != Kind.PARAMETER) {
      return false;
    }
    int place = start;
    for (List<Token> item : row.subList(0, index)) {
      if (isSeveral(item)) {
        return false;
      }
      place += item.size() + 1;
    }
    int parameter = words.parametersBefore(place);
    return parameter < parameters.size() && parameters.get(parameter).equals(name);
  }

  /* As `*` and `o.*`: what follows is in another column then. */
  private static boolean isSeveral(List<Token> item) {
    int last = item.size() - 1;
    return last >= 0
        && item.get(last).is("*")
        && (last == 0 || item.get(last - 1).is(".") || item.get(last - 1).isName());
  }

  /** What stands between commas, until the end or, of a select list, until its table. */
  private List<List<Token>> items(int from, int end, boolean selected) {
    List<List<Token>> items = new ArrayList<>();
    List<Token> item = new ArrayList<>();
    int depth = 0;
    for (int i = from; i < end; i++) {
      Token token = words.at(i);
      boolean over =
          selected && depth == 0 && (token.is("from") || token.is("where") || token.is(")"));
      if (over) {
        break;
      }
      boolean opens = token.is("(") || token.is("[") || token.is("{");
      boolean closes = token.is(")") || token.is("]") || token.is("}");
      depth += opens ? 1 : closes ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        items.add(item);
        item = new ArrayList<>();
      } else {
        item.add(token);
      }
    }
    items.add(item);
    return items;
  }
}
