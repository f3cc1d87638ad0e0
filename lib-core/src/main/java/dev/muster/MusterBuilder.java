package dev.muster;

import dev.muster.audit.MusterListener;
import dev.muster.name.RoleSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.RoleCatalog;
import dev.muster.provider.SessionProvider;
import dev.muster.role.EndedRolePolicy;
import dev.muster.role.RoleMap;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.session.SessionSettings;
import dev.muster.session.TokenAuthenticator;
import dev.muster.store.AccountStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.RefreshStore;
import dev.muster.store.RoleStore;
import dev.muster.token.TokenSettings;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link Muster}. For one thread. {@link #build()} reports every fault at once. What
 * is not given has a strict default: live freshness, stores in memory, no sessions.
 */
public final class MusterBuilder extends MusterChanges {
  @Nullable IdentityProvider provider;
  @Nullable RoleMap roles;
  @Nullable RoleCatalog roleCatalog;
  UnknownRolePolicy unknownRoles = UnknownRolePolicy.keep();
  EndedRolePolicy endedRoles = EndedRolePolicy.CLEAR;
  @Nullable MembershipStore memberships;
  @Nullable DirectoryStore directory;
  SlugPolicy slugs = SlugPolicy.standard();
  RoleStore roleStore = new InMemoryRoleStore();
  @Nullable AccountStore accounts;
  @Nullable SessionProvider sessionProvider;
  @Nullable SessionSettings sessionSettings;
  @Nullable TokenAuthenticator accessTokens;
  @Nullable RefreshStore refreshStore;
  @Nullable OrganizationTokenStore tokenStore;
  @Nullable TokenSettings tokenSettings;
  @Nullable OrganizationAdministration administration;
  @Nullable RoleSlug creatorRole;
  MusterListener listener = MusterListener.none();
  InstantSource clock = InstantSource.system();
  LongSupplier ticker = System::nanoTime;

  MusterBuilder() {}

  @Override
  MusterBuilder self() {
    return this;
  }

  /**
   * The identity provider. Required.
   *
   * @param provider the authority for memberships
   * @return this builder
   */
  public MusterBuilder provider(IdentityProvider provider) {
    this.provider = Objects.requireNonNull(provider, "provider");
    return this;
  }

  /**
   * The host's roles. Required.
   *
   * @param roles what provider slugs mean here
   * @return this builder
   */
  public MusterBuilder roles(RoleMap roles) {
    this.roles = Objects.requireNonNull(roles, "roles");
    return this;
  }

  /**
   * The provider's role list. The map is compared with it once in the background when the Muster is
   * built, and by {@link Muster#compareRoles()}. Default: none, and nothing is compared.
   *
   * @param catalog the role list
   * @return this builder
   */
  public MusterBuilder roleCatalog(RoleCatalog catalog) {
    this.roleCatalog = Objects.requireNonNull(catalog, "catalog");
    return this;
  }

  /**
   * What happens to provider roles that the map does not know. Default: the host's role is kept.
   *
   * @param policy the policy
   * @return this builder
   */
  public MusterBuilder unknownRoles(UnknownRolePolicy policy) {
    this.unknownRoles = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * What happens to the host's record of a role when a membership ended. Default: it is cleared.
   *
   * @param policy the policy
   * @return this builder
   */
  public MusterBuilder endedRoles(EndedRolePolicy policy) {
    this.endedRoles = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * The mirror. Default: in memory, for one node.
   *
   * @param store the mirror
   * @return this builder
   */
  public MusterBuilder memberships(MembershipStore store) {
    this.memberships = Objects.requireNonNull(store, "store");
    return this;
  }

  /**
   * The register of slugs and organizations. Default: in memory, for one node.
   *
   * @param store the register
   * @return this builder
   */
  public MusterBuilder directory(DirectoryStore store) {
    this.directory = Objects.requireNonNull(store, "store");
    return this;
  }

  /**
   * What no organization gets as its slug. Default: {@link SlugPolicy#standard()}.
   *
   * @param policy the policy; must leave slugs free that begin with {@code organization-}
   * @return this builder
   */
  public MusterBuilder slugs(SlugPolicy policy) {
    this.slugs = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Where the host keeps roles. Default: in memory, for one node.
   *
   * @param store the role column
   * @return this builder
   */
  public MusterBuilder roleStore(RoleStore store) {
    this.roleStore = Objects.requireNonNull(store, "store");
    return this;
  }

  /**
   * The host's accounts of the provider's users. Default: none.
   *
   * @param store the accounts
   * @return this builder
   */
  public MusterBuilder accounts(AccountStore store) {
    this.accounts = Objects.requireNonNull(store, "store");
    return this;
  }

  /**
   * Sign-in and session cookies. Default: none; the host vouches for its users.
   *
   * @param provider the provider's sessions
   * @param settings how the host keeps them
   * @return this builder
   */
  public MusterBuilder sessions(SessionProvider provider, SessionSettings settings) {
    this.sessionProvider = Objects.requireNonNull(provider, "provider");
    this.sessionSettings = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * Takes bearer tokens in the Authorization header. Default: none, and a header is nobody.
   *
   * @param tokens tells who a token is
   * @return this builder
   */
  public MusterBuilder accessTokens(TokenAuthenticator tokens) {
    this.accessTokens = Objects.requireNonNull(tokens, "tokens");
    return this;
  }

  /**
   * Issues organization access tokens, and takes them in the Authorization header. Default: none.
   *
   * @param store the tokens, by their hashes
   * @param settings how they look and how long they live
   * @return this builder
   */
  public MusterBuilder organizationTokens(OrganizationTokenStore store, TokenSettings settings) {
    this.tokenStore = Objects.requireNonNull(store, "store");
    this.tokenSettings = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * What became of refresh tokens, shared by all nodes of the host. Default: none, for one node.
   * Needs sessions.
   *
   * @param store the store
   * @return this builder
   */
  public MusterBuilder refreshStore(RefreshStore store) {
    this.refreshStore = Objects.requireNonNull(store, "store");
    return this;
  }

  /**
   * Creating organizations. Default: none. Needs sessions or {@link #accessTokens}: a session of
   * Muster's is brought into the new organization, the bearer of an access token names it with each
   * request.
   *
   * @param administration the provider's write side
   * @param creatorRole the provider's role of a creator
   * @return this builder
   */
  public MusterBuilder organizationCreation(
      OrganizationAdministration administration, RoleSlug creatorRole) {
    this.administration = Objects.requireNonNull(administration, "administration");
    this.creatorRole = Objects.requireNonNull(creatorRole, "creatorRole");
    return this;
  }

  /**
   * Who hears decisions and changes. Default: nobody.
   *
   * @param listener the host's
   * @return this builder
   */
  public MusterBuilder listener(MusterListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * The clocks. Default: the system's.
   *
   * @param wall the wall clock
   * @param nanos a ticker in nanoseconds that never goes back
   * @return this builder
   */
  public MusterBuilder clocks(InstantSource wall, LongSupplier nanos) {
    this.clock = Objects.requireNonNull(wall, "wall");
    this.ticker = Objects.requireNonNull(nanos, "nanos");
    return this;
  }

  /**
   * Builds the Muster. It may start threads, and stops them when it is closed. Asks the role store
   * once whether it can write the host's roles.
   *
   * @return the Muster, for many threads
   * @throws IllegalArgumentException naming every fault, if there is one
   * @throws dev.muster.store.StoreException if the role store can't answer
   */
  public Muster build() {
    return Wiring.wire(this);
  }
}
