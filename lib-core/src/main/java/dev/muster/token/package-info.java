/**
 * Organization access tokens: short-lived credentials of a user for one organization, for command
 * lines and jobs. Sees: name, provider, store, membership, role, session, scope, decision.
 */
@NullMarked
package dev.muster.token;

import org.jspecify.annotations.NullMarked;
