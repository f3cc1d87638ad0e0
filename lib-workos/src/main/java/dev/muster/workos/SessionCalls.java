package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessToken;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.rest.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sign-in, refresh and sign-out. */
final class SessionCalls {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String AUTHENTICATE = "/user_management/authenticate";

  /** The user must do something at the provider before the session can work there. */
  private static final Set<String> STEP_UP =
      Set.of("sso_required", "mfa_enrollment", "organization_authentication_methods_required");

  private static final Set<String> NOT_THERE =
      Set.of(
          "organization_membership_not_found", "organization_not_found", "invalid_organization_id");

  /** What {@link WorkOsCookies} holds. */
  private static final Set<String> OF_COOKIE =
      Set.of("access_token", "refresh_token", "user", "authentication_method", "impersonator");

  private final Wire wire;
  private final WorkOsSettings settings;
  private final IssuerKeys keys;
  private final AccessTokenVerifier verifier;

  SessionCalls(Wire wire, WorkOsSettings settings) {
    this.wire = wire;
    this.settings = settings;
    keys = keys();
    verifier = verifier(keys);
  }

  private IssuerKeys keys() {
    return IssuerKeys.readBy(this::jwks, settings.clock());
  }

  private AccessTokenVerifier verifier(IssuerKeys published) {
    TokenRules.Builder rules =
        TokenRules.builder().audience(settings.clientId()).audienceMayBeAbsent();
    settings.issuers().forEach(rules::issuer);
    return new AccessTokenVerifier(rules.build(), published, settings.clock());
  }

  /**
   * Verifies tokens that anybody sends. It has keys of its own: made-up key ids use up reads, and a
   * refresh whose answer can't be checked is a lost session.
   */
  BearerTokens bearerTokens() {
    return BearerTokens.of(verifier(keys()));
  }

  /** Whether WorkOS's keys are there. Reads them if they are not yet. */
  boolean hasKeys() {
    return keys.areThere();
  }

  URI authorizationUri(AuthorizationRequest request) {
    return URI.create(
        settings.baseUrl()
            + "/user_management/authorize?response_type=code&provider=authkit"
            + parameter("client_id", settings.clientId())
            + parameter("redirect_uri", request.redirectUri().toString())
            + parameter("state", request.state())
            + parameter("code_challenge", request.codeChallenge())
            + parameter("code_challenge_method", "S256"));
  }

  ProviderSession exchange(Deadline deadline, Secret code, Secret codeVerifier) {
    Reply reply =
        authenticate(
            deadline,
            grant("authorization_code")
                .put("code", code.reveal())
                .put("code_verifier", codeVerifier.reveal()));
    if (!reply.isGood()) {
      throw Refusals.of(reply);
    }
    return session(reply.document());
  }

  RefreshOutcome refresh(
      Deadline deadline, Secret refreshToken, @Nullable OrganizationId organization) {
    ObjectNode body = grant("refresh_token").put("refresh_token", refreshToken.reveal());
    if (organization != null) {
      body.put("organization_id", organization.value());
    }
    Reply reply = authenticate(deadline, body);
    if (!reply.isGood()) {
      return refused(reply, organization);
    }
    ProviderSession session = session(reply.document());
    return new RefreshOutcome.Rotated(organization == null ? inNone(session) : session);
  }

  /* Asked for none, WorkOS answers with the organization that the session worked in last. */
  private static ProviderSession inNone(ProviderSession session) {
    return new ProviderSession(
        session.user(),
        session.sessionId(),
        null,
        session.refreshToken(),
        session.accessLifetime(),
        session.impersonator(),
        session.answer());
  }

  /** Ends a session; one that is not there has ended. */
  Reply end(Deadline deadline, String sessionId) {
    Reply reply =
        wire.post(
            deadline,
            "/user_management/sessions/revoke",
            JSON.objectNode().put("session_id", sessionId));
    if (reply.isGood() || reply.isAbsent() || reply.isMalformedRequest()) {
      return reply;
    }
    throw Refusals.of(reply);
  }

