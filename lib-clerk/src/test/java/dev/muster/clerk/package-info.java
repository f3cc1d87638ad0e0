/** Tests of the Clerk adapter. */
@NullMarked
package dev.muster.clerk;

import org.jspecify.annotations.NullMarked;
