package dev.muster.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.store.RefreshStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-6")
class SealedOutcomesTest {
  private static final RefreshStore.Key KEY =
      new RefreshStore.Key(new ProviderInstance("p"), "0".repeat(64));
  private static final Instant AT = Instant.ofEpochMilli(1_234_567_890_123L);
  private static final Duration ACCESS = Duration.ofSeconds(300, 7);

  private final Seal seal =
      new Seal(List.of(SealKey.random(new SecureRandom())), new SecureRandom());
  private final SealedOutcomes outcomes = new SealedOutcomes(seal);

  @Test
  void whatever_a_session_has_is_there_again() {
    Secret large = Secret.of("\u00e4\ud83d\ude00\u0000".repeat(6_000));
    for (ProviderSession session :
        List.of(
            session(null, null, null),
            session(new OrganizationId("org_1"), "support@example.org", large),
            session(null, "", Secret.of("")))) {
      RefreshOutcome outcome = new RefreshOutcome.Rotated(session);
      String text = outcomes.seal(KEY, outcome, AT).orElseThrow();
      assertThat(text).matches("[A-Za-z0-9_.-]+");
      assertThat(outcomes.open(KEY, text)).contains(new Exchange(outcome, AT, false, false));
    }
    String end = outcomes.seal(KEY, new RefreshOutcome.Ended(), AT).orElseThrow();
    assertThat(outcomes.open(KEY, end))
        .contains(new Exchange(new RefreshOutcome.Ended(), AT, false, false));
  }

  private static ProviderSession session(
      @Nullable OrganizationId organization,
      @Nullable String impersonator,
      @Nullable Secret answer) {
    return new ProviderSession(
        new UserId("user_1"),
        "session_1",
        organization,
        Secret.of("token"),
        ACCESS,
        impersonator,
        answer);
  }

  @Test
  void what_leaves_a_token_unspent_or_nobody_knows_is_not_sealed() {
    assertThat(outcomes.seal(KEY, new RefreshOutcome.AlreadyExchanged(), AT)).isEmpty();
    assertThat(outcomes.seal(KEY, new RefreshOutcome.OrganizationRefused(), AT)).isEmpty();
  }

  @Test
  void a_session_beyond_all_measure_is_not_sealed() {
    Secret huge = Secret.of("x".repeat(1 << 18));
    assertThat(outcomes.seal(KEY, new RefreshOutcome.Rotated(session(null, null, huge)), AT))
        .isEmpty();
  }

  @Test
  void a_text_opens_for_its_own_token_only() {
    String text = outcomes.seal(KEY, new RefreshOutcome.Ended(), AT).orElseThrow();
    RefreshStore.Key otherToken = new RefreshStore.Key(KEY.provider(), "1".repeat(64));
    RefreshStore.Key otherProvider =
        new RefreshStore.Key(new ProviderInstance("q"), KEY.tokenHash());
    assertThat(outcomes.open(otherToken, text)).isEmpty();
    assertThat(outcomes.open(otherProvider, text)).isEmpty();
    assertThat(outcomes.open(KEY, text + "A")).isEmpty();
    assertThat(outcomes.open(KEY, "")).isEmpty();
    assertThat(outcomes.open(KEY, "m1." + "x".repeat(1 << 18))).isEmpty();
  }

  @Test
  @Tag("BAD-INPUT")
  void another_format_under_our_own_key_opens_to_nothing() {
    String purpose = "refresh:" + KEY.provider().value() + ":" + KEY.tokenHash();
    String good =
        outcomes.seal(KEY, new RefreshOutcome.Rotated(session(null, null, null)), AT).orElseThrow();
    byte[] bytes = seal.open(purpose, good).orElseThrow();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(outcomes.open(KEY, seal.seal(purpose, cut))).isEmpty();
    }
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) 0x80;
      // Whatever it is now, it is no exception.
      Optional<Exchange> unused = outcomes.open(KEY, seal.seal(purpose, changed));
    }
    byte[] other = "another".getBytes(StandardCharsets.UTF_8);
    assertThat(outcomes.open(KEY, seal.seal(purpose, other))).isEmpty();
  }
}
