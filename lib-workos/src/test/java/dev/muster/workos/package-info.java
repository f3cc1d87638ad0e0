/** Tests of the WorkOS adapter, on WorkOS's own emulator and on stubs. */
@NullMarked
package dev.muster.workos;

import org.jspecify.annotations.NullMarked;
