package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    assertThat(verifier.verify(by(TestIssuer.OTHER_KEY))).isInstanceOf(TokenCheck.Verified.class);
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void a_key_that_was_withdrawn_is_unknown_after_the_lifetime() {
    String token = issuer.token();
    verifier.verify(token);
    issuer.published.clear();
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    issuer.advance(Duration.ofMinutes(1));
    assertThat(verifier.verify(by(TestIssuer.OTHER_KEY))).isInstanceOf(TokenCheck.Verified.class);
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
  }

  @Test
  void a_flood_of_made_up_key_ids_is_no_flood_of_reads() {
    verifier.verify(issuer.token());
    for (int i = 0; i < 1000; i++) {
      RSAKey renamed = new RSAKey.Builder(TestIssuer.OTHER_KEY).keyID("made-up-" + i).build();
      assertThat(verifier.verify(by(renamed))).isNotInstanceOf(TokenCheck.Verified.class);
    }
    assertThat(issuer.reads.get()).isLessThanOrEqualTo(3);
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void before_the_first_keys_an_outage_is_unchecked_and_heals() {
    issuer.down(true);
    assertThat(verifier.verify(issuer.token())).isEqualTo(new TokenCheck.Unchecked());
    assertThat(issuer.keys().areThere()).isFalse();
    issuer.down(false);
    issuer.advance(IssuerKeys.READ_INTERVAL.plusMillis(1));
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
    assertThat(issuer.keys().areThere()).isTrue();
  }

  @Test
  void known_keys_outlast_an_outage_for_a_while_and_no_longer() {
    verifier.verify(issuer.token());
    issuer.down(true);
    issuer.advance(IssuerKeys.LIFETIME.plusMinutes(1));
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
    assertThat(verifier.verify(by(TestIssuer.OTHER_KEY))).isEqualTo(new TokenCheck.Unchecked());
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

  @Test
  void many_first_tokens_at_once_read_the_keys_once() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    IssuerKeys keys =
        IssuerKeys.readBy(
            () -> {
              reading.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return issuer.read();
            },
            issuer::now);
    AccessTokenVerifier shared =
        new AccessTokenVerifier(TestIssuer.rules().build(), keys, issuer::now);
    String token = issuer.token();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<TokenCheck>> checks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        checks.add(pool.submit(() -> shared.verify(token)));
      }
      reading.await();
      go.countDown();
      for (Future<TokenCheck> check : checks) {
        assertThat(check.get()).isInstanceOf(TokenCheck.Verified.class);
      }
      assertThat(issuer.reads).hasValue(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private String by(RSAKey key) {
    return TestIssuer.signed(TestIssuer.header(key), issuer.claims().build(), key);
  }
}
