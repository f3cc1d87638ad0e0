/**
 * What a host hears: every decision and every change. Begin at {@link
 * dev.muster.audit.MusterListener}. Sees: all rooms but the front door.
 */
@NullMarked
package dev.muster.audit;

import org.jspecify.annotations.NullMarked;
