package dev.muster.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.name.UserId;
import dev.muster.session.Credential;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes tokens at their word, if it is told to. */
final class CarelessTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<Carelessness> careless;
  private final AccessTokenMinter minter;

  CarelessTokens(Set<Carelessness> careless, AccessTokenMinter minter) {
    this.careless = careless;
    this.minter = minter;
  }

  /** A header with a token that a Muster takes. */
  String good(UserId user) {
    return minter.header(minter.valid(user)).reveal();
  }

  static boolean isGarbage(Credential credential) {
    return part(credential, 1) == null;
  }

  /** Whom a bad token speaks of, if what is wrong with it is what nobody looks at. */
  @Nullable UserId taken(Credential credential) {
    JsonNode claims = part(credential, 1);
    JsonNode header = part(credential, 0);
    if (claims == null || header == null) {
      return null;
    }
    long now = InstantSource.system().instant().getEpochSecond();
    boolean alive = claims.path("exp").asLong() > now;
    boolean begun = claims.path("nbf").asLong() <= now;
    boolean ours = claims.path("aud").asText().equals("notes");
    boolean right = claims.path("iss").asText().equals("https://issuer.example");
    boolean access = header.path("typ").asText().equals("at+jwt");
    boolean taken =
        (is(Carelessness.TRUSTS_A_TOKEN_WITHOUT_ITS_SIGNATURE)
                && alive
                && begun
                && ours
                && right
                && access)
            || (is(Carelessness.IGNORES_EXPIRY) && !alive && ours && right && access)
            || (is(Carelessness.IGNORES_AUDIENCE) && alive && begun && !ours && right && access)
            || (is(Carelessness.TAKES_ID_TOKENS) && alive && begun && ours && right && !access);
    return taken ? new UserId(claims.path("sub").asText()) : null;
  }

  private boolean is(Carelessness one) {
    return careless.contains(one);
  }

  private static @Nullable JsonNode part(Credential credential, int which) {
    if (!(credential instanceof Credential.Header header)) {
      return null;
    }
    String[] parts = header.value().reveal().replaceFirst("^Bearer ", "").split("\\.", -1);
    try {
      JsonNode json =
          parts.length == 3 ? JSON.readTree(Base64.getUrlDecoder().decode(parts[which])) : null;
      return json != null && json.isObject() ? json : null;
    } catch (IOException | IllegalArgumentException garbage) {
      return null;
    }
  }
}
