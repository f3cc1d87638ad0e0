/**
 * Access tokens that are signed JWTs: checked locally against the issuer's published keys. Begin at
 * {@link dev.muster.oidc.AccessTokenVerifier}. Sees: name, provider, session.
 */
@NullMarked
package dev.muster.oidc;

import org.jspecify.annotations.NullMarked;
