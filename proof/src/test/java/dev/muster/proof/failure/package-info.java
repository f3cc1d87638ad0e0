/**
 * Operations of Muster of which the k-th call to provider and stores fails, for every k. Begin at
 * {@link dev.muster.proof.failure.FailingCallsTest}. Sees: all.
 */
@NullMarked
package dev.muster.proof.failure;

import org.jspecify.annotations.NullMarked;
