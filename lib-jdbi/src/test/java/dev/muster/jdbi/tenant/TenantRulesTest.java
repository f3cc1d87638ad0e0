package dev.muster.jdbi.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.muster.jdbi.tenant.TenantAttacks.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the guard lets through, by text alone. */
@Tag("DB-3")
class TenantRulesTest {
  private static final TenantTables TABLES =
      TenantTables.builder()
          .table("note", "organization_id", "user_id")
          .table("seat", "organization_id")
          .table("account", "org_id", "owner_id")
          .table("invoice", "organization_id")
          .build();

  @Test
  void no_text_reaches_a_declared_table_without_a_scope() {
    assertThat(TenantAttacks.WITHOUT_SCOPE).hasSizeGreaterThan(100);
    assertThat(letThrough(TenantAttacks.WITHOUT_SCOPE, null)).isEmpty();
  }

  @Test
  void a_scope_does_not_let_through_what_does_not_stay_in_it() {
    assertThat(letThrough(TenantAttacks.IN_SCOPE, TestScopes.ORGANIZATION)).isEmpty();
    assertThat(letThrough(TenantAttacks.IN_SCOPE, TestScopes.PERSONAL)).isEmpty();
  }

  @Test
  void a_text_that_stays_in_its_scope_is_let_through() {
    assertThat(refused(TenantAttacks.SCOPED, TestScopes.ORGANIZATION)).isEmpty();
    assertThat(refused(TenantAttacks.SCOPED_FOR_BOTH, TestScopes.ORGANIZATION)).isEmpty();
    assertThat(refused(TenantAttacks.SCOPED_FOR_BOTH, TestScopes.PERSONAL)).isEmpty();
    assertThat(letThrough(TenantAttacks.SCOPED, null)).isEmpty();
    assertThat(letThrough(TenantAttacks.SCOPED_FOR_BOTH, null)).isEmpty();
  }

  @Test
  @Tag("SCOPE-3")
  void a_personal_pass_does_not_open_what_only_looks_for_an_organization() {
    assertThat(letThrough(TenantAttacks.SCOPED, TestScopes.PERSONAL)).isEmpty();
    Text seats =
        new Text(
            List.of(SqlSyntax.values()),
            "select * from seat where organization_id = ?",
            List.of(TenantScope.ORGANIZATION));
    assertThat(refused(List.of(seats), TestScopes.ORGANIZATION)).isEmpty();
    assertThat(fault(seats, SqlSyntax.H2, TestScopes.PERSONAL))
        .isEqualTo("table `seat` holds no personal rows, and the pass is personal");
  }

  @Test
  void a_text_that_names_no_declared_table_is_let_through() {
    assertThat(refused(TenantAttacks.INNOCENT, null)).isEmpty();
    assertThat(refused(TenantAttacks.INNOCENT, TestScopes.ORGANIZATION)).isEmpty();
  }

  @Test
  @Tag("BAD-INPUT")
  @Timeout(60)
  void whatever_the_text_is_it_is_let_through_or_refused() {
    Random random = new Random(20_261_121);
    String letters = "note'\"`$ \n\r\t-/*#;.,()?=\\uUeE&ab1:\u00a0\u017f\u0000[]{}<>!";
    List<List<Text>> all =
        List.of(TenantAttacks.WITHOUT_SCOPE, TenantAttacks.SCOPED, TenantAttacks.INNOCENT);
    for (int i = 0; i < 20_000; i++) {
      List<Text> some = all.get(random.nextInt(all.size()));
      StringBuilder sql = new StringBuilder(some.get(random.nextInt(some.size())).sql());
      for (int edits = random.nextInt(6); edits > 0; edits--) {
        int at = random.nextInt(sql.length() + 1);
        if (random.nextBoolean() || at == sql.length()) {
          sql.insert(at, letters.charAt(random.nextInt(letters.length())));
        } else {
          sql.delete(at, Math.min(sql.length(), at + 1 + random.nextInt(5)));
        }
      }
      for (SqlSyntax syntax : SqlSyntax.values()) {
        TenantRules rules = new TenantRules(TABLES, syntax);
        String alone = rules.fault(sql.toString(), List.of(), null);
        String scoped =
            rules.fault(sql.toString(), List.of(TenantScope.ORGANIZATION), TestScopes.ORGANIZATION);
        assertThat(alone == null && scoped != null)
            .as("refused only because a scope is bound: %s", sql)
            .isFalse();
      }
    }
  }

