/**
 * A command line that works in a scope: oneself or one organization, on the account endpoints.
 * Begin at {@link dev.muster.examples.cli.Main}.
 */
@NullMarked
package dev.muster.examples.cli;

import org.jspecify.annotations.NullMarked;
