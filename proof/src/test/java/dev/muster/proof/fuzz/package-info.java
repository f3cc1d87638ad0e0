/**
 * What fuzzing is aimed at, and how it is run. Begin at {@link dev.muster.proof.fuzz.FuzzTargets}:
 * a new target is one line there.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.proof.fuzz;
