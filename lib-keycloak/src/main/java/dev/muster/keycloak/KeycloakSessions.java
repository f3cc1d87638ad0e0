package dev.muster.keycloak;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.OidcOrganizations;
import dev.muster.oidc.OidcProvider;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/* Keycloak takes a refresh into an organization that the user is not in for one into none, and spends
 * the refresh token. So it is asked first, by the admin API, which also tells the alias. */
/** Keycloak's part of sign-in by OpenID Connect: organizations are scopes with their alias. */
final class KeycloakSessions implements OidcOrganizations {
  private static final String SCOPE = "organization:";

  /** What a scope can hold, without the star that means all. */
  private static final Pattern ALIAS = Pattern.compile("[!#-)+-\\[\\]-~]+");

  private final Calls calls;
  private final Duration deadline;

  private KeycloakSessions(Calls calls, Duration deadline) {
    this.calls = calls;
    this.deadline = deadline;
  }

  /**
   * Sign-in at a realm.
   *
   * @throws IllegalArgumentException naming all faults
   */
  static SessionProvider of(
      Calls calls, KeycloakSettings settings, OidcDiscovery realm, String clientId, Secret secret) {
    if (!realm.issuer().endsWith("/realms/" + settings.realm())) {
      throw new IllegalArgumentException(
          "sign-in must be at the realm " + settings.realm() + ", but is at " + realm.issuer());
    }
    return OidcProvider.builder(realm, clientId)
        .secret(secret)
        .scopes("openid")
        .organizations(new KeycloakSessions(calls, settings.callDeadline()))
        .sessionIdsOfIssuer()
        .sessionsEndAt(URI.create(realm.issuer() + "/protocol/openid-connect/logout"))
        .build();
  }

  @Override
  public String signInScope() {
    return SCOPE + "*";
  }

  @Override
  public Optional<String> scopeOf(UserId user, OrganizationId organization) {
    if (!Ids.canBe(organization.value(), user.value())) {
      return Optional.empty();
    }
    return calls.within(
        deadline -> {
          List<Reply> both =
              calls.sendAll(
                  deadline,
                  List.of(
                      calls.get("organizations", organization.value()),
                      calls.get("organizations", organization.value(), "members", user.value())));
          if (both.stream().anyMatch(reply -> reply.status() == 404)) {
            calls.requireOrganizations(deadline);
            return Optional.empty();
          }
          Fields there = both.get(0).document();
          Fields who = both.get(1).document();
          if (MembershipCalls.isInDoubt(who)) {
            throw MembershipCalls.silentFederation();
          }
          boolean enabled = there.flag("enabled") && who.flag("enabled");
          String alias = there.filled("alias");
          return enabled && ALIAS.matcher(alias).matches()
              ? Optional.of(SCOPE + alias)
              : Optional.empty();
        });
  }

  /* Keycloak refuses whom it has disabled. */
  @Override
  public boolean isInDoubt(UserId user) {
    return Ids.canBe(user.value())
        && calls.within(
            deadline -> {
              Reply who = calls.send(deadline, calls.get("users", user.value()));
              return who.status() != 404 && MembershipCalls.isInDoubt(who.document());
            });
  }

  @Override
  public @Nullable OrganizationId in(Map<String, Object> claims) {
    return OrganizationClaim.in(claims);
  }

  @Override
  public Duration deadline() {
    return deadline;
  }
}
