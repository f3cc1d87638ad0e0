/**
 * AssertJ assertions on what Muster and a host that uses it answer. Begin at {@code
 * MusterAssertions}. Sees: testkit.stage, testkit.fault, dev.muster.testkit, the rooms of lib-core.
 */
@NullMarked
package dev.muster.testkit.assertion;

import org.jspecify.annotations.NullMarked;
