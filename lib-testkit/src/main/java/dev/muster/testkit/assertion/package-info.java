/**
 * AssertJ assertions on what Muster and a host that uses it answer. Begin at {@link
 * dev.muster.testkit.assertion.MusterAssertions}. Sees: the rooms of lib-core, testkit.fault,
 * testkit.stage.
 */
@NullMarked
package dev.muster.testkit.assertion;

import org.jspecify.annotations.NullMarked;
