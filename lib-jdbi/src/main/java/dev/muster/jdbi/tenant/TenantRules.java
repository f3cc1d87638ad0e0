package dev.muster.jdbi.tenant;

import dev.muster.jdbi.tenant.SqlSyntax.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be sent: a pure function of the text, the names of its parameters and the scope that was
 * bound. A text that can be read in several ways must be right in each.
 */
final class TenantRules {
  private final TenantTables tables;
  private final SqlSyntax syntax;

  TenantRules(TenantTables tables, SqlSyntax syntax) {
    this.tables = tables;
    this.syntax = syntax;
  }

  void heard(TenantExemption exemption) {
    tables.heard(exemption);
  }

  /** Why a text may not be sent, or null if it may. */
  @Nullable String fault(String sql, List<String> parameters, @Nullable TenantScope scope) {
    List<Reading> readings = syntax.readings(sql);
    for (Reading reading : readings) {
      SqlText text = SqlText.of(sql, syntax, reading);
      String fault = text.fault();
      if (fault == null) {
        fault = fault(text.tokens(), parameters, scope);
      } else if (text.isUnended() && !reading.equals(readings.get(0))) {
        fault = null;
      }
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String fault(
      List<Token> tokens, List<String> parameters, @Nullable TenantScope scope) {
    SqlWords words = new SqlWords(tokens);
    String program = Programs.in(words, syntax);
    if (program != null) {
      return program;
    }
    Mentions mentions = Mentions.in(words, tables);
    if (mentions.isEmpty()) {
      return null;
    }
    if (scope == null) {
      return "it names table `" + mentions.first() + "`, and no pass's scope is bound to it";
    }
    return new ScopedStatement(words, mentions, parameters, syntax).fault(scope.isPersonal());
  }
}
