/**
 * The life of an organization. In this version: its creation. Begin at {@link
 * dev.muster.account.OrganizationCreation}. Sees: name, provider, store, membership, session,
 * decision.
 */
@NullMarked
package dev.muster.account;

import org.jspecify.annotations.NullMarked;
