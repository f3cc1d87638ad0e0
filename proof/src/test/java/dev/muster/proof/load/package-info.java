/**
 * Many at once, from the front door: crowds on one key and floods of keys, counted, never timed.
 * Sees: the front door, testkit.
 */
@NullMarked
package dev.muster.proof.load;

import org.jspecify.annotations.NullMarked;
