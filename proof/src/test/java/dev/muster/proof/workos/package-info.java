/** Muster on WorkOS's own emulator, and on a stub of what the emulator gets wrong. */
@NullMarked
package dev.muster.proof.workos;

import org.jspecify.annotations.NullMarked;
