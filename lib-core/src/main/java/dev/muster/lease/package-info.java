/**
 * Work that outlives a request: a lease re-checks it and tells its holder when access ends. Begin
 * at {@link dev.muster.lease.Leases}. Sees: name, membership, decision.
 */
@NullMarked
package dev.muster.lease;

import org.jspecify.annotations.NullMarked;
