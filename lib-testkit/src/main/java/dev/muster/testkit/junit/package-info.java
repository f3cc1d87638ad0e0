/**
 * The stage as a JUnit extension. Begin at {@code MusterTest}. Sees: testkit.stage,
 * dev.muster.testkit, the rooms of lib-core.
 */
@NullMarked
package dev.muster.testkit.junit;

import org.jspecify.annotations.NullMarked;
