package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often an issuer is asked for its keys, counted. */
@Tag("SES-5")
class KeyReadsTest {
  private static final int FLOOD = 1000;
  private static final int CALLERS = 64;

  private final TestIssuer issuer = new TestIssuer();

  @Test
  void a_thousand_made_up_key_ids_are_one_read_in_an_interval() throws Exception {
    AccessTokenVerifier verifier = issuer.verifier();
    verifier.verify(issuer.token());
    flood(verifier);
    assertThat(issuer.reads).hasValue(1 + 1);
    issuer.advance(IssuerKeys.READ_INTERVAL.minusMillis(1));
    flood(verifier);
    assertThat(issuer.reads).hasValue(1 + 1);
    issuer.advance(Duration.ofMillis(1));
    flood(verifier);
    assertThat(issuer.reads).hasValue(1 + 2);
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void a_thousand_made_up_key_ids_are_one_read_for_a_verifier_without_keys_too() throws Exception {
    flood(issuer.verifier());
    assertThat(issuer.reads).hasValue(1);
  }

  @Test
  void control_without_the_limit_a_flood_is_a_flood_of_reads() throws Exception {
    flood(verifier((wire, limit) -> IssuerKeys.shared(wire)));
    assertThat(issuer.reads.get()).isGreaterThan(FLOOD / 2);
  }

  @Test
  void a_key_just_published_is_never_called_unknown() throws Exception {
    AccessTokenVerifier verifier = issuer.verifier();
    verifier.verify(issuer.token());
    assertThat(verifier.verify(issuer.by(renamed(0))))
        .isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isEqualTo(new TokenCheck.Unchecked());
    issuer.advance(IssuerKeys.READ_INTERVAL);
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void who_waited_for_a_read_that_began_before_is_not_told_that_the_key_is_unknown()
      throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AccessTokenVerifier verifier =
        new AccessTokenVerifier(
            TestIssuer.rules().build(),
            IssuerKeys.readBy(held(reading, go, issuer.read()), issuer::now),
            issuer::now);
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    String early = issuer.by(renamed(0));
    String justPublished = issuer.by(TestIssuer.OTHER_KEY);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<TokenCheck> first = pool.submit(() -> verifier.verify(early));
      reading.await();
      Future<TokenCheck> second = pool.submit(() -> verifier.verify(justPublished));
      go.countDown();
      assertThat(first.get()).isEqualTo(new TokenCheck.Bad(TokenFault.UNKNOWN_KEY));
      assertThat(second.get()).isNotInstanceOf(TokenCheck.Bad.class);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_token_that_is_no_good_whoever_signed_it_is_worth_no_read() {
    AccessTokenVerifier verifier = issuer.verifier();
    verifier.verify(issuer.token());
    RSAKey key = renamed(0);
    assertThat(
            verifier.verify(
                TestIssuer.signed(
                    TestIssuer.header(key), issuer.claims().audience("other").build(), key)))
        .isEqualTo(new TokenCheck.Bad(TokenFault.WRONG_AUDIENCE));
    assertThat(issuer.reads).hasValue(1);
  }

  @Test
  void an_outage_is_tried_again_after_a_moment_and_not_at_every_token() {
    AccessTokenVerifier verifier = issuer.verifier();
    issuer.down(true);
    String token = issuer.token();
    for (int i = 0; i < FLOOD; i++) {
      assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Unchecked());
    }
    assertThat(issuer.reads).hasValue(1);
    issuer.down(false);
    issuer.advance(IssuerKeys.RETRY_PAUSE.minusMillis(1));
    assertThat(verifier.verify(token)).isEqualTo(new TokenCheck.Unchecked());
    issuer.advance(Duration.ofMillis(1));
    assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Verified.class);
    assertThat(issuer.reads).hasValue(2);
  }

