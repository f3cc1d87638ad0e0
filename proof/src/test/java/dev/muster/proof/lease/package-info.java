/** Leases, from the front door, on the fake. Sees: the front door, testkit. */
@NullMarked
package dev.muster.proof.lease;

import org.jspecify.annotations.NullMarked;