  @Test
  void blanks_comments_and_capitals_let_nothing_through() {
    Random random = new Random(7);
    List<String> between = List.of(" ", "\n", "\t ", " /* ' */ ", "/**/", " -- note \" \n", "\f");
    for (int i = 0; i < 5_000; i++) {
      List<Text> some = TenantAttacks.WITHOUT_SCOPE;
      Text text = some.get(random.nextInt(some.size()));
      StringBuilder sql = new StringBuilder(between.get(random.nextInt(between.size())));
      boolean quotes = text.sql().matches("(?s).*['\"`$\\\\#\\-/].*");
      for (char c : text.sql().toCharArray()) {
        boolean upper = random.nextBoolean() && c < 128 && text.sql().indexOf('$') < 0;
        sql.append(upper ? Character.toUpperCase(c) : c);
        if (c == ' ' && !quotes && random.nextInt(3) == 0) {
          sql.append(between.get(random.nextInt(between.size())));
        }
      }
      for (SqlSyntax syntax : text.syntaxes()) {
        assertThat(new TenantRules(TABLES, syntax).fault(sql.toString(), List.of(), null))
            .as("%s: %s", syntax, sql)
            .isNotNull();
      }
    }
  }

  @Test
  @Timeout(60)
  void a_long_text_takes_time_in_proportion() {
    for (String piece : List.of("(", "'", "\"", "$a$ ", "/* ", "= ", "note ", "- ", "a.", ", ")) {
      String sql = "select " + piece.repeat(100_000) + " from note";
      for (SqlSyntax syntax : SqlSyntax.values()) {
        assertThat(new TenantRules(TABLES, syntax).fault(sql, List.of(), null)).isNotNull();
      }
    }
    List<String> names = Collections.nCopies(50_000, TenantScope.ORGANIZATION);
    String scoped = "select * from note where ";
    for (String piece :
        List.of(
            "(",
            "(select ",
            "x join y on ",
            "on conflict ",
            "-- x\n",
            "/* x */",
            "or ",
            "set note = ",
            "n.organization_id = ? and ",
            "(organization_id = ?",
            "insert into note (organization_id, user_id) values (?, ?), ")) {
      String sql = scoped + piece.repeat(50_000);
      for (SqlSyntax syntax : SqlSyntax.values()) {
        assertThat(new TenantRules(TABLES, syntax).fault(sql, names, TestScopes.ORGANIZATION))
            .as(piece)
            .isNotNull();
      }
    }
  }

  @Test
  void faults_of_a_declaration_are_told_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TenantTables.builder()
                    .table("a b", "organization_id")
                    .table("note", "o", "O")
                    .table("NOTE", "o")
                    .table("x".repeat(63), "o")
                    .build())
        .withMessageContaining("table `a b`")
        .withMessageContaining("`note` has one column")
        .withMessageContaining("`NOTE` is declared twice")
        .withMessageContaining("`" + "x".repeat(63) + "`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TenantTables.builder().build())
        .withMessage("tenant tables: no table is declared");
    assertThatNullPointerException()
        .isThrownBy(() -> TenantScope.of(nothing()))
        .withMessage("pass");
    assertThatIllegalArgumentException().isThrownBy(() -> TenantExemption.becauseOf(" "));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static List<String> letThrough(List<Text> texts, @Nullable TenantScope scope) {
    return verdicts(texts, scope, true);
  }

  private static List<String> refused(List<Text> texts, @Nullable TenantScope scope) {
    return verdicts(texts, scope, false);
  }

  private static List<String> verdicts(
      List<Text> texts, @Nullable TenantScope scope, boolean through) {
    List<String> found = new ArrayList<>();
    for (Text text : texts) {
      for (SqlSyntax syntax : text.syntaxes()) {
        String fault = fault(text, syntax, scope);
        if ((fault == null) == through) {
          found.add(syntax + ": " + text + ": " + fault);
        }
      }
    }
    return found;
  }

  private static @Nullable String fault(Text text, SqlSyntax syntax, @Nullable TenantScope scope) {
    return new TenantRules(TABLES, syntax).fault(text.sql(), text.parameters(), scope);
  }
}
