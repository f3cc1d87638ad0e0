package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** WorkOS's access tokens in the hands of requests. */
@Tag("SES-5")
class WorkOsBearerTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final Issued workOs = new Issued(START);
  private final TokenAuthenticator tokens = workOs.provider.accessTokens();

  @AfterEach
  void close() {
    workOs.close();
  }

  private Outcome present(String token) {
    return tokens.authenticate(Secret.of(token));
  }

  @Test
  void a_token_of_workos_says_who_and_where_and_who_acts() {
    String token =
        workOs.token(
            workOs
                .claims()
                .claim("org_id", "org_01ACME")
                .claim("act", Map.of("sub", "admin@example.org")));
    assertThat(present(token))
        .isEqualTo(
            new Outcome.Verified(
                new UserId("user_01ANN"),
                "session_01",
                new OrganizationId("org_01ACME"),
                "admin@example.org"));
  }

  @Test
  void a_token_past_its_end_or_of_another_signer_is_bad() {
    String token = workOs.token(workOs.claims());
    workOs.signs = Issued.OTHER_KEY;
    String foreign = workOs.token(workOs.claims());
    assertThat(present(token)).isInstanceOf(Outcome.Verified.class);
    assertThat(present(foreign)).isNotInstanceOf(Outcome.Verified.class);
    assertThat(present("garbage")).isEqualTo(new Outcome.Bad());
    workOs.now = START.plusSeconds(331);
    assertThat(present(token)).isEqualTo(new Outcome.Bad());
  }

  @Test
  @Tag("ANS-2")
  void a_token_that_can_not_be_checked_is_no_bad_one() {
    workOs.keysAreDown = true;
    assertThat(present(workOs.token(workOs.claims()))).isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  @Tag("SES-6")
  void made_up_key_ids_cost_a_sign_in_no_read_of_its_keys() {
    assertThat(present(workOs.token(workOs.claims()))).isInstanceOf(Outcome.Verified.class);
    workOs.ann();
    workOs.now = START.plusSeconds(60);
    workOs.signs = Issued.OTHER_KEY;
    workOs.publish(Issued.OTHER_KEY);
    String header = "eyJhbGciOiJSUzI1NiIsImtpZCI6Im1hZGUtdXAifQ";
    String good = workOs.token(workOs.claims());
    assertThat(present(header + good.substring(good.indexOf('.'))))
        .isNotInstanceOf(Outcome.Verified.class);

    assertThat(workOs.ann().user()).isEqualTo(new UserId("user_01ANN"));
  }
}
