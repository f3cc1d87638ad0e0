/** Tests of token checks: an issuer with real keys, and a clock that tests hold. */
@NullMarked
package dev.muster.oidc;

import org.jspecify.annotations.NullMarked;
