/**
 * The store contracts on lib-core's own stores, and every contract on implementations that are
 * wrong on purpose. Sees: dev.muster.name, provider, store, testkit, testkit.contract.
 */
@NullMarked
package dev.muster.proof.contract;

import org.jspecify.annotations.NullMarked;
