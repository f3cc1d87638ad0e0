/** Organization access tokens through a whole Muster: what they open, when they end. */
@NullMarked
package dev.muster.proof.token;

import org.jspecify.annotations.NullMarked;
