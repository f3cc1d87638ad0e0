/**
 * Clerk as the identity provider. Begin at {@link dev.muster.clerk.ClerkSettings}. Sees: name,
 * provider, session, oidc, rest.
 */
@NullMarked
package dev.muster.clerk;

import org.jspecify.annotations.NullMarked;
