/**
 * What goes wrong at a fake, and what it was asked. Begin at {@link
 * dev.muster.testkit.fault.FaultScript}. Sees: dev.muster.provider.
 */
@NullMarked
package dev.muster.testkit.fault;

import org.jspecify.annotations.NullMarked;
