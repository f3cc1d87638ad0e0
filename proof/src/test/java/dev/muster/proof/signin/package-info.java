/** Signing in at the fake provider without a browser, for tests of several modules. */
@org.jspecify.annotations.NullMarked
package dev.muster.proof.signin;
