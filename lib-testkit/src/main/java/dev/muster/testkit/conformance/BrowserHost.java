package dev.muster.testkit.conformance;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.testkit.stage.KitHttp;
import dev.muster.testkit.stage.ReceivedCookie;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host at which browsers sign in: from its own login page, over the provider's, and back. */
final class BrowserHost implements ConformanceHost {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;

  private final KitHttp client;
  private final FakeIdentityProvider provider;
  private final URI login;
  private final Duration deadline;
  private final @Nullable CookieHost minted;

  BrowserHost(FakeIdentityProvider provider, URI login, @Nullable CookieHost minted) {
    this(provider, login, minted, DEADLINE);
  }

  BrowserHost(
      FakeIdentityProvider provider, URI login, @Nullable CookieHost minted, Duration deadline) {
    client = KitHttp.within(deadline);
    this.deadline = deadline;
    this.provider = provider;
    this.login = login;
    this.minted = minted;
  }

  @Override
  public FakeIdentityProvider provider() {
    return provider;
  }

  /** Comes again where it is told to come again, as a person would. */
  @Override
  public PresentedCredential credential(UserId user) {
    int status = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, String> cookies = new LinkedHashMap<>();
      status = signIn(user, cookies);
      if (status < 400 && !cookies.isEmpty()) {
        return PresentedCredential.cookie(Secret.of(header(cookies)));
      }
      if (status != 503) {
        break;
      }
    }
    throw new IllegalStateException(
        "nobody is signed in by " + login.getPath() + "; the answer was " + status);
  }

  @Override
  public Optional<PresentedCredential> credential(UserId user, OrganizationId organization) {
    return minted == null ? Optional.empty() : minted.credential(user, organization);
  }

  /** A tampered one is of the browser's own, with every cookie that it keeps. */
  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return minted == null || flaw == TokenFlaw.TAMPERED
        ? ConformanceHost.super.flawed(user, flaw)
        : minted.flawed(user, flaw);
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return minted == null ? Map.of() : minted.impossible();
  }

  private int signIn(UserId user, Map<String, String> cookies) {
    HttpResponse<String> start = get(login, cookies);
    if (start.statusCode() == 503) {
      return start.statusCode();
    }
    URI callback = provider.authorize(asked(location(start, login)), user);
    return get(login.resolve(callback), cookies).statusCode();
  }

  private AuthorizationRequest asked(URI page) {
    if (page.getRawQuery() == null) {
      throw new IllegalStateException(
          login.getPath() + " leads to " + page.getPath() + " and asks no provider for anything");
    }
    Map<String, String> query = new HashMap<>();
    for (String pair : page.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return new AuthorizationRequest(
        URI.create(query.getOrDefault("redirect_uri", "")),
        query.getOrDefault("state", ""),
        query.getOrDefault("code_challenge", ""));
  }

  private HttpResponse<String> get(URI from, Map<String, String> cookies) {
    HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(deadline);
    if (!cookies.isEmpty()) {
      request.header("Cookie", header(cookies));
    }
    try {
      HttpResponse<String> answer = client.send(request.build());
      answer.headers().allValues("Set-Cookie").forEach(header -> keep(header, cookies));
      return answer;
    } catch (UncheckedIOException gone) {
      throw new IllegalStateException("no answer at " + from.getPath(), gone);
    }
  }

  /** As a browser does: a cookie that is cleared is gone. */
  private void keep(String header, Map<String, String> cookies) {
    ReceivedCookie cookie = ReceivedCookie.of(header);
    switch (cookie.effect(provider.clock().instant())) {
      case KEPT -> cookies.put(cookie.name(), cookie.value().reveal());
      case CLEARED -> cookies.remove(cookie.name());
      case IGNORED -> {}
    }
  }

  private static URI location(HttpResponse<String> answer, URI from) {
    return answer
        .headers()
        .firstValue("Location")
        .map(URI::create)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    from.getPath() + " leads to no provider: " + answer.statusCode()));
  }

  private static String header(Map<String, String> cookies) {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }
}
