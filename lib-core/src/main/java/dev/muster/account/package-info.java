/**
 * The host's accounts of the provider's users, and the life of an organization: in this version,
 * its creation. Begin at {@link dev.muster.account.Accounts} and {@link
 * dev.muster.account.OrganizationCreation}. Sees: name, provider, store, membership, session,
 * decision.
 */
@NullMarked
package dev.muster.account;

import org.jspecify.annotations.NullMarked;
