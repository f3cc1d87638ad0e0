/**
 * Credentials for a host's tests: good ones, and ones with exactly one flaw. Begin at {@link
 * dev.muster.testkit.mint.TokenFlaw}. Sees: the rooms of lib-core, dev.muster.oidc,
 * dev.muster.testkit.
 */
@NullMarked
package dev.muster.testkit.mint;

import org.jspecify.annotations.NullMarked;
