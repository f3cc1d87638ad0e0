/** Tests of the command line, on stubs and on a whole service. */
@NullMarked
package dev.muster.examples.cli;

import org.jspecify.annotations.NullMarked;
