/** A real Keycloak, started and stopped by tests, and what its administrators do. */
@NullMarked
package dev.muster.keycloak.server;

import org.jspecify.annotations.NullMarked;
