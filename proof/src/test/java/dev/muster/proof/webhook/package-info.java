/**
 * Webhooks through a whole Muster: which are believed, what they end, and what they never prove.
 */
@NullMarked
package dev.muster.proof.webhook;

import org.jspecify.annotations.NullMarked;
