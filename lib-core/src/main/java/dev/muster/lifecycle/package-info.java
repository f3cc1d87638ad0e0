/**
 * The life of an organization after its creation: members, roles, invitations, its name, its end.
 * Sees: all rooms but audit.
 */
@NullMarked
package dev.muster.lifecycle;

import org.jspecify.annotations.NullMarked;
