package dev.muster.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;

/** Asks for keys from a read that began after so many others had: one of them is missed. */
final class SoughtKey extends JWKSetCacheRefreshEvaluator {
  private final KeyWire wire;
  private final long reads;

  SoughtKey(KeyWire wire, long reads) {
    this.wire = wire;
    this.reads = reads;
  }

  @Override
  public boolean requiresRefresh(JWKSet keys) {
    return !wire.isAfter(reads, keys);
  }
}
