/**
 * Muster's own memory: the mirror of memberships, slugs, the host's roles and what became of
 * refresh tokens, each an SPI with an in-memory version. Begin at {@link
 * dev.muster.store.MembershipStore}. Sees: name, provider.
 */
@NullMarked
package dev.muster.store;

import org.jspecify.annotations.NullMarked;
