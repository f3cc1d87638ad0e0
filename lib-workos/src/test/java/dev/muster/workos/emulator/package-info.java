/** WorkOS's own emulator, started and stopped by tests. */
@NullMarked
package dev.muster.workos.emulator;

import org.jspecify.annotations.NullMarked;
