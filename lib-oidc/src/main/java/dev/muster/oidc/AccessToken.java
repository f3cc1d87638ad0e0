package dev.muster.oidc;

import dev.muster.name.OrganizationId;
import dev.muster.name.Permission;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a verified access token says. Made only by an {@link AccessTokenVerifier}; immutable. It
 * says who the user is and proves nothing about membership: an organization in it is a pointer.
 */
public final class AccessToken {
  private final String issuer;
  private final UserId user;
  private final @Nullable String sessionId;
  private final String stableId;
  private final @Nullable OrganizationId organization;
  private final List<RoleSlug> roles;
  private final List<Permission> permissions;
  private final @Nullable String actor;
  private final @Nullable Instant issuedAt;
  private final Instant expiresAt;

  AccessToken(Claims claims, @Nullable OrganizationId organization, String signedPart) {
    issuer = claims.issuer();
    user = claims.user();
    sessionId = claims.sessionId();
    stableId = stableId(claims, signedPart);
    this.organization = organization;
    roles = claims.roles();
    permissions = claims.permissions();
    actor = claims.actor();
    issuedAt = claims.issuedAt();
    expiresAt = claims.expiresAt();
  }

  /**
   * The claim {@code iss}.
   *
   * @return one of the issuers that the rules name
   */
  public String issuer() {
    return issuer;
  }

  /**
   * The claim {@code sub}.
   *
   * @return the user
   */
  public UserId user() {
    return user;
  }

  /**
   * The claim {@code sid}.
   *
   * @return the provider's session; empty only where the rules do not require one
   */
  public Optional<String> sessionId() {
    return Optional.ofNullable(sessionId);
  }

  /** {@code sid}, or else {@code jti}, or else a name made of what was signed; no secret. */
  String stableId() {
    return stableId;
  }

  private static String stableId(Claims claims, String signedPart) {
    if (claims.sessionId() != null) {
      return claims.sessionId();
    }
    return claims.tokenId() != null
        ? claims.tokenId()
        : "token-" + HexFormat.of().formatHex(TokenHash.sha256(signedPart));
  }

  /**
   * The claim {@code org_id}, or what {@link TokenRules.Builder#organizationIn} reads instead.
   *
   * @return the organization that the session works in, if any
   */
  public Optional<OrganizationId> organization() {
    return Optional.ofNullable(organization);
  }

  /**
   * The claim {@code roles}, or else {@code role}, as they were when the token was issued.
   *
   * @return the roles; may be empty
   */
  public List<RoleSlug> roles() {
    return roles;
  }

  /**
   * The claim {@code permissions}, as they were when the token was issued.
   *
   * @return the permissions; may be empty
   */
  public List<Permission> permissions() {
    return permissions;
  }

  /**
   * The subject of the claim {@code act}: who impersonates the user. It widens nothing.
   *
   * @return the impersonator, if any
   */
  public Optional<String> actor() {
    return Optional.ofNullable(actor);
  }

  /**
   * The claim {@code iat}, by the issuer's clock.
   *
   * @return when the token was issued, if it says
   */
  public Optional<Instant> issuedAt() {
    return Optional.ofNullable(issuedAt);
  }

  /**
   * The claim {@code exp}, by the issuer's clock.
   *
   * @return when the token ends
   */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** The user and the end: no token, no session id. */
  @Override
  public String toString() {
    return "AccessToken[" + user + ", until " + expiresAt + "]";
  }
}
