/**
 * The rules of the house as tests: arrows, cycles, rooms, types, sources, papers and the CI script.
 * Every rule is a function from what it reads to a list of faults, so that a control can show it a
 * fault and see it caught. Begin at {@link dev.muster.proof.house.Table}.
 */
@NullMarked
package dev.muster.proof.house;

import org.jspecify.annotations.NullMarked;
