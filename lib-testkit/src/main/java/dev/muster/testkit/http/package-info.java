/**
 * The fake provider over a real wire: its server, and the client that implements the SPIs on it.
 * Begin at {@link dev.muster.testkit.http.FakeProviderServer}. Sees: dev.muster.testkit,
 * testkit.fault, testkit.mint, dev.muster.name, provider.
 */
@NullMarked
package dev.muster.testkit.http;

import org.jspecify.annotations.NullMarked;
