/** A server whose answers a test writes, and a gateway that breaks the line to a real one. */
@NullMarked
package dev.muster.workos.stub;

import org.jspecify.annotations.NullMarked;
