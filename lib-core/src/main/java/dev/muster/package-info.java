/**
 * The front door: one object that answers every check. Begin at {@link dev.muster.Muster}. Sees:
 * all rooms.
 */
@NullMarked
package dev.muster;

import org.jspecify.annotations.NullMarked;
