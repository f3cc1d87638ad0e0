package dev.muster.workos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * WorkOS's own sealed session cookie, which its SDKs for Node and Java read and write too. Safe for
 * many threads; made by {@link WorkOsProvider#cookies}.
 *
 * <p>What the cookie holds of the user is written twice, as each of the two SDKs spells it; where
 * that is too long for a cookie, as Node's does alone.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Only a text that was sealed under one of the passwords and has not ended opens. Access counts
 * as the access token inside says, verified as at sign-in: past its end the session asks for a
 * refresh, and without WorkOS's keys it is unchecked. A token of another issuer, or of a signature
 * that is not WorkOS's, is no session.
 */
public final class WorkOsCookies implements SessionFormat {
  /** The shortest password that seals: 32 characters. */
  public static final int MIN_PASSWORD_LENGTH = 32;

  /** What a browser keeps of one cookie, less its name. */
  private static final int ROOM = 4096 - 128;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z0-9])");

  private final IronSeal seal;
  private final int passwords;
  private final Function<String, TokenCheck> tokens;
  private final InstantSource clock;

  private WorkOsCookies(
      List<Secret> passwords, Function<String, TokenCheck> tokens, InstantSource clock) {
    this.seal = new IronSeal(passwords, clock);
    this.passwords = passwords.size();
    this.tokens = tokens;
    this.clock = clock;
  }

  static WorkOsCookies of(
      List<Secret> passwords, Function<String, TokenCheck> tokens, InstantSource clock) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < passwords.size(); i++) {
      if (passwords.get(i).reveal().length() < MIN_PASSWORD_LENGTH) {
        faults.add(
            "password " + (i + 1) + " must have " + MIN_PASSWORD_LENGTH + " characters or more");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "WorkOS cookies have "
              + faults.size()
              + (faults.size() == 1 ? " fault: " : " faults: ")
              + String.join("; ", faults));
    }
    return new WorkOsCookies(passwords, tokens, clock);
  }

  @Override
  public Secret seal(ProviderSession session) {
    Objects.requireNonNull(session, "session");
    Secret answer = session.answer();
    JsonNode body = answer == null ? JSON.missingNode() : json(answer.reveal());
    JsonNode user = body.path("user");
    if (!user.isObject()) {
      throw new Unavailable("a session that is not of WorkOS's own answer can't be sealed", null);
    }
    ObjectNode cookie = JSON.createObjectNode();
    OrganizationId organization = session.organization();
    cookie.put("organizationId", organization == null ? null : organization.value());
    cookie.put("accessToken", Answers.text(body, "access_token"));
    cookie.put("refreshToken", session.refreshToken().reveal());
    if (!Answers.isAbsent(body, "authentication_method")) {
      cookie.set("authenticationMethod", body.get("authentication_method"));
    }
    if (!Answers.isAbsent(body, "impersonator")) {
      cookie.set("impersonator", body.get("impersonator"));
    }
    cookie.set("user", user(user, true));
    Secret both = seal.seal(cookie.toString());
    if (both.reveal().length() <= ROOM) {
      return both;
    }
    cookie.set("user", user(user, false));
    return seal.seal(cookie.toString());
  }

  @Override
  public Optional<Opened> open(Secret cookie) {
    Objects.requireNonNull(cookie, "cookie");
    try {
      return seal.open(cookie).flatMap(text -> session(json(text)));
    } catch (Unavailable holdsNoSession) {
      return Optional.empty();
    }
  }

  /** How many passwords; none of them. */
  @Override
  public String toString() {
    return "WorkOsCookies[" + passwords + (passwords == 1 ? " password]" : " passwords]");
  }

  private Optional<Opened> session(JsonNode cookie) {
    String accessToken = filled(cookie, "accessToken");
    String refreshToken = filled(cookie, "refreshToken");
    JsonNode claims = claims(accessToken);
    return tokens
        .apply(accessToken)
        .<Optional<Access>>fold(
            good -> Optional.of(new Access.Until(good.expiresAt())),
            fault -> ended(fault, claims),
            () -> Optional.of(new Access.Unchecked(null)))
        .map(access -> opened(cookie, claims, Secret.of(refreshToken), access));
  }

  /* The claims count unverified as well: who can seal may say who it is, and without a good token
   * nothing counts but the refresh. */
  private static Opened opened(
      JsonNode cookie, JsonNode claims, Secret refreshToken, Access access) {
    // An explicit null is of our own seal: the session is in none, whatever its token remembers.
    boolean inNone = cookie.path("organizationId").isNull() || Answers.isAbsent(claims, "org_id");
    JsonNode actor = claims.path("act").path("sub");
    JsonNode impersonator = actor.isTextual() ? actor : cookie.path("impersonator").path("email");
    return new Opened(
        Answers.named(claims, "sub", UserId::new),
        filled(claims, "sid"),
        inNone ? null : Answers.named(claims, "org_id", OrganizationId::new),
        refreshToken,
        impersonator.isTextual() ? impersonator.textValue() : null,
        access);
  }

  /* A key that WorkOS no longer publishes is what a token of some days ago was signed with. */
  private Optional<Access> ended(TokenFault fault, JsonNode claims) {
    JsonNode end = claims.path("exp");
    boolean past =
        end.canConvertToLong()
            && end.longValue() >= 0
            && end.longValue() < clock.instant().getEpochSecond();
    return past && (fault == TokenFault.EXPIRED || fault == TokenFault.UNKNOWN_KEY)
        ? Optional.of(new Access.Until(Instant.ofEpochSecond(end.longValue())))
        : Optional.empty();
  }

  private static JsonNode claims(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw Answers.malformed("accessToken");
    }
    try {
      return json(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Answers.malformed("accessToken");
    }
  }

  private static String filled(JsonNode node, String field) {
    String text = Answers.text(node, field);
    if (text.isBlank()) {
      throw Answers.malformed(field);
    }
    return text;
  }

  /** WorkOS's user as its Node library spells it, and if wished as its API and Java SDK do too. */
  private static ObjectNode user(JsonNode user, boolean both) {
    ObjectNode spelled = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : user.properties()) {
      String name = field.getKey();
      spelled.set(
          NEXT_WORD.matcher(name).replaceAll(at -> at.group(1).toUpperCase(Locale.ROOT)),
          field.getValue());
      if (both && !field.getValue().isNull()) {
        spelled.set(name, field.getValue());
      }
    }
    return spelled;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw Answers.malformed("cookie");
    }
  }
}
