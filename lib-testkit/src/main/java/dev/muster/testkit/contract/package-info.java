/**
 * One abstract test suite for each SPI; every implementation extends it and passes. Sees:
 * testkit.mint, dev.muster.name, provider, store, membership, session, scope.
 */
@NullMarked
package dev.muster.testkit.contract;

import org.jspecify.annotations.NullMarked;
