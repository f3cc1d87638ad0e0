package dev.muster.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ORG-7")
class OrganizationSlugTest {
  private static final int RUNS = 20_000;
  private static final String BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String BASE_62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a-b", "a1-b2-c3", "000", "0-0"})
  void a_slug_has_3_to_48_characters_and_single_inner_hyphens(String good) {
    assertThat(OrganizationSlug.parse(good)).map(OrganizationSlug::value).contains(good);
    assertThat(OrganizationSlug.parse("a".repeat(48))).isPresent();
    assertThat(OrganizationSlug.parse("a".repeat(49))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "ab", "-abc", "abc-", "a--b", "Abc", "a_b", "a.b", "a b", "abc\n", "äbc", "ａｂｃ", "abc\0"
      })
  void nothing_else_is_one(String bad) {
    assertThat(OrganizationSlug.parse(bad)).isEmpty();
    assertThatThrownBy(() -> new OrganizationSlug(bad))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Acme Inc., acme-inc",
    "Crème Brûlée, creme-brulee",
    "ＡＣＭＥ　１２, acme-12",
    "ﬁnance ﬂow, finance-flow",
    "Ⅷ Legion, viii-legion",
    "İSTANBUL, istanbul",
    "TITLE, title",
    "  --Acme--  , acme",
    "a\u0301\u0302\u0303bc, abc",
    "Acme™ №1, acmetm-no1",
    "1⁄2 price, 1-2-price",
    "Straße 9, stra-e-9",
  })
  void a_name_is_folded(String name, String slug) {
    assertThat(OrganizationSlug.fromDisplayName(name)).map(OrganizationSlug::value).contains(slug);
  }

  @Test
  void a_name_is_folded_alike_wherever_the_server_stands() {
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("tr", "az", "lt", "en")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(OrganizationSlug.fromDisplayName("TITLE II"))
            .as(language)
            .contains(new OrganizationSlug("title-ii"));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "🎉🎉🎉",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "株式会社",
        "Организация",
        "ab",
        "---",
        "\u0301\u0301\u0301",
        "\u200b\u200b\u200b"
      })
  void a_name_of_which_too_little_is_left_suggests_none(String name) {
    assertThat(OrganizationSlug.fromDisplayName(name)).isEmpty();
  }

  @Test
  void a_name_in_the_form_of_a_uuid_suggests_none() {
    assertThat(OrganizationSlug.fromDisplayName("0F8FAD5B-D9CB-469F-A165-70867728950E")).isEmpty();
  }

  @Test
  void whatever_the_name_the_suggestion_is_a_slug_with_room_for_a_discriminator() {
    SplittableRandom random = new SplittableRandom(7);
    int suggested = 0;
    for (int run = 0; run < RUNS; run++) {
      StringBuilder name = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        int kind = random.nextInt(4);
        name.appendCodePoint(
            kind == 0 ? random.nextInt(0x20, 0x7f) : random.nextInt(kind == 1 ? 0x300 : 0x1_1000));
      }
      Optional<OrganizationSlug> slug = OrganizationSlug.fromDisplayName(name.toString());
      suggested += slug.isPresent() ? 1 : 0;
      slug.ifPresent(
          it -> {
            assertThat(OrganizationSlug.parse(it.value())).contains(it);
            assertThat(OrganizationSlug.parse(it.value() + "-1a2b3c")).isPresent();
            assertThat(OrganizationSlug.fromDisplayName(it.value())).contains(it);
          });
      String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
      assertThat(OrganizationSlug.fromDisplayName(composed)).isEqualTo(slug);
    }
    assertThat(suggested).isGreaterThan(RUNS / 2);
  }

  @Test
  void no_id_of_a_provider_is_ever_taken_for_a_slug() {
    SplittableRandom random = new SplittableRandom(11);
    for (int run = 0; run < RUNS; run++) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      List<String> ids =
          List.of(
              "org_01" + letters(random, BASE_32, 24), // WorkOS
              "org_" + letters(random, BASE_62, 27), // Clerk
              uuid); // Keycloak
      for (String id : ids) {
        assertThat(OrganizationSlug.parse(id)).as(id).isEmpty();
        assertThat(OrganizationRef.parse(id))
            .as(id)
            .contains(OrganizationRef.of(new OrganizationId(id)));
      }
      assertThat(OrganizationSlug.fromDisplayName(uuid)).as(uuid).isEmpty();
    }
  }

  private static String letters(SplittableRandom random, String alphabet, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
