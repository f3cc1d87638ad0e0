package dev.muster.workos;

import dev.muster.provider.Secret;

/** The example of RFC 7636, appendix B. */
final class Pkce {
  static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private Pkce() {}
}
