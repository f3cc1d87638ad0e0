/** The adapter on a real Keycloak. */
@NullMarked
package dev.muster.keycloak;

import org.jspecify.annotations.NullMarked;
