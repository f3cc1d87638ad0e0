/** Speed as ratios: each baseline and its candidate in one run. Begin at {@link Main}. */
@NullMarked
package dev.muster.benchmarks;

import org.jspecify.annotations.NullMarked;
