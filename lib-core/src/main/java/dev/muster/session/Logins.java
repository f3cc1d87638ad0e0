package dev.muster.session;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionCookies.Written;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in by authorization code with PKCE (RFC 7636, S256): a state of 256 bits, sealed with the
 * verifier and the way back into a cookie of 10 minutes. The cookie holds a few sign-ins, so that
 * two tabs can sign in at once.
 */
final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
  private static final Duration LOGIN_LIFE = Duration.ofMinutes(10);
  private static final int MAX_UNDER_WAY = 3;
  private static final int NONCE_BYTES = 32;
  private static final String PURPOSE = "login:";

  private final ProviderInstance instance;
  private final SessionProvider provider;
  private final SessionSettings settings;
  private final SessionCookies cookies;
  private final Seal seal;
  private final Arrival arrival;
  private final Attachments attachments;
  private final SignOuts ending;
  private final ProviderCalls calls;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Consumer<SessionEvent> events;

  Logins(
      ProviderInstance instance,
      SessionProvider provider,
      SessionSettings settings,
      SessionCookies cookies,
      Seal seal,
      Arrival arrival,
      Attachments attachments,
      SignOuts ending,
      ProviderCalls calls,
      InstantSource clock,
      SecureRandom random,
      Consumer<SessionEvent> events) {
    this.instance = instance;
    this.provider = provider;
    this.settings = settings;
    this.cookies = cookies;
    this.seal = seal;
    this.arrival = arrival;
    this.attachments = attachments;
    this.ending = ending;
    this.calls = calls;
    this.clock = clock;
    this.random = random;
    this.events = events;
  }

  LoginStart start(@Nullable String returnTo, List<String> loginCookies) {
    Secret state = nonce();
    Secret verifier = nonce();
    Instant now = clock.instant();
    List<Envelope.Login> logins = new ArrayList<>();
    logins.add(
        new Envelope.Login(
            state,
            verifier,
            ReturnTo.parse(returnTo).orElse(settings.home()),
            now.plus(LOGIN_LIFE)));
    underWay(loginCookies, now).stream().limit(MAX_UNDER_WAY - 1).forEach(logins::add);
    AuthorizationRequest request =
        new AuthorizationRequest(settings.redirectUri(), state.reveal(), challenge(verifier));
    try {
      return new LoginStart.Redirect(provider.authorizationUri(request), cookie(logins, now));
    } catch (ProviderException failed) {
      return new LoginStart.Unavailable(failed.retryAfter());
    }
  }

  /** The sign-ins under way in this browser, youngest first. */
  private List<Envelope.Login> underWay(List<String> loginCookies, Instant now) {
    return loginCookies.size() == 1
        ? seal.open(purpose(), loginCookies.get(0)).flatMap(Envelope::readLogins).stream()
            .flatMap(List::stream)
            .filter(login -> now.isBefore(login.until()))
            .toList()
        : List.of();
  }

  /** The cookie of sign-ins under way; the oldest ones go if a browser would not keep them all. */
  private SetCookie cookie(List<Envelope.Login> logins, Instant now) {
    String name = settings.loginCookieName();
    if (logins.isEmpty()) {
      return settings.clear(name);
    }
    String text = seal.seal(purpose(), Envelope.write(logins));
    return text.length() > Seal.MAX_TEXT - name.length() && logins.size() > 1
        ? cookie(logins.subList(0, logins.size() - 1), now)
        : settings.cookie(name, Secret.of(text), Duration.between(now, logins.get(0).until()));
  }

  LoginResult finish(
      @Nullable String code,
      @Nullable String state,
      @Nullable String error,
      List<String> loginCookies) {
    Instant requestedAt = clock.instant();
    List<Envelope.Login> logins = underWay(loginCookies, requestedAt);
    if (state == null || state.isEmpty() || logins.isEmpty()) {
      return new LoginResult.Restart(List.of(cookie(logins, requestedAt)));
    }
    Secret came = Secret.of(state);
    Envelope.Login login =
        logins.stream().filter(each -> each.state().equals(came)).findFirst().orElse(null);
    if (login == null) {
      return new LoginResult.StateMismatch();
    }
    List<SetCookie> rest =
        List.of(cookie(logins.stream().filter(each -> !each.equals(login)).toList(), requestedAt));
    if (error != null || code == null || code.isEmpty()) {
      return new LoginResult.Refused(rest);
    }
    try {
      ProviderSession exchanged =
          calls.run(
              () ->
                  Objects.requireNonNull(
                      provider.exchangeCode(
                          Secret.of(code), login.verifier(), settings.redirectUri()),
                      "session"));
      return arrived(
          cookies.write(exchanged, requestedAt, requestedAt), login.returnTo(), rest.get(0));
    } catch (ProviderException failed) {
      return failed.fold(
          unavailable -> new LoginResult.Unavailable(unavailable.retryAfter()),
          rejected -> new LoginResult.Refused(rest),
          misconfigured -> new LoginResult.Unavailable(null));
    }
  }

  private LoginResult arrived(Written signedIn, String returnTo, SetCookie rest) {
    Session session = signedIn.session();
    Arrival.Welcome welcome = welcome(session, returnTo);
    if (welcome instanceof Arrival.Welcome.Unavailable unavailable) {
      return new LoginResult.Unavailable(unavailable.retryAfter());
    }
    if (!(welcome instanceof Arrival.Welcome.In in)) {
      ending.end(session);
      return new LoginResult.NoAccount(List.of(rest));
    }
    OrganizationId organization = in.organization();
    Written there =
        organization == null || session.organization().equals(Optional.of(organization))
            ? signedIn
            : attachments.begun(session, organization).orElse(signedIn);
    events.accept(new SessionEvent.SignedIn(session.user(), session.id()));
    session
        .impersonator()
        .ifPresent(
            who -> events.accept(new SessionEvent.Impersonated(session.user(), session.id(), who)));
    return new LoginResult.SignedIn(there.session(), returnTo, List.of(there.cookie(), rest));
  }

  private Arrival.Welcome welcome(Session session, String returnTo) {
    try {
      return Objects.requireNonNull(arrival.welcome(session, returnTo), "welcome");
    } catch (RuntimeException defect) {
      LOG.error("the arrival of a sign-in threw {}", defect.getClass().getName());
      return new Arrival.Welcome.Unavailable(null);
    }
  }

  private String purpose() {
    // No cookie name holds a colon, so this names one cookie of one provider.
    return PURPOSE + settings.loginCookieName() + ":" + instance.value();
  }

  private Secret nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static String challenge(Secret verifier) {
    try {
      byte[] ascii = verifier.reveal().getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(ascii);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
