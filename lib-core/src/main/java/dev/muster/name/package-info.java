/**
 * Typed names of users, organizations and roles, so that two arguments cannot be swapped. Begin at
 * {@link dev.muster.name.OrganizationRef}. Sees: nothing.
 */
@NullMarked
package dev.muster.name;

import org.jspecify.annotations.NullMarked;
