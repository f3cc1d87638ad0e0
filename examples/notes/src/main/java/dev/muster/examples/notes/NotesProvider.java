package dev.muster.examples.notes;

import dev.muster.name.RoleSlug;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.SessionProvider;
import dev.muster.session.TokenAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * All that this service wants of its provider, and what it takes where it is there.
 *
 * @param identity users, organizations, memberships
 * @param administration makes organizations
 * @param lifecycle changes members, names and ends of organizations
 * @param profiles users in batches
 * @param sessions sign-in, or null where the provider signs people in by itself
 * @param invitations invitations, or null where the provider has none
 * @param acceptance accepts invitations for their addressees, or null where only they do
 * @param tokens the bearer tokens that the provider issues, or null where none are taken
 * @param rolePrefix what the provider's names of roles begin with; perhaps nothing
 */
public record NotesProvider(
    IdentityProvider identity,
    OrganizationAdministration administration,
    OrganizationLifecycle lifecycle,
    MemberProfiles profiles,
    @Nullable SessionProvider sessions,
    @Nullable InvitationProvider invitations,
    @Nullable InvitationAcceptance acceptance,
    @Nullable TokenAuthenticator tokens,
    String rolePrefix) {
  /**
   * A provider that is all of it, whose bearer tokens are not taken.
   *
   * @param provider the provider
   * @param <P> its kind
   * @return a builder that needs nothing more
   */
  public static <
          P extends
              IdentityProvider & SessionProvider & OrganizationAdministration
                  & OrganizationLifecycle & MemberProfiles & InvitationProvider
                  & InvitationAcceptance>
      Builder of(P provider) {
    return ofMembers(provider).signingIn(provider).inviting(provider, provider);
  }

  /**
   * A provider of organizations and their members, and of nothing else.
   *
   * @param provider the provider
   * @param <P> its kind
   * @return a builder that needs nothing more
   */
  public static <
          P extends
              IdentityProvider & OrganizationAdministration & OrganizationLifecycle
                  & MemberProfiles>
      Builder ofMembers(P provider) {
    return new Builder(provider, provider, provider, provider);
  }

  /** The provider's name of a role. */
  RoleSlug slug(String role) {
    return new RoleSlug(rolePrefix + role);
  }

  /** Collects what a provider has beside its members. For one thread. */
  public static final class Builder {
    private final IdentityProvider identity;
    private final OrganizationAdministration administration;
    private final OrganizationLifecycle lifecycle;
    private final MemberProfiles profiles;
    private @Nullable SessionProvider sessions;
    private @Nullable InvitationProvider invitations;
    private @Nullable InvitationAcceptance acceptance;
    private @Nullable TokenAuthenticator tokens;
    private String rolePrefix = "";

    private Builder(
        IdentityProvider identity,
        OrganizationAdministration administration,
        OrganizationLifecycle lifecycle,
        MemberProfiles profiles) {
      this.identity = identity;
      this.administration = administration;
      this.lifecycle = lifecycle;
      this.profiles = profiles;
    }

    /**
     * People sign in through it.
     *
     * @param signIn how
     * @return this
     */
    public Builder signingIn(SessionProvider signIn) {
      sessions = signIn;
      return this;
    }

    /**
     * It has invitations.
     *
     * @param sends what sends them
     * @param accepts what accepts them, or null where only their addressees do
     * @return this
     */
    public Builder inviting(InvitationProvider sends, @Nullable InvitationAcceptance accepts) {
      invitations = sends;
      acceptance = accepts;
      return this;
    }

    /**
     * Its bearer tokens are taken.
     *
     * @param taken what knows a good one
     * @return this
     */
    public Builder taking(TokenAuthenticator taken) {
      tokens = taken;
      return this;
    }

    /**
     * Its names of roles begin with something.
     *
     * @param prefix with what
     * @return this
     */
    public Builder namingRoles(String prefix) {
      rolePrefix = prefix;
      return this;
    }

    /**
     * All of it.
     *
     * @return the provider
     */
    public NotesProvider build() {
      return new NotesProvider(
          identity,
          administration,
          lifecycle,
          profiles,
          sessions,
          invitations,
          acceptance,
          tokens,
          rolePrefix);
    }
  }
}
