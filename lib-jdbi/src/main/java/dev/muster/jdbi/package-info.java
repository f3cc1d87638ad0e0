/**
 * The stores in a SQL database. Begin at {@link dev.muster.jdbi.MusterSchema}, then {@link
 * dev.muster.jdbi.JdbiMembershipStore}; {@link dev.muster.jdbi.HostRoleTable} binds roles to a
 * table of the host. Sees: dev.muster.name, provider, store, membership, scope, decision.
 */
@NullMarked
package dev.muster.jdbi;

import org.jspecify.annotations.NullMarked;
