package dev.muster.clerk.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;

/** The key pair of the instance, and the session tokens that it signs. */
final class TokenMint {
  /** As making one takes long, all stubs of a run share them. */
  private static final RSAKey KEY = key("ins_stub");

  static final RSAKey STRANGER = key("ins_stub");

  private final Instance clerk;
  private final String issuer;

  TokenMint(Instance clerk, URI issuer) {
    this.clerk = clerk;
    this.issuer = issuer.toString();
  }

  TokenDraft draft(SessionRow session) {
    return new TokenDraft(clerk, issuer, session, KEY);
  }

  static String published() {
    return new JWKSet(KEY.toPublicJWK()).toString();
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048)
          .keyID(id)
          .algorithm(JWSAlgorithm.RS256)
          .keyUse(KeyUse.SIGNATURE)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("each Java platform has RSA", e);
    }
  }
}
