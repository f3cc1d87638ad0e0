/**
 * Holds every request and answer of the running account endpoints against their OpenAPI document,
 * and the document against what was seen. Sees: anything.
 */
@NullMarked
package dev.muster.proof.web.openapi;

import org.jspecify.annotations.NullMarked;
