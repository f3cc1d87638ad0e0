/**
 * The identity provider as Muster sees it: the authority for users, organizations and memberships.
 * Begin at {@link dev.muster.provider.IdentityProvider}. Sees: name.
 */
@NullMarked
package dev.muster.provider;

import org.jspecify.annotations.NullMarked;
