package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.LinkRules.Candidate;
import dev.muster.store.LinkRules.Verdict;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ROLE-10")
class LinkRulesTest {
  private static final String ANNS = "ann@example.com";

  @ParameterizedTest
  @CsvSource({
    "true, true, false, LINK",
    "false, true, false, EMAIL_TAKEN",
    "true, false, false, EMAIL_TAKEN",
    "true, true, true, EMAIL_TAKEN",
    "false, false, true, EMAIL_TAKEN"
  })
  void an_account_is_linked_only_if_both_have_verified_its_email_and_it_is_nobodys(
      boolean atProvider, boolean atHost, boolean taken, Verdict verdict) {
    assertThat(decide(atProvider, new Candidate("Ann@Example.com", atHost, taken)))
        .isEqualTo(verdict);
  }

  @Test
  void without_an_account_of_that_email_one_is_made() {
    assertThat(decide(true)).isEqualTo(Verdict.CREATE);
    assertThat(decide(false, new Candidate("bob@example.com", true, false)))
        .isEqualTo(Verdict.CREATE);
  }

  @Test
  void several_accounts_of_that_email_are_ambiguous_whichever_could_be_linked() {
    Candidate free = new Candidate(ANNS, true, false);

    assertThat(decide(true, free, new Candidate("ANN@example.com", false, true)))
        .isEqualTo(Verdict.AMBIGUOUS);
    assertThat(decide(false, free, free)).isEqualTo(Verdict.AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "ann",
        "ann@",
        "@example.com",
        "a@b@c",
        "an n@example.com",
        "ann@example.com ",
        "ann@example.com\n",
        "ann\u0000@example.com",
        "ann\u00a0@example.com",
        "ann\u3000@example.com",
        "ann\ud83d@example.com"
      })
  void what_is_no_email_is_not_even_itself(String text) {
    assertThat(LinkRules.isEmail(text)).isFalse();
    assertThat(LinkRules.sameEmail(text, text)).isFalse();
  }

  @Test
  void the_longest_email_has_254_characters() {
    String longest = "a".repeat(242) + "@example.com";

    assertThat(LinkRules.MAX_EMAIL_LENGTH).isEqualTo(254).isEqualTo(longest.length());
    assertThat(LinkRules.isEmail(longest)).isTrue();
    assertThat(LinkRules.isEmail("a" + longest)).isFalse();
  }

  @Test
  void only_letters_of_ascii_are_folded() {
    assertThat(LinkRules.sameEmail("AZ@EXAMPLE.COM", "az@example.com")).isTrue();
    assertThat(LinkRules.sameEmail("\u212aim@example.com", "kim@example.com")).isFalse();
    assertThat(LinkRules.sameEmail("k\u0131m@example.com", "KIM@example.com")).isFalse();
    assertThat(LinkRules.sameEmail("\u00c9@example.com", "\u00e9@example.com")).isFalse();
    assertThat(LinkRules.sameEmail("[@example.com", "{@example.com")).isFalse();
    assertThat(LinkRules.sameEmail("`@example.com", "@@example.com")).isFalse();
  }

  @Test
  @Tag("ROLE-10")
  void no_email_is_nobodys() {
    assertThat(LinkRules.isEmail(null)).isFalse();
    assertThat(LinkRules.sameEmail(null, null)).isFalse();
    assertThat(LinkRules.sameEmail(ANNS, null)).isFalse();
    assertThat(LinkRules.sameEmail(null, ANNS)).isFalse();
    User nameless = new User(new UserId("user_1"), null, false);
    assertThat(LinkRules.decide(nameless, List.of(new Candidate(ANNS, true, false))))
        .isEqualTo(Verdict.CREATE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new User(new UserId("user_1"), null, true))
        .withMessageContaining("emailVerified");
  }

  @Test
  void a_candidate_does_not_print_its_email() {
    assertThat(new Candidate(ANNS, true, false).toString()).doesNotContain("ann");
  }

  private static Verdict decide(boolean verified, Candidate... candidates) {
    return LinkRules.decide(new User(new UserId("user_1"), ANNS, verified), List.of(candidates));
  }
}
