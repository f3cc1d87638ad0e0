/**
 * A small multi-tenant notes service protected by Muster. Begin at {@link
 * dev.muster.examples.notes.Main}.
 */
@NullMarked
package dev.muster.examples.notes;

import org.jspecify.annotations.NullMarked;
