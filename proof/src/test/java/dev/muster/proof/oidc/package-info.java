/** A plain OpenID Connect issuer, which lib-oidc signs in at, and its contract. */
@NullMarked
package dev.muster.proof.oidc;

import org.jspecify.annotations.NullMarked;
