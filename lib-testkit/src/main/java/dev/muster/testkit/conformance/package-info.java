/**
 * Holds a running host's routes against every outcome that a check can have. Begin at {@code
 * MusterConformance}. Sees: testkit.stage, testkit.mint, testkit.http, testkit.fault,
 * dev.muster.testkit, the rooms of lib-core.
 */
@NullMarked
package dev.muster.testkit.conformance;

import org.jspecify.annotations.NullMarked;
