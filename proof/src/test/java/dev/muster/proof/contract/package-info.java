/**
 * The store contracts on lib-core's own stores, and on stores that are wrong on purpose. Sees:
 * dev.muster.name, provider, store, testkit.contract.
 */
@NullMarked
package dev.muster.proof.contract;

import org.jspecify.annotations.NullMarked;
