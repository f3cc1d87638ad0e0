package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class IssuerKeysTest {
  private final TestIssuer issuer = new TestIssuer();
  private final AccessTokenVerifier verifier = issuer.verifier();

  @Test
  void keys_are_read_once_for_many_tokens() {
    for (int i = 0; i < 100; i++) {
      assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
    }
    assertThat(issuer.reads).hasValue(1);
  }

  @Test
  void keys_are_read_again_when_their_lifetime_is_over() {
    verifier.verify(issuer.token());
    issuer.advance(IssuerKeys.LIFETIME.plusMillis(1));
    verifier.verify(issuer.token());
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void a_new_key_is_found_at_once() {
    verifier.verify(issuer.token());
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isInstanceOf(TokenCheck.Verified.class);
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void a_key_that_was_withdrawn_signs_nothing_once_the_keys_are_read_again() {
    String token = issuer.token();
    verifier.verify(token);
    issuer.published.clear();
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    issuer.advance(Duration.ofMinutes(1));
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isInstanceOf(TokenCheck.Verified.class);
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Unchecked());
    issuer.advance(IssuerKeys.READ_INTERVAL);
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
  }

  @Test
  void an_ended_token_of_a_key_that_is_gone_has_ended_and_costs_no_read() {
    String token = issuer.token();
    issuer.published.clear();
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    issuer.advance(Duration.ofMinutes(6));
    verifier.verify(issuer.by(TestIssuer.OTHER_KEY));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.EXPIRED));
    assertThat(issuer.reads).hasValue(1);
  }

  @Test
  void before_the_first_keys_an_outage_is_unchecked_and_heals() {
    issuer.down(true);
    assertThat(verifier.verify(issuer.token())).isEqualTo(new TokenCheck.Unchecked());
    assertThat(issuer.keys().areThere()).isFalse();
    issuer.down(false);
    issuer.advance(IssuerKeys.RETRY_PAUSE);
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
    assertThat(issuer.keys().areThere()).isTrue();
  }

  @Test
  void known_keys_outlast_an_outage_for_a_while_and_no_longer() {
    verifier.verify(issuer.token());
    issuer.down(true);
    issuer.advance(IssuerKeys.LIFETIME.plusMinutes(1));
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isEqualTo(new TokenCheck.Unchecked());
    issuer.advance(IssuerKeys.OUTAGE_TOLERANCE.plusMinutes(1));
    assertThat(verifier.verify(issuer.token())).isEqualTo(new TokenCheck.Unchecked());
  }

  @Test
  void a_document_that_is_no_key_set_is_unchecked() {
    for (String document : List.of("", "{", "[]", "{}", "{\"keys\":7}", "<html>")) {
      IssuerKeys keys = IssuerKeys.readBy(() -> document, issuer::now);
      AccessTokenVerifier broken =
          new AccessTokenVerifier(TestIssuer.rules().build(), keys, issuer::now);
      assertThat(broken.verify(issuer.token())).as(document).isEqualTo(new TokenCheck.Unchecked());
    }
  }

  @Test
  void a_reader_that_fails_unchecked_is_unchecked_too() {
    IssuerKeys keys =
        IssuerKeys.readBy(
            () -> {
              throw new IllegalStateException("closed");
            },
            issuer::now);
    assertThat(
            new AccessTokenVerifier(TestIssuer.rules().build(), keys, issuer::now)
                .verify(issuer.token()))
        .isEqualTo(new TokenCheck.Unchecked());
  }
}
