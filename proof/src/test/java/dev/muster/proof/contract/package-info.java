/**
 * The contracts on implementations whose own modules can't use the kit, and every contract on ones
 * that are wrong on purpose. Sees: anything.
 */
@NullMarked
package dev.muster.proof.contract;

import org.jspecify.annotations.NullMarked;
