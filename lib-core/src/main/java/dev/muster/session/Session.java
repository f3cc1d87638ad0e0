package dev.muster.session;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in. Says who, never where: the organization is a hint for identity pages
 * and proves nothing. Immutable. Made only by {@link Sessions}, {@link BearerSessions}, {@link
 * TokenSessions} or {@link VouchedSessions}.
 */
public final class Session {
  private final Object issuer;
  private final ProviderInstance provider;
  private final UserId user;
  private final String id;
  private final @Nullable OrganizationId organization;
  private final boolean bound;
  private final @Nullable String impersonator;
  private final @Nullable Ticket ticket;
  private final TokenSessions.@Nullable Reading token;

  Session(
      Object issuer,
      ProviderInstance provider,
      UserId user,
      String id,
      @Nullable OrganizationId organization,
      @Nullable String impersonator,
      @Nullable Ticket ticket) {
    this(issuer, provider, user, id, organization, false, impersonator, ticket);
  }

  Session(
      Object issuer,
      ProviderInstance provider,
      UserId user,
      String id,
      @Nullable OrganizationId organization,
      boolean bound,
      @Nullable String impersonator,
      @Nullable Ticket ticket) {
    this.issuer = issuer;
    this.provider = provider;
    this.user = user;
    this.id = id;
    this.organization = organization;
    this.bound = bound;
    this.impersonator = impersonator;
    this.ticket = ticket;
    this.token = null;
  }

  /** Of an organization access token: bound to its organization, for whom it was issued. */
  Session(Object issuer, TokenSessions.Reading token) {
    MembershipKey key = token.grant().key();
    this.issuer = issuer;
    this.provider = key.provider();
    this.user = key.user();
    this.id = token.id().value();
    this.organization = key.organization();
    this.bound = true;
    this.impersonator = null;
    this.ticket = null;
    this.token = token;
  }

  /**
   * Where the ids mean something.
   *
   * @return the provider instance
   */
  public ProviderInstance provider() {
    return provider;
  }

  /**
   * Who.
   *
   * @return the user's id at the provider
   */
  public UserId user() {
    return user;
  }

  /**
   * The provider's id of the session, the host's word for a vouched one, or the id of the
   * organization access token.
   *
   * @return not a secret
   */
  public String id() {
    return id;
  }

  /**
   * The organization the provider's session works in.
   *
   * @return a hint, or empty
   */
  public Optional<OrganizationId> organization() {
    return Optional.ofNullable(organization);
  }

  /**
   * Who acts as the user, such as somebody of the provider's support. Widens nothing: membership
   * and role are the user's.
   *
   * @return the impersonator as the provider names one, or empty if the user acts
   */
  public Optional<String> impersonator() {
    return Optional.ofNullable(impersonator);
  }

  /**
   * The one organization that the session's credential is good for.
   *
   * @return empty if it is not bound to any
   */
  public Optional<OrganizationId> boundTo() {
    return bound ? organization() : Optional.empty();
  }

  /**
   * Whether the session's credential may be used in an organization. It proves no membership.
   *
   * @param other any organization
   * @return false only if it is bound to another one
   */
  public boolean mayWorkIn(OrganizationId other) {
    return !bound || other.equals(organization);
  }

  /**
   * The organization access token that the session came with.
   *
   * @return null if it came otherwise
   */
  public TokenSessions.@Nullable Reading token() {
    return token;
  }

  @SuppressWarnings("ReferenceEquality") // one issuer, not one like it
  boolean isIssuedBy(Object other) {
    return issuer == other;
  }

  @Nullable Ticket ticket() {
    return ticket;
  }

  @Override
  public String toString() {
    return "Session[" + provider + ", " + user + ", " + id + "]";
  }

  /**
   * What the cookie holds beside the names.
   *
   * @param refreshToken the next refresh token
   * @param accessUntil until when the session counts without a refresh
   * @param signedInAt when the user signed in; the cookie's life is counted from here
   */
  record Ticket(Secret refreshToken, Instant accessUntil, Instant signedInAt) {}
}
