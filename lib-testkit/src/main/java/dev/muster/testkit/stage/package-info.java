/**
 * A whole Muster on fakes for a host's tests: who is where, who acts, what happens at the provider.
 * Begin at {@code MusterKit}. Sees: the rooms of lib-core, dev.muster.oidc, dev.muster.testkit,
 * testkit.fault, testkit.http, testkit.mint.
 */
@NullMarked
package dev.muster.testkit.stage;

import org.jspecify.annotations.NullMarked;
