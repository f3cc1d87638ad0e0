package dev.muster.proof.fuzz;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.session.Arrival;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A host whose key the fuzzer has, at a provider that agrees to everything. Time stands still. */
final class FuzzHost implements SessionProvider {
  static final ProviderInstance INSTANCE = new ProviderInstance("fuzz");
  static final UserId ANN = new UserId("user_ann");
  static final URI CALLBACK = URI.create("https://notes.example/callback");

  private static final byte[] KEY = new byte[32];
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SecureRandom random = new Known();
  private String state = "";
  private int exchanges;

  /** The same in each JVM, so that seeds are good in all of them. */
  private static final class Known extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private static final long SEED = 20_261_121;

    private final Random seeded = new Random(SEED);

    @Override
    public void nextBytes(byte[] bytes) {
      seeded.nextBytes(bytes);
    }
  }

  SessionSettings.Builder settings() {
    return SessionSettings.builder()
        .key(SealKey.ofBase64(Base64.getEncoder().encodeToString(KEY)))
        .redirectUri(CALLBACK)
        .home("/home");
  }

  Sessions sessions() {
    return sessions(settings().build());
  }

  Sessions sessions(SessionSettings settings) {
    return new Sessions(
        INSTANCE,
        this,
        settings,
        Arrival.open(),
        null,
        () -> NOW,
        random,
        Runnable::run,
        Duration.ofSeconds(30),
        event -> {});
  }

  /** The session cookie of Ann. */
  String signIn(Sessions sessions) {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    return finish(sessions, start).cookies().get(0).value().reveal();
  }

  /** Finishes a sign-in as the browser does that began it. */
  LoginResult finish(Sessions sessions, LoginStart.Redirect start) {
    return sessions.finishLogin("code", state, null, List.of(start.cookie().value().reveal()));
  }

  /** The state of the sign-in that began last. */
  String state() {
    return state;
  }

  int exchanges() {
    return exchanges;
  }

  /** Bytes under the host's own key, as the host itself would seal them for a purpose. */
  static String sealed(String like, String purpose, byte[] bytes) {
    try {
      byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(Arrays.hashCode(bytes)).array();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(KEY, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(("m1." + purpose).getBytes(StandardCharsets.UTF_8));
      byte[] sealed = cipher.doFinal(bytes);
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return like.substring(0, like.lastIndexOf('.') + 1)
          + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /** The bytes that the host sealed. */
  static byte[] opened(String cookie, String purpose) {
    try {
      byte[] whole = Base64.getUrlDecoder().decode(cookie.substring(cookie.lastIndexOf('.') + 1));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(KEY, "AES"),
          new GCMParameterSpec(TAG_BITS, whole, 0, NONCE_BYTES));
      cipher.updateAAD(("m1." + purpose).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed by another key or for another purpose", e);
    }
  }

  private ProviderSession session(@Nullable OrganizationId organization) {
    return new ProviderSession(
        ANN, "session_1", organization, Secret.of("refresh"), Duration.ofMinutes(5));
  }

  @Override
  public URI authorizationUri(AuthorizationRequest request) {
    state = request.state();
    return CALLBACK;
  }

  @Override
  public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
    exchanges++;
    return session(null);
  }

  @Override
  public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
    return new RefreshOutcome.Rotated(session(organization));
  }

  @Override
  public void endSession(String sessionId, Secret refreshToken) {}
}
