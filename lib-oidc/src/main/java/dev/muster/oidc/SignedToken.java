package dev.muster.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text in the form of a signed JWT (RFC 7519). Nothing in it is believed yet. */
final class SignedToken {
  static final int MAX_LENGTH = 16 * 1024;

  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_KEY_ID = 256;

  private final SignedJWT jwt;
  private final @Nullable Claims claims;

  private SignedToken(SignedJWT jwt) {
    this.jwt = jwt;
    this.claims = claimsOf(jwt);
  }

  /**
   * Reads.
   *
   * @return null if the text is no signed JWT whose every header we understand
   */
  static @Nullable SignedToken of(String text) {
    if (!hasForm(text)) {
      return null;
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      return isPlain(jwt.getHeader()) && isCanonical(jwt.getSignature())
          ? new SignedToken(jwt)
          : null;
    } catch (ParseException | RuntimeException e) {
      // The library throws more than it says: at the header `null`, a NullPointerException.
      return null;
    }
  }

  JWSHeader header() {
    return jwt.getHeader();
  }

  /** The claims; null if one is not what it should be. */
  @Nullable Claims claims() {
    return claims;
  }

  private static @Nullable Claims claimsOf(SignedJWT jwt) {
    Map<String, Object> json = jwt.getPayload().toJSONObject();
    try {
      return json == null ? null : Claims.of(json);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What was signed: the token without what makes it usable. */
  String signedPart() {
    String whole = jwt.serialize();
    return whole.substring(0, whole.lastIndexOf('.'));
  }

  boolean isSignedByAny(List<JWK> keys) {
    return keys.stream().anyMatch(this::isSignedBy);
  }

  private boolean isSignedBy(JWK key) {
    try {
      if (key instanceof RSAKey rsa) {
        return rsa.size() >= MIN_RSA_BITS && jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
      }
      return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec.toECPublicKey()));
    } catch (JOSEException | IllegalStateException e) {
      return false;
    }
  }

  /* The library's Base64 passes over characters that are none, white space among them. */
  private static boolean hasForm(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (c == '.') {
        dots++;
      } else if (!letter && c != '-' && c != '_') {
        return false;
      }
    }
    return dots == 2 && text.length() <= MAX_LENGTH;
  }

  /** Without headers that change what is signed or what is inside. */
  private static boolean isPlain(JWSHeader header) {
    String keyId = header.getKeyID();
    return header.getCriticalParams() == null
        && header.isBase64URLEncodePayload()
        && header.getContentType() == null
        && keyId != null
        && !keyId.isBlank()
        && keyId.length() <= MAX_KEY_ID
        && keyId.chars().noneMatch(Character::isISOControl);
  }

  /* The spare bits of the last letter are not signed: one token, one text. */
  private static boolean isCanonical(Base64URL signature) {
    return Base64URL.encode(signature.decode()).equals(signature);
  }
}
