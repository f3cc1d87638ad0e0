/**
 * A stateful fake of an identity provider, for tests and demonstrations. Begin at {@link
 * dev.muster.testkit.FakeIdentityProvider}. Sees: dev.muster.name, provider, testkit.fault.
 */
@NullMarked
package dev.muster.testkit;

import org.jspecify.annotations.NullMarked;
