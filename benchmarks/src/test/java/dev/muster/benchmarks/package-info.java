/** Tests that the benchmarks run, and that the manual says what was measured. */
@NullMarked
package dev.muster.benchmarks;

import org.jspecify.annotations.NullMarked;
