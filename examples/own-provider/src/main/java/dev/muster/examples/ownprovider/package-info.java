/**
 * An adapter that Muster has none for: a company's own tables. Begin at {@link
 * dev.muster.examples.ownprovider.StaffDirectory}; its test is the contract suites.
 */
@NullMarked
package dev.muster.examples.ownprovider;

import org.jspecify.annotations.NullMarked;
