/**
 * Where a request works: personally, or in one organization. Begin at {@link
 * dev.muster.scope.ScopeResolver}. Sees: name, provider, store, membership, role, session.
 */
@NullMarked
package dev.muster.scope;

import org.jspecify.annotations.NullMarked;
