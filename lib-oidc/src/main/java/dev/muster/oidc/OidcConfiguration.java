package dev.muster.oidc;

import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes about itself (OpenID Connect Discovery 1.0, RFC 8414). Every address is
 * https, or http on a loopback address.
 *
 * @param issuer the exact text of {@code iss}
 * @param keys where its keys are
 * @param authorization where people sign in, if they can
 * @param token where codes and refresh tokens are exchanged, if they can be
 * @param revocation where tokens are revoked (RFC 7009), if they can be
 */
public record OidcConfiguration(
    String issuer,
    URI keys,
    @Nullable URI authorization,
    @Nullable URI token,
    @Nullable URI revocation) {
  /** Checks the parts. */
  public OidcConfiguration {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(keys, "keys");
  }

  /**
   * Reads a document.
   *
   * @throws Unavailable if it is none
   * @throws Misconfigured if it is one of somebody else, or not one that can be relied on
   */
  static OidcConfiguration read(String issuer, String document) {
    Map<String, Object> json = json(document);
    if (!(json.get("issuer") instanceof String said)) {
      throw new Unavailable("no configuration of the issuer: it names none", null);
    }
    if (!said.equals(issuer)) {
      throw new Misconfigured("the configuration at the issuer's address is of another issuer");
    }
    URI keys = address(issuer, json, "jwks_uri");
    if (keys == null) {
      throw new Misconfigured("the issuer's configuration has no `jwks_uri`");
    }
    return new OidcConfiguration(
        issuer,
        keys,
        address(issuer, json, "authorization_endpoint"),
        address(issuer, json, "token_endpoint"),
        address(issuer, json, "revocation_endpoint"));
  }

  private static Map<String, Object> json(String document) {
    try {
      return HttpCalls.object(document);
    } catch (ParseException e) {
      throw new Unavailable("no configuration of the issuer: not JSON", null);
    }
  }

  /* An issuer on https has no part on this machine, which would be sent our secret. */
  private static @Nullable URI address(String issuer, Map<String, Object> json, String name) {
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    return Address.of(value instanceof String text ? text : "")
        .filter(uri -> "https".equals(uri.getScheme()) || !issuer.startsWith("https:"))
        .orElseThrow(() -> new Misconfigured("the issuer's `" + name + "` " + Address.RULE));
  }
}
