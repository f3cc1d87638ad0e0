package dev.muster.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ANS-6")
class CanonicalTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orgs/acme/notes",
        "/orgs/acme/notes/",
        "/orgs/org_01H/notes/7",
        "/a-b_c~d.e/f",
        "/me@home:1",
        "/caf%C3%A9",
        "/a%20b",
        "/%E2%82%AC"
      })
  void a_path_with_one_reading_is_canonical(String path) {
    assertThat(CanonicalTarget.isCanonical(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orgs",
        "*",
        "http://evil.example/orgs",
        "//evil.example/",
        "/orgs//notes",
        "/orgs/./notes",
        "/orgs/../notes",
        "/..",
        "/.",
        "/orgs/%2e%2e/notes",
        "/orgs/%2E%2E/notes",
        "/orgs/%2e/notes",
        "/orgs%2Fnotes",
        "/orgs%2fnotes",
        "/orgs%5Cnotes",
        "/orgs%5cnotes",
        "/orgs\\notes",
        "/orgs;x/notes",
        "/orgs/acme;jsessionid=1/notes",
        "/orgs/%3Bx",
        "/orgs/%3bx",
        "/orgs/%252e",
        "/orgs/%25",
        "/orgs/%",
        "/orgs/%4",
        "/orgs/%zz",
        "/orgs/%61cme",
        "/orgs/%41cme",
        "/orgs/%2D",
        "/orgs/%00",
        "/orgs/%0A",
        "/orgs/%0d%0a",
        "/orgs/%7F",
        "/orgs/%c3%a9",
        "/orgs/%C3",
        "/orgs/%C0%AF",
        "/orgs/%ED%A0%80",
        "/orgs/%F5%80%80%80",
        "/orgs/%C2%85",
        "/orgs/\u00e9",
        "/orgs/a b",
        "/orgs/a\tb",
        "/orgs/a\u0000b",
        "/orgs/<a>",
        "/orgs/a|b",
        "/orgs/a^b",
        "/orgs/a`b",
        "/orgs/{a}",
        "/orgs/a?b",
        "/orgs/a#b",
        "/orgs/\uff0e\uff0e/x"
      })
  void a_path_with_two_readings_is_not(String path) {
    assertThat(CanonicalTarget.isCanonical(path)).isFalse();
  }
}
