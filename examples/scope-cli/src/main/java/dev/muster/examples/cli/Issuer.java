package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.oidc.OidcConfiguration;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who signs people in, for a client that has no secret (RFC 6749, 7009, 7636, 8252). */
final class Issuer {
  private final Wire wire;
  private final OidcDiscovery discovery;
  private final String client;
  private final InstantSource clock;

  private Issuer(Wire wire, OidcDiscovery discovery, String client, InstantSource clock) {
    this.wire = wire;
    this.discovery = discovery;
    this.client = client;
    this.clock = clock;
  }

  /** Nothing is read yet. */
  static Issuer of(Wire wire, String issuer, String client, InstantSource clock) {
    try {
      return new Issuer(
          wire, OidcDiscovery.of(issuer, wire.client(), Wire.DEADLINE, clock), client, clock);
    } catch (IllegalArgumentException bad) {
      throw Trouble.of(
          Exit.USAGE, "bad_address", "--issuer must be an https address, or http on this machine");
    }
  }

  /** Tokens as they were given. */
  record Tokens(Kept access, Secret refresh) {}

  /** What the issuer publishes about itself. */
  OidcConfiguration configuration() {
    try {
      return discovery.configuration();
    } catch (ProviderException.Misconfigured wrong) {
      throw Trouble.of(
          Exit.REFUSED, "issuer_misconfigured", Plain.text(String.valueOf(wrong.getMessage())));
    } catch (ProviderException away) {
      throw Trouble.of(Exit.UNAVAILABLE, "issuer_unreachable", "The issuer gives no answer.");
    }
  }

  URI page(URI redirect, String state, String challenge) {
    URI page = offered(configuration().authorization(), "no sign-in page");
    return URI.create(
        page
            + (page.getRawQuery() == null ? "?" : "&")
            + "response_type=code&code_challenge_method=S256&scope=offline_access&"
            + Urls.query(Map.of("client_id", client))
            + "&"
            + Urls.query(Map.of("redirect_uri", redirect.toString()))
            + "&"
            + Urls.query(Map.of("state", state))
            + "&"
            + Urls.query(Map.of("code_challenge", challenge)));
  }

  Tokens exchange(String code, String verifier, URI redirect) {
    return tokens(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            client,
            "code",
            code,
            "code_verifier",
            verifier,
            "redirect_uri",
            redirect.toString()),
        null);
  }

  /** The next tokens; the old refresh token is used up, unless there is no answer. */
  Tokens refresh(Secret token) {
    return tokens(
        Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", token.reveal()),
        token);
  }

  /** Ends the session, if the issuer offers that. */
  void revoke(Secret refresh) {
    URI where = configuration().revocation();
    if (where != null) {
      Reply reply = wire.form(where, Map.of("client_id", client, "token", refresh.reveal()));
      reply.success();
    }
  }

  private Tokens tokens(Map<String, String> form, @Nullable Secret before) {
    URI where = offered(configuration().token(), "no tokens");
    Instant since = clock.instant();
    Reply reply = wire.form(where, form);
    if (reply.status() == 400 || reply.status() == 401) {
      String error = reply.json().path("error").asText("");
      throw Trouble.of(
          Exit.NOT_SIGNED_IN,
          error.isEmpty() ? "not_signed_in" : Plain.text(error),
          "The sign-in has ended. Run: scope-cli login");
    }
    JsonNode json = reply.success();
    long seconds = json.path("expires_in").asLong(0);
    String next = json.path("refresh_token").textValue();
    if (seconds <= 0 || (next == null && before == null)) {
      throw Reply.unreadable();
    }
    Secret access = Secret.of(Reply.text(json, "access_token"));
    return new Tokens(
        new Kept(access, since, Duration.ofSeconds(Math.min(seconds, 366L * 86_400))),
        next == null && before != null ? before : Secret.of(Reply.text(json, "refresh_token")));
  }

  private static URI offered(@Nullable URI address, String without) {
    if (address == null) {
      throw Trouble.of(Exit.REFUSED, "issuer_misconfigured", "The issuer offers " + without + ".");
    }
    return address;
  }
}
