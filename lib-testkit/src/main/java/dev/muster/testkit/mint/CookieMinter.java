package dev.muster.testkit.mint;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.Arrival;
import dev.muster.session.Attachment;
import dev.muster.session.Credential;
import dev.muster.session.LoginResult;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import dev.muster.testkit.FakeIdentityProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mints session cookies in Muster's own form, good ones and such as must be refused, for a host
 * whose Muster signs in at a fake. Immutable; safe for many threads; blocks as a sign-in does.
 *
 * <p>Each good cookie is of a sign-in of its own through the front door, from {@code startLogin} to
 * {@code finishLogin}, so that the fake counts an {@code EXCHANGE_CODE} for it.
 *
 * <ul>
 *   <li>{@code EXPIRED}: of a sign-in 401 days ago by the fake's clock, longer than any life of a
 *       cookie; {@link Problem#INVALID_CREDENTIAL}
 *   <li>{@code WRONG_SIGNER}: another key sealed it, and it names the host's key; {@link
 *       Problem#INVALID_CREDENTIAL}
 *   <li>{@code WRONG_KIND}: the login cookie in the place of the session cookie; {@link
 *       Problem#INVALID_CREDENTIAL}
 *   <li>{@code TAMPERED}: one character of it was changed; {@link Problem#INVALID_CREDENTIAL}
 *   <li>{@code ENDED}: of a session that was signed out; {@link Problem#SESSION_ENDED}, and the
 *       answer clears the cookie
 * </ul>
 */
public final class CookieMinter {
  private static final Duration LONGER_THAN_ANY_LIFE = Duration.ofDays(401);

  private final Sessions sessions;
  private final FakeIdentityProvider fake;
  private final SignIn signIn;
  private final @Nullable OrganizationId organization;

  private CookieMinter(
      Sessions sessions, FakeIdentityProvider fake, @Nullable OrganizationId organization) {
    this.sessions = sessions;
    this.fake = fake;
    this.organization = organization;
    signIn = new SignIn(fake);
  }

  /**
   * A minter for a host.
   *
   * @param muster the host's
   * @param fake where its people sign in
   * @return the minter
   * @throws IllegalArgumentException if the Muster keeps no sessions
   * @throws IllegalStateException if the host says that it is in production
   */
  public static CookieMinter of(Muster muster, FakeIdentityProvider fake) {
    FakeIdentityProvider.refuseInProduction();
    Objects.requireNonNull(fake, "fake");
    return new CookieMinter(
        muster
            .sessions()
            .orElseThrow(() -> new IllegalArgumentException("the Muster keeps no sessions")),
        fake,
        null);
  }

  /**
   * Cookies of sessions that were brought into an organization after the sign-in. It is a pointer,
   * and proves no membership.
   *
   * @param there which; the user must be an active member when a cookie is minted
   * @return a minter for the same host
   */
  public CookieMinter in(OrganizationId there) {
    return new CookieMinter(sessions, fake, Objects.requireNonNull(there, "there"));
  }

  /**
   * The session cookie's name.
   *
   * @return as the host's settings say
   */
  public String name() {
    return sessions.settings().cookieName();
  }

  /**
   * Mints a good cookie.
   *
   * @param user who signs in
   * @return the cookie's value
   * @throws IllegalArgumentException if the fake has no such user
   * @throws IllegalStateException if the sign-in does not come to a session
   */
  public Secret valid(UserId user) {
    return minted(user, sessions);
  }

  /**
   * Mints a cookie that must be refused, as the twin of a {@linkplain #valid good one}.
   *
   * @param user who signed in
   * @param flaw what is wrong with it, and the only thing
   * @return the cookie's value
   * @throws IllegalArgumentException if it is none of {@link #refusals()}, or the fake has no such
   *     user
   * @throws IllegalStateException if the sign-in does not come to a session
   */
  public Secret flawed(UserId user, TokenFlaw flaw) {
    return switch (flaw) {
      case EXPIRED -> minted(user, other(sessions.settings(), this::longAgo));
      case WRONG_SIGNER -> forged(minted(user, other(othersKey(), fake.clock())));
      case WRONG_KIND -> loginCookie();
      case TAMPERED -> Tampering.with(valid(user));
      case ENDED -> signedOut(user);
      default -> throw new IllegalArgumentException("a session cookie can't be " + flaw);
    };
  }

  /**
   * The flaws that can be minted, each with what the front door must answer.
   *
   * @return the problem of each
   */
  public Map<TokenFlaw, Problem> refusals() {
    Map<TokenFlaw, Problem> refusals = new EnumMap<>(TokenFlaw.class);
    refusals.put(TokenFlaw.EXPIRED, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.WRONG_SIGNER, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.WRONG_KIND, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.TAMPERED, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.ENDED, Problem.SESSION_ENDED);
    return Collections.unmodifiableMap(refusals);
  }

  /**
   * The Cookie header that presents a cookie.
   *
   * @param value the cookie's value
   * @return the header's value
   */
  public Secret header(Secret value) {
    return Secret.of(name() + "=" + value.reveal());
  }

  private Secret minted(UserId user, Sessions by) {
    LoginResult.SignedIn signedIn = signIn.of(user, by);
    OrganizationId there = organization;
    if (there == null) {
      return session(signedIn.cookies());
    }
    Attachment attachment = by.attach(signedIn.session(), there);
    if (attachment instanceof Attachment.Attached attached) {
      return session(attached.cookies());
    }
    throw SignIn.failed(user, attachment);
  }

  private Secret session(List<SetCookie> cookies) {
    return cookies.stream()
        .filter(cookie -> cookie.name().equals(name()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the sign-in set no session cookie"))
        .value();
  }

  private Secret loginCookie() {
    return SignIn.start(sessions).cookie().value();
  }

  private Secret signedOut(UserId user) {
    Secret cookie = valid(user);
    var unused = sessions.logout(new Credential.Cookie(cookie));
    return cookie;
  }

  /** With the name of the host's key, which anybody reads in a cookie, on a seal of another. */
  private Secret forged(Secret othersCookie) {
    String[] own = loginCookie().reveal().split("\\.", -1);
    String[] others = othersCookie.reveal().split("\\.", -1);
    others[1] = own[1];
    return Secret.of(String.join(".", others));
  }

  private SessionSettings othersKey() {
    SessionSettings settings = sessions.settings();
    return SessionSettings.builder()
        .key(SealKey.random(new SecureRandom()))
        .cookieName(settings.cookieName())
        .redirectUri(settings.redirectUri())
        .home(settings.home())
        .build();
  }

  private Instant longAgo() {
    return fake.clock().instant().minus(LONGER_THAN_ANY_LIFE);
  }

  /** A host beside this one, at the same provider. */
  private Sessions other(SessionSettings settings, InstantSource clock) {
    return new Sessions(
        fake.instance(),
        fake,
        settings,
        Arrival.open(),
        null,
        clock,
        new SecureRandom(),
        Runnable::run,
        fake.callDeadline(),
        event -> {});
  }

  /** The cookie's name; no cookie. */
  @Override
  public String toString() {
    return "CookieMinter[" + name() + "]";
  }
}
