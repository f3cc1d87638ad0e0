/**
 * The answer: granted with a pass, denied with a reason, or undecided. Begin at {@link
 * dev.muster.decision.Decision}. Pure: no clock, no I/O. Sees: name, provider, membership, role,
 * scope, session.
 */
@NullMarked
package dev.muster.decision;

import org.jspecify.annotations.NullMarked;
