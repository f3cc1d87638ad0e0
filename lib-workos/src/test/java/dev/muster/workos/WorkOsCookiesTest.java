package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.workos.session.Iron;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.SessionFormat.Access;
import dev.muster.session.SessionFormat.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in WorkOS's own sealed form: what opens, what does not, and what it counts for. */
class WorkOsCookiesTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final Issued workOs = new Issued(START);

  @AfterEach
  void close() {
    workOs.close();
  }

  @Test
  @Tag("SES-4")
  void what_was_sealed_opens_as_the_session_it_was() {
    workOs.answers(
        Issued.answer(
                workOs.token(
                    workOs
                        .claims()
                        .claim("org_id", "org_01ACME")
                        .claim("act", Map.of("sub", "admin@example.org"))))
            .put("organization_id", "org_01ACME"));
    ProviderSession session = workOs.signIn();
    assertThat(session.impersonator()).isEqualTo("admin@example.org");
    assertThat(workOs.cookies().open(workOs.cookies().seal(session)))
        .contains(
            new Opened(
                new UserId("user_01ANN"),
                "session_01",
                new OrganizationId("org_01ACME"),
                session.refreshToken(),
                "admin@example.org",
                new Access.Until(START.plusSeconds(300))));
  }

  @Test
  @Tag("SES-5")
  void an_impersonator_of_the_answer_alone_is_known_as_well() {
    ObjectNode answer = Issued.answer(workOs.token(workOs.claims()));
    answer.putObject("impersonator").put("email", "admin@example.org").put("reason", "ticket 7");
    workOs.answers(answer);
    ProviderSession session = workOs.signIn();
    assertThat(session.impersonator()).isEqualTo("admin@example.org");
    assertThat(opened(workOs.cookies().seal(session)).impersonator())
        .isEqualTo("admin@example.org");
  }

  @Test
  @Tag("SES-5")
  void an_impersonator_whom_workos_named_once_is_known_after_a_refresh_as_well() {
    ProviderSession ann = workOs.ann();
    ProviderSession refreshed =
        new ProviderSession(
            ann.user(),
            ann.sessionId(),
            null,
            ann.refreshToken(),
            ann.accessLifetime(),
            "admin@example.org",
            ann.answer());
    assertThat(opened(workOs.cookies().seal(refreshed)).impersonator())
        .isEqualTo("admin@example.org");
  }

  @Test
  void what_no_cookie_holds_is_not_kept_of_the_answer() {
    ObjectNode answer = Issued.answer(workOs.token(workOs.claims()));
    answer.putObject("oauth_tokens").put("access_token", "marker-of-another-service");
    workOs.answers(answer);
    Secret kept = workOs.signIn().answer();
    assertThat(kept).isNotNull();
    assertThat(kept.reveal()).contains("refresh_token").doesNotContain("marker-of-another-service");
  }

  @Test
  @Tag("SES-4")
  void the_first_password_seals_and_all_of_them_open() {
    ProviderSession session = workOs.ann();
    WorkOsCookies old = workOs.provider.cookies(Issued.OLD_PASSWORD);
    WorkOsCookies rotated = workOs.provider.cookies(Issued.PASSWORD, Issued.OLD_PASSWORD);
    assertThat(rotated.open(old.seal(session))).isPresent();
    assertThat(rotated.open(rotated.seal(session))).isPresent();
    assertThat(workOs.cookies().open(rotated.seal(session))).isPresent();
    assertThat(old.open(rotated.seal(session))).isEmpty();
    assertThat(workOs.cookies().open(old.seal(session))).isEmpty();
  }

  @Test
  @Tag("SES-5")
  void access_that_has_ended_asks_for_a_refresh() {
    Secret cookie = workOs.cookies().seal(workOs.ann());
    workOs.now = START.plus(Duration.ofDays(3));
    assertThat(opened(cookie).access()).isEqualTo(new Access.Until(START.plusSeconds(300)));
  }

  @Test
  @Tag("SES-5")
  void a_key_that_is_no_longer_published_does_not_sign_out_who_was_away() {
    Secret cookie = workOs.cookies().seal(workOs.ann());
    workOs.publish(Issued.OTHER_KEY);
    workOs.now = START.plus(Duration.ofDays(3));
    assertThat(opened(cookie).access()).isEqualTo(new Access.Until(START.plusSeconds(300)));
  }

  @Test
  @Tag("SES-5")
  @Tag("ANS-2")
  void without_keys_a_session_is_unchecked_and_neither_good_nor_gone() {
    Secret cookie = workOs.cookies().seal(workOs.ann());
    workOs.keysAreDown = true;
    try (WorkOsProvider fresh = workOs.provider()) {
      assertThat(fresh.cookies(Issued.PASSWORD).open(cookie).orElseThrow().access())
          .isEqualTo(new Access.Unchecked(null));
    }
  }

  @Test
  @Tag("SES-5")
  void a_token_that_is_not_of_this_issuer_is_no_session_whoever_sealed_it() {
    assertThat(workOs.cookies().open(cookieOf(workOs.token(workOs.claims())))).isPresent();
    JWTClaimsSet.Builder foreign = workOs.claims().issuer("https://issuer.example");
    assertThat(workOs.cookies().open(cookieOf(workOs.token(foreign)))).isEmpty();
    JWTClaimsSet.Builder ended = foreign.expirationTime(Date.from(START.minusSeconds(900)));
    assertThat(workOs.cookies().open(cookieOf(workOs.token(ended)))).isEmpty();
    JWTClaimsSet.Builder other = workOs.claims().audience("client_of_somebody");
    assertThat(workOs.cookies().open(cookieOf(workOs.token(other)))).isEmpty();
    workOs.signs = Issued.OTHER_KEY;
    assertThat(workOs.cookies().open(cookieOf(workOs.token(workOs.claims())))).isEmpty();
  }

  @Test
  @Tag("SES-5")
  void a_token_with_a_changed_claim_is_no_session_whoever_sealed_it() {
    String[] parts = workOs.token(workOs.claims()).split("\\.", -1);
    String bob = workOs.token(workOs.claims().subject("user_01BOB")).split("\\.", -1)[1];
    assertThat(workOs.cookies().open(cookieOf(parts[0] + "." + bob + "." + parts[2]))).isEmpty();
  }

  @Test
  @Tag("BAD-INPUT")
  void a_good_seal_around_anything_else_is_no_session() {
    String good = workOs.token(workOs.claims());
    for (String inside :
        List.of(
            "",
            "7",
            "[]",
            "null",
            "{",
            "{}",
            "{\"accessToken\":\"" + good + "\"}",
            "{\"accessToken\":\"" + good + "\",\"refreshToken\":\" \"}",
            "{\"accessToken\":\"" + good + "\",\"refreshToken\":7}",
            "{\"accessToken\":[\"" + good + "\"],\"refreshToken\":\"r\"}",
            "{\"accessToken\":\"a.b.c\",\"refreshToken\":\"r\"}",
            "{\"accessToken\":\"a.!.c\",\"refreshToken\":\"r\"}",
            "{\"accessToken\":\"no token\",\"refreshToken\":\"r\"}",
            "[".repeat(2000))) {
      assertThat(workOs.cookies().open(sealed(inside))).as(inside).isEmpty();
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void claims_that_nobody_could_check_are_read_as_strictly_as_any() {
    workOs.keysAreDown = true;
    WorkOsCookies cookies = workOs.cookies();
    assertThat(cookies.open(cookieOf(workOs.token(workOs.claims())))).isPresent();
    for (JWTClaimsSet.Builder odd :
        List.of(
            workOs.claims().subject(null),
            workOs.claims().subject(" "),
            workOs.claims().claim("sub", 7),
            workOs.claims().claim("sid", null),
            workOs.claims().claim("sid", " "),
            workOs.claims().claim("org_id", 7),
            workOs.claims().claim("org_id", " "))) {
      assertThat(cookies.open(cookieOf(workOs.token(odd)))).as(odd + "").isEmpty();
    }
  }

  @Test
  @Tag("SES-4")
  void a_seal_that_has_ended_does_not_open() {
    String token = workOs.token(workOs.claims());
    String text = "{\"accessToken\":\"" + token + "\",\"refreshToken\":\"r\"}";
    Duration hour = Duration.ofHours(1);
    Instant sealedAt = Instant.now(); // the SDK's clock is the machine's
    Secret sealed = Secret.of(Iron.INSTANCE.seal(text, Issued.PASSWORD.reveal(), hour.toMillis()));
    workOs.now = sealedAt;
    assertThat(workOs.cookies().open(sealed)).isPresent();
    workOs.now = sealedAt.plus(hour).plusSeconds(60);
    assertThat(workOs.cookies().open(sealed)).isEmpty();
  }

  @Test
  void a_session_that_is_not_of_workos_is_not_sealed() {
    ProviderSession ann = workOs.ann();
    ProviderSession bare =
        new ProviderSession(
            ann.user(), ann.sessionId(), null, ann.refreshToken(), ann.accessLifetime());
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> workOs.cookies().seal(bare));
  }

  @Test
  @Tag("SES-8")
  void a_session_in_no_organization_stays_there_whatever_its_token_remembers() {
    ProviderSession ann = workOs.ann();
    workOs.answers(
        Issued.answer(workOs.token(workOs.claims().claim("org_id", "org_01ACME")))
            .put("organization_id", "org_01ACME")
            .put("refresh_token", "marker-refresh-token-2"));
    RefreshOutcome.Rotated rotated =
        (RefreshOutcome.Rotated) workOs.provider.refresh(ann.refreshToken(), null);
    Opened opened = opened(workOs.cookies().seal(rotated.session()));
    assertThat(opened.organization()).isNull();
    assertThat(opened.refreshToken().reveal()).isEqualTo("marker-refresh-token-2");
  }

  @Test
  void a_long_user_is_spelled_for_node_alone() throws Exception {
    ObjectNode answer = Issued.answer(workOs.token(workOs.claims()));
    ((ObjectNode) answer.path("user")).put("profile_picture_url", "https://p/" + "x".repeat(900));
    workOs.answers(answer);
    Secret cookie = workOs.cookies().seal(workOs.signIn());
    assertThat(cookie.reveal().length()).isLessThan(4096);
    JsonNode user = inside(cookie).path("user");
    assertThat(user.has("profilePictureUrl")).isTrue();
    assertThat(user.has("profile_picture_url")).isFalse();
    JsonNode usual = inside(workOs.cookies().seal(workOs.ann())).path("user");
    assertThat(usual.path("first_name")).isEqualTo(usual.path("firstName"));
    assertThat(usual.path("metadata").path("cost_center").textValue()).isEqualTo("é 7");
  }

  @Test
  void all_short_passwords_are_named_at_once_and_none_is_told() {
    Secret shorter = Secret.of("x".repeat(31));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workOs.provider.cookies(shorter, Issued.PASSWORD, Secret.of("")))
        .withMessage(
            "WorkOS cookies have 2 faults: password 1 must have 32 characters or more;"
                + " password 3 must have 32 characters or more");
    assertThat(workOs.provider.cookies(Issued.PASSWORD, Issued.OLD_PASSWORD))
        .hasToString("WorkOsCookies[2 passwords]");
  }

  private Opened opened(Secret cookie) {
    return workOs.cookies().open(cookie).orElseThrow();
  }

  private static JsonNode inside(Secret cookie) throws Exception {
    return Issued.JSON.readTree(Iron.INSTANCE.unseal(cookie.reveal(), Issued.PASSWORD.reveal()));
  }

  private static Secret cookieOf(String accessToken) {
    return sealed("{\"accessToken\":\"" + accessToken + "\",\"refreshToken\":\"r\"}");
  }

  private static Secret sealed(String inside) {
    return Secret.of(Iron.INSTANCE.seal(inside, Issued.PASSWORD.reveal()));
  }
}
