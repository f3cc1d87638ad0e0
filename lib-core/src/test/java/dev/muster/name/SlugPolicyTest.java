package dev.muster.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ORG-7")
class SlugPolicyTest {
  private static OrganizationSlug slug(String value) {
    return new OrganizationSlug(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admin", "api", "www", "login", "support", "organizations", "sign-in", "muster-x"})
  void the_standard_reserves_what_a_services_own_addresses_need(String reserved) {
    assertThat(SlugPolicy.standard().allows(slug(reserved))).isFalse();
    assertThat(SlugPolicy.none().allows(slug(reserved))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "administration", "my-api", "login-gmbh", "mustermann", "xn1"})
  void a_slug_that_only_holds_a_reserved_word_is_free(String free) {
    assertThat(SlugPolicy.standard().allows(slug(free))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ａｄｍｉｎ",
        "ＡＤＭＩＮ",
        "Ádmín",
        "a\u0301dmin",
        "ⓐⓓⓜⓘⓝ",
        "𝐚𝐝𝐦𝐢𝐧",
        " admin ",
        "admin!",
        "ᴬᴰᴹᴵᴺ"
      })
  void a_name_that_looks_like_a_reserved_word_folds_to_it(String name) {
    OrganizationSlug folded = OrganizationSlug.fromDisplayName(name).orElseThrow();
    assertThat(folded).isEqualTo(slug("admin"));
    assertThat(SlugPolicy.standard().allows(folded)).isFalse();
    assertThat(OrganizationSlug.parse(name)).isEmpty();
  }

  @Test
  void a_host_adds_words_and_prefixes_to_the_standard_or_begins_with_nothing() {
    SlugPolicy more =
        SlugPolicy.builder()
            .reservedWord("notes")
            .reservedWords(Set.of("boards"))
            .reservedPrefix("v1-")
            .reservedPrefixes(Set.of("beta"))
            .build();
    assertThat(more.allows(slug("notes"))).isFalse();
    assertThat(more.allows(slug("boards"))).isFalse();
    assertThat(more.allows(slug("v1-acme"))).isFalse();
    assertThat(more.allows(slug("beta"))).isFalse();
    assertThat(more.allows(slug("betamax"))).isFalse();
    assertThat(more.allows(slug("admin"))).isFalse();
    assertThat(more.allows(slug("notes-2"))).isTrue();
    assertThat(more.allows(slug("v1acme"))).isTrue();
    SlugPolicy own = SlugPolicy.builder().withoutStandard().reservedWord("notes").build();
    assertThat(own.allows(slug("notes"))).isFalse();
    assertThat(own.allows(slug("admin"))).isTrue();
    assertThat(own.allows(slug("muster-x"))).isTrue();
  }

  @Test
  void a_beginning_is_free_only_if_no_prefix_takes_any_slug_under_it() {
    SlugPolicy policy = SlugPolicy.builder().reservedWord("acme").reservedPrefix("beta-x").build();
    assertThat(policy.allowsBeginning("acme-")).isTrue();
    assertThat(policy.allowsBeginning("beta-")).isFalse();
    assertThat(policy.allowsBeginning("beta-x1-")).isFalse();
    assertThat(policy.allowsBeginning("betamax-")).isTrue();
    assertThat(SlugPolicy.standard().allowsBeginning("organization-")).isTrue();
  }

  @Test
  void a_word_that_no_slug_can_be_is_a_fault_and_all_are_named_at_once() {
    SlugPolicy.Builder faulty =
        SlugPolicy.builder().reservedWord("Admin").reservedPrefix("").reservedWord("ａｐｉ");
    assertThatThrownBy(faulty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 faults")
        .hasMessageContaining("reserved word must have 1 to 48 characters")
        .hasMessageContaining("`Admin`")
        .hasMessageContaining("reserved prefix must have")
        .hasMessageContaining("`\\uff41\\uff50\\uff49`");
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    assertThatThrownBy(() -> SlugPolicy.builder().reservedWord(null)).hasMessage("word");
    assertThatThrownBy(() -> SlugPolicy.builder().reservedPrefix(null)).hasMessage("prefix");
    assertThatThrownBy(() -> SlugPolicy.standard().allows(null)).hasMessage("slug");
  }
}