  @Test
  void a_failed_look_for_a_key_is_made_again_after_a_moment() throws Exception {
    AccessTokenVerifier verifier = issuer.verifier();
    verifier.verify(issuer.token());
    issuer.down(true);
    flood(verifier);
    assertThat(issuer.reads).hasValue(1 + 1);
    issuer.down(false);
    issuer.published.add(TestIssuer.OTHER_KEY.toPublicJWK());
    issuer.advance(IssuerKeys.RETRY_PAUSE);
    assertThat(verifier.verify(issuer.by(TestIssuer.OTHER_KEY)))
        .isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void control_without_the_limit_an_outage_is_tried_at_every_token() {
    AccessTokenVerifier verifier = verifier((wire, limit) -> IssuerKeys.shared(wire));
    issuer.down(true);
    for (int i = 0; i < 10; i++) {
      verifier.verify(issuer.token());
    }
    assertThat(issuer.reads).hasValue(10);
  }

  @Test
  void a_clock_that_was_set_back_holds_up_no_read() {
    AccessTokenVerifier verifier = issuer.verifier();
    issuer.down(true);
    verifier.verify(issuer.token());
    issuer.down(false);
    issuer.advance(Duration.ofHours(-1));
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void a_caller_that_was_interrupted_says_nothing_of_the_issuer() {
    AccessTokenVerifier verifier =
        new AccessTokenVerifier(
            TestIssuer.rules().build(),
            IssuerKeys.readBy(
                () -> {
                  if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                  }
                  return issuer.read();
                },
                issuer::now),
            issuer::now);
    Thread.currentThread().interrupt();
    assertThat(verifier.verify(issuer.token())).isEqualTo(new TokenCheck.Unchecked());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(verifier.verify(issuer.token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void sixty_four_first_tokens_at_once_are_one_read() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    assertThat(atOnce(reading, (wire, limit) -> IssuerKeys.shared(limit))).isEqualTo(1);
  }

  @Test
  void control_without_sharing_first_tokens_at_once_are_several_reads() throws Exception {
    CountDownLatch reading = new CountDownLatch(2);
    assertThat(atOnce(reading, (wire, limit) -> limit)).isGreaterThan(1);
  }

  /** Reads made for callers of whom the first read only as many as the latch counts. */
  private int atOnce(
      CountDownLatch reading,
      BiFunction<KeyWire, LimitedReads, JWKSetSource<SecurityContext>> parts)
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AccessTokenVerifier shared = verifier(held(reading, go, null), parts);
    String token = issuer.token();
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<TokenCheck>> checks = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        checks.add(pool.submit(() -> shared.verify(token)));
      }
      reading.await();
      go.countDown();
      for (Future<TokenCheck> check : checks) {
        assertThat(check.get()).isInstanceOf(TokenCheck.Verified.class);
      }
      return issuer.reads.get();
    } finally {
      pool.shutdownNow();
    }
  }

  /** A reader that waits; the first answers as told, where told. */
  private JwksReader held(CountDownLatch reading, CountDownLatch go, @Nullable String first) {
    return () -> {
      boolean isFirst = reading.getCount() > 0;
      reading.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return isFirst && first != null ? first : issuer.read();
    };
  }

  private AccessTokenVerifier verifier(
      BiFunction<KeyWire, LimitedReads, JWKSetSource<SecurityContext>> parts) {
    return verifier(issuer, parts);
  }

  private AccessTokenVerifier verifier(
      JwksReader reader, BiFunction<KeyWire, LimitedReads, JWKSetSource<SecurityContext>> parts) {
    KeyWire wire = new KeyWire(reader);
    LimitedReads limit = new LimitedReads(wire, issuer::now);
    return new AccessTokenVerifier(
        TestIssuer.rules().build(),
        new IssuerKeys(wire, limit, parts.apply(wire, limit), issuer::now),
        issuer::now);
  }

  /** One signature with many names: signing a thousand would take longer. */
  private void flood(AccessTokenVerifier verifier) {
    String[] token = issuer.by(renamed(0)).split("\\.", -1);
    for (int i = 0; i < FLOOD; i++) {
      String header = TestIssuer.header(renamed(i)).build().toBase64URL().toString();
      assertThat(verifier.verify(header + "." + token[1] + "." + token[2]))
          .isNotInstanceOf(TokenCheck.Verified.class);
    }
  }

  private static RSAKey renamed(int number) {
    return new RSAKey.Builder(TestIssuer.OTHER_KEY).keyID("made-up-" + number).build();
  }
}