  private static RefreshOutcome refused(Reply reply, @Nullable OrganizationId organization) {
    String word = reply.word();
    if (word.equals("invalid_grant")) {
      return new RefreshOutcome.AlreadyExchanged();
    }
    // Asked for none, WorkOS means the organization that the session worked in last.
    if (NOT_THERE.contains(word)
        || (organization != null && (STEP_UP.contains(word) || reply.isAbsent()))) {
      return new RefreshOutcome.OrganizationRefused();
    }
    if (STEP_UP.contains(word)) {
      return new RefreshOutcome.Ended();
    }
    ProviderException refusal = Refusals.of(reply);
    // Nobody said that the session has ended.
    throw refusal instanceof Misconfigured
        ? refusal
        : new Unavailable("WorkOS refused a refresh with status " + reply.status(), null);
  }

  /* A code and a refresh token count once. They are not spent before there are keys to check what
   * comes back. */
  private Reply authenticate(Deadline deadline, ObjectNode body) {
    if (!hasKeys()) {
      throw new Unavailable("the keys of WorkOS can't be had", null);
    }
    return wire.post(deadline, AUTHENTICATE, body);
  }

  private ObjectNode grant(String type) {
    return JSON.objectNode()
        .put("grant_type", type)
        .put("client_id", settings.clientId())
        .put("client_secret", settings.apiKey().reveal());
  }

  /** Verifies an access token. */
  TokenCheck check(String accessToken) {
    return verifier.verify(accessToken);
  }

  private ProviderSession session(JsonNode body) {
    AccessToken token =
        check(Answers.text(body, "access_token"))
            .fold(
                good -> good,
                fault -> {
                  throw bad(fault);
                },
                () -> {
                  throw new Unavailable("the keys of WorkOS can't be had", null);
                });
    UserId user = Answers.named(body.path("user"), "id", UserId::new);
    OrganizationId organization =
        Answers.isAbsent(body, "organization_id")
            ? null
            : Answers.named(body, "organization_id", OrganizationId::new);
    String refreshToken = Answers.text(body, "refresh_token");
    if (!user.equals(token.user())
        || !Objects.equals(organization, token.organization().orElse(null))
        || refreshToken.isBlank()) {
      throw Answers.malformed("access token of another session");
    }
    return new ProviderSession(
        user,
        token.sessionId().orElseThrow(),
        organization,
        Secret.of(refreshToken),
        lifetime(token),
        token.actor().orElse(impersonator(body)),
        Secret.of(ofCookie((ObjectNode) body).toString()));
  }

  private static @Nullable String impersonator(JsonNode body) {
    JsonNode email = body.path("impersonator").path("email");
    return email.isTextual() ? email.textValue() : null;
  }

  /* Not the whole answer: it may hold tokens of other services, which nobody here needs. */
  private static ObjectNode ofCookie(ObjectNode body) {
    return body.deepCopy().retain(OF_COOKIE);
  }

  private Duration lifetime(AccessToken token) {
    Optional<Instant> issued = token.issuedAt();
    Duration lifetime =
        Duration.between(issued.orElseGet(settings.clock()::instant), token.expiresAt());
    return lifetime.isNegative() ? Duration.ZERO : lifetime;
  }

  private static ProviderException bad(TokenFault fault) {
    return switch (fault) {
      case MALFORMED, WRONG_KIND, WRONG_SIGNATURE, WRONG_CLAIMS ->
          Answers.malformed("access_token");
      default ->
          new Misconfigured(
              "access tokens of WorkOS do not fit the issuers, the client id or the clock: "
                  + fault);
    };
  }

  private String jwks() throws IOException {
    try {
      return wire.read("/sso/jwks/" + settings.clientId());
    } catch (ProviderException e) {
      throw new IOException(e);
    }
  }

  private static String parameter(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
