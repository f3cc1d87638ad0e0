package dev.muster.examples.notes;

import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationAdministration;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.SessionProvider;

/**
 * All that this service wants of its provider.
 *
 * @param identity users, organizations, memberships
 * @param sessions sign-in
 * @param administration makes organizations
 * @param lifecycle changes members, names and ends of organizations
 * @param profiles users in batches
 * @param invitations invitations
 */
public record NotesProvider(
    IdentityProvider identity,
    SessionProvider sessions,
    OrganizationAdministration administration,
    OrganizationLifecycle lifecycle,
    MemberProfiles profiles,
    InvitationProvider invitations) {
  /**
   * A provider that is all of it.
   *
   * @param provider the provider
   * @param <P> its kind
   * @return the same
   */
  public static <
          P extends
              IdentityProvider & SessionProvider & OrganizationAdministration
                  & OrganizationLifecycle & MemberProfiles & InvitationProvider>
      NotesProvider of(P provider) {
    return new NotesProvider(provider, provider, provider, provider, provider, provider);
  }
}
