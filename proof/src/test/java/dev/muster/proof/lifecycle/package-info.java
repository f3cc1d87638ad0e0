/** The life of organizations: its rules, all interleavings of two changes, crashes, outages. */
@NullMarked
package dev.muster.proof.lifecycle;

import org.jspecify.annotations.NullMarked;
