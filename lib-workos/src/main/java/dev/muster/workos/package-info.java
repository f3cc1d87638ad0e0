/**
 * WorkOS as the identity provider: memberships, users, organizations, sessions, invitations. Begin
 * at {@link dev.muster.workos.WorkOsProvider}. Sees: name, provider, session, dev.muster.oidc.
 */
@NullMarked
package dev.muster.workos;

import org.jspecify.annotations.NullMarked;
