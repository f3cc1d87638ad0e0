/**
 * For the tests of adapters: a server whose answers a test writes, a gateway that breaks the line
 * to a real one, and an adapter that waits for answers and not for what hangs. Sees:
 * testkit.contract, provider.
 */
@NullMarked
package dev.muster.testkit.gateway;

import org.jspecify.annotations.NullMarked;
