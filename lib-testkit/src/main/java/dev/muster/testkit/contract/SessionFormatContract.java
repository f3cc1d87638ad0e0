package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import dev.muster.session.SessionFormat.Access;
import dev.muster.session.SessionFormat.Opened;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionFormat} keeps. Whether another service reads the same cookie is the
 * form's own tests' business.
 */
@Tag("KIT-2")
@Tag("SES-4")
public abstract class SessionFormatContract extends Suite {
  private static final OrganizationId ACME = new OrganizationId("org_acme");

  /** What a browser keeps of one cookie, less its name. */
  private static final int ROOM = 4096 - 128;

  private CookiesUnderTest stage;
  private SessionFormat format;

  /** For subclasses. */
  protected SessionFormatContract() {}

  /**
   * Opens a form.
   *
   * @return a new one for each test
   */
  protected abstract CookiesUnderTest open();

  @BeforeEach
  final void openFormat() {
    stage = open();
    format = stage.format();
  }

  @AfterEach
  final void closeFormat() {
    stage.close();
  }

  @Test
  void what_was_sealed_opens_as_the_session_it_was() {
    ProviderSession session = stage.signIn(ACME);
    Opened opened = opened(format.seal(session));
    assertThat(opened.user()).isEqualTo(session.user());
    assertThat(opened.sessionId()).isEqualTo(session.sessionId());
    assertThat(opened.organization()).isEqualTo(ACME);
    assertThat(opened.refreshToken().reveal()).isEqualTo(session.refreshToken().reveal());
    assertThat(opened.impersonator()).isEqualTo(session.impersonator());
  }

  @Test
  @Tag("SES-8")
  void a_session_in_no_organization_opens_in_none() {
    assertThat(opened(format.seal(stage.signIn(null))).organization()).isNull();
  }

  @Test
  void access_counts_until_it_ends_and_no_longer() {
    Secret cookie = format.seal(stage.signIn(ACME));
    assertThat(opened(cookie).access())
        .isInstanceOfSatisfying(
            Access.Until.class, until -> assertThat(until.end()).isAfter(stage.now()));
    stage.outliveAccess();
    format
        .open(cookie)
        .ifPresent(
            late ->
                assertThat(late.access())
                    .isInstanceOfSatisfying(
                        Access.Until.class,
                        until -> assertThat(until.end()).isBeforeOrEqualTo(stage.now())));
  }

  /* The last character of a Base64 text has several spellings of the same bits. */
  @Test
  void a_cookie_with_any_character_changed_is_nobody_else() {
    Secret cookie = format.seal(stage.signIn(ACME));
    Opened good = opened(cookie);
    String text = cookie.reveal();
    int opens = 0;
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      Secret changed = Secret.of(text.substring(0, at) + other + text.substring(at + 1));
      Optional<Opened> opened = format.open(changed);
      assertThat(opened.map(Object::toString)).isIn(Optional.empty(), Optional.of(good.toString()));
      opens += opened.isPresent() ? 1 : 0;
    }
    assertThat(opens).as("changed cookies that open").isLessThan(Math.max(4, text.length() / 100));
  }

  @Test
  void what_another_key_sealed_does_not_open() {
    Secret theirs = stage.ofAnotherKey().seal(stage.signIn(ACME));
    assertThat(stage.ofAnotherKey().open(theirs)).isPresent();
    assertThat(format.open(theirs)).isEmpty();
  }

  @Test
  @Tag("BAD-INPUT")
  void any_text_opens_nothing_and_throws_nothing() {
    String good = format.seal(stage.signIn(ACME)).reveal();
    for (String garbage :
        List.of(
            "",
            " ",
            "{}",
            "null",
            "*",
            "**",
            ".",
            "\u0000",
            "\ud800",
            "\u0661",
            "=".repeat(10_000),
            "*".repeat(10_000),
            "A".repeat(1_000_000),
            good.substring(0, good.length() / 2),
            good.substring(1),
            good + good)) {
      assertThat(format.open(Secret.of(garbage))).isEmpty();
    }
  }

  @Test
  void a_cookie_is_of_characters_that_a_cookie_may_hold_and_not_too_long() {
    assertThat(format.seal(stage.signIn(ACME)).reveal())
        .matches("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]+")
        .hasSizeLessThanOrEqualTo(ROOM);
  }

  @Test
  void no_secret_is_readable_in_a_cookie_or_a_text() {
    ProviderSession session = stage.signIn(ACME);
    String refresh = session.refreshToken().reveal();
    Secret cookie = format.seal(session);
    assertThat(cookie.reveal()).doesNotContain(refresh);
    for (String part : cookie.reveal().split("[^A-Za-z0-9_-]", -1)) {
      assertThat(new String(decoded(part), StandardCharsets.ISO_8859_1)).doesNotContain(refresh);
    }
    assertThat(opened(cookie).toString()).doesNotContain(refresh).doesNotContain(cookie.reveal());
    assertThat(format.toString()).doesNotContain(refresh).doesNotContain(cookie.reveal());
  }

  @Test
  void two_cookies_of_one_session_are_not_alike() {
    ProviderSession session = stage.signIn(ACME);
    assertThat(format.seal(session).reveal()).isNotEqualTo(format.seal(session).reveal());
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> format.seal(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("session");
    assertThatThrownBy(() -> format.open(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("cookie");
  }

  private Opened opened(Secret cookie) {
    Optional<Opened> opened = format.open(cookie);
    assertThat(opened).isPresent();
    return opened.orElseThrow();
  }

  private static byte[] decoded(String part) {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
