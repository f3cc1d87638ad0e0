/**
 * Keycloak Organizations as the identity provider. Begin at {@code KeycloakSettings}. Sees: name,
 * provider, session, oidc, rest.
 */
@NullMarked
package dev.muster.keycloak;

import org.jspecify.annotations.NullMarked;
