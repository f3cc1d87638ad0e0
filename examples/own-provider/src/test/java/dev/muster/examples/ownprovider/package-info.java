/** The staff directory's tests: the contract suites, and what they do not ask. */
@NullMarked
package dev.muster.examples.ownprovider;

import org.jspecify.annotations.NullMarked;
