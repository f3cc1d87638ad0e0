package dev.muster.examples.notes;

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
 * All that this service wants of its provider.
 *
 * @param identity users, organizations, memberships
 * @param sessions sign-in
 * @param administration makes organizations
 * @param lifecycle changes members, names and ends of organizations
 * @param profiles users in batches
 * @param invitations invitations
 * @param acceptance accepts them for those whom they name
 * @param tokens the bearer tokens that the provider issues to programs, or null where there are
 *     none
 */
public record NotesProvider(
    IdentityProvider identity,
    SessionProvider sessions,
    OrganizationAdministration administration,
    OrganizationLifecycle lifecycle,
    MemberProfiles profiles,
    InvitationProvider invitations,
    InvitationAcceptance acceptance,
    @Nullable TokenAuthenticator tokens) {
  /**
   * A provider that is all of it, whose bearer tokens are not taken.
   *
   * @param provider the provider
   * @param <P> its kind
   * @return the same
   */
  public static <
          P extends
              IdentityProvider & SessionProvider & OrganizationAdministration
                  & OrganizationLifecycle & MemberProfiles & InvitationProvider
                  & InvitationAcceptance>
      NotesProvider of(P provider) {
    return new NotesProvider(
        provider, provider, provider, provider, provider, provider, provider, null);
  }

  /**
   * The same, with bearer tokens.
   *
   * @param taken what knows a good one
   * @return with these tokens
   */
  public NotesProvider with(TokenAuthenticator taken) {
    return new NotesProvider(
        identity, sessions, administration, lifecycle, profiles, invitations, acceptance, taken);
  }
}
