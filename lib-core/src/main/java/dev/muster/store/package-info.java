/**
 * Muster's own memory: the mirror of memberships, slugs and the host's roles, each an SPI with an
 * in-memory version. Begin at {@link dev.muster.store.MembershipStore}. Sees: name, provider.
 */
@NullMarked
package dev.muster.store;

import org.jspecify.annotations.NullMarked;
