/**
 * The account endpoints as one servlet: sign-in, scopes, organizations, members, invitations,
 * tokens. Begin at {@link dev.muster.servlet.account.AccountEndpoints}. Sees: lib-core, servlet.
 */
@NullMarked
package dev.muster.servlet.account;

import org.jspecify.annotations.NullMarked;
