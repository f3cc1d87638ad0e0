package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.contract.CookiesUnderTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A cookie form under AES-GCM, and its stage; a wrong form is wrapped around it. */
final class PassingCookies implements CookiesUnderTest {
  private static final Duration ACCESS = Duration.ofMinutes(5);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private final UnaryOperator<SessionFormat> wrong;
  private final SessionFormat format;

  PassingCookies(UnaryOperator<SessionFormat> wrong) {
    this.wrong = wrong;
    format = wrong.apply(new Form((byte) 1));
  }

  @Override
  public SessionFormat format() {
    return format;
  }

  @Override
  public SessionFormat ofAnotherKey() {
    return wrong.apply(new Form((byte) 2));
  }

  @Override
  public ProviderSession signIn(@Nullable OrganizationId organization) {
    return new ProviderSession(
        new UserId("user_ann"),
        "session_1",
        organization,
        Secret.of("marker-refresh-token"),
        ACCESS);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void outliveAccess() {
    clock.advance(ACCESS);
  }

  @Override
  public void close() {}

  /** Five lines of text under a key: who, which session, where, the refresh token, until when. */
  private final class Form implements SessionFormat {
    private final SecretKeySpec key;

    Form(byte seed) {
      byte[] bytes = new byte[32];
      Arrays.fill(bytes, seed);
      key = new SecretKeySpec(bytes, "AES");
    }

    @Override
    public Secret seal(ProviderSession session) {
      Objects.requireNonNull(session, "session");
      OrganizationId organization = session.organization();
      String text =
          String.join(
              "\n",
              session.user().value(),
              session.sessionId(),
              organization == null ? "" : organization.value(),
              session.refreshToken().reveal(),
              clock.instant().plus(session.accessLifetime()).toString());
      byte[] nonce = new byte[NONCE];
      random.nextBytes(nonce);
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
      return Secret.of(
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  ByteBuffer.allocate(NONCE + Objects.requireNonNull(sealed).length)
                      .put(nonce)
                      .put(sealed)
                      .array()));
    }

    @Override
    public Optional<Opened> open(Secret cookie) {
      byte[] bytes = decoded(Objects.requireNonNull(cookie, "cookie").reveal());
      if (bytes.length <= NONCE) {
        return Optional.empty();
      }
      byte[] opened =
          crypt(
              Cipher.DECRYPT_MODE,
              Arrays.copyOf(bytes, NONCE),
              Arrays.copyOfRange(bytes, NONCE, bytes.length));
      return opened == null ? Optional.empty() : Optional.of(session(opened));
    }

    private Opened session(byte[] text) {
      String[] lines = new String(text, StandardCharsets.UTF_8).split("\n", -1);
      return new Opened(
          new UserId(lines[0]),
          lines[1],
          lines[2].isEmpty() ? null : new OrganizationId(lines[2]),
          Secret.of(lines[3]),
          null,
          new Access.Until(Instant.parse(lines[4])));
    }

    private byte @Nullable [] crypt(int mode, byte[] nonce, byte[] text) {
      try {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher.doFinal(text);
      } catch (GeneralSecurityException notOurs) {
        return null;
      }
    }
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
