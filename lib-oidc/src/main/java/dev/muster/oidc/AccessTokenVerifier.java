package dev.muster.oidc;

import com.nimbusds.jose.KeySourceException;
import dev.muster.oidc.TokenMemory.Entry;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens of one issuer against its published keys. Safe for many threads; blocks on
 * the keys only when they must be read.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A token is verified only if a published key signed it by a pinned algorithm and every rule
 * holds now. Whatever the text is, the answer is an outcome and no exception. Keys come from the
 * issuer alone: what a header says of keys ({@code jku}, {@code x5u}, {@code jwk}) is passed over,
 * and a {@code crit} header is refused. Follows RFC 7519 and RFC 8725.
 *
 * <p>A token that was verified is remembered by the SHA-256 of its text, 16,384 of them at most,
 * and needs no second look at its signature. Its times are compared with the clock at each use, and
 * it is forgotten when the issuer's keys change, so that memory answers nothing that a full check
 * would not.
 */
public final class AccessTokenVerifier {
  private final TokenRules rules;
  private final IssuerKeys keys;
  private final InstantSource clock;
  private final TokenMemory memory;

  /**
   * A verifier.
   *
   * @param rules what a token must be
   * @param keys the issuer's
   * @param clock for the token's times
   */
  public AccessTokenVerifier(TokenRules rules, IssuerKeys keys, InstantSource clock) {
    this(rules, keys, clock, new TokenMemory(TokenMemory.PLACES));
  }

  AccessTokenVerifier(TokenRules rules, IssuerKeys keys, InstantSource clock, TokenMemory memory) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.keys = Objects.requireNonNull(keys, "keys");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.memory = memory;
  }

  /**
   * Checks a token.
   *
   * @param token anything from outside
   * @return what came of it
   */
  public TokenCheck verify(String token) {
    Objects.requireNonNull(token, "token");
    if (token.length() > SignedToken.MAX_LENGTH) {
      return new TokenCheck.Bad(TokenFault.MALFORMED);
    }
    TokenHash hash = TokenHash.of(token);
    TokenCheck known = remembered(hash);
    if (known != null) {
      return known;
    }
    SignedToken signed = SignedToken.of(token);
    return signed == null ? new TokenCheck.Bad(TokenFault.MALFORMED) : check(hash, signed);
  }

  TokenRules rules() {
    return rules;
  }

  /** The outcome for a token that was verified before; null if that says nothing any more. */
  @SuppressWarnings("ReferenceEquality") // the keys as they were read then, not some like them
  @Nullable TokenCheck remembered(TokenHash hash) {
    Entry entry = memory.find(hash);
    if (entry == null) {
      return null;
    }
    try {
      if (entry.trusted() != keys.trusted()) {
        return null;
      }
    } catch (KeySourceException e) {
      return null;
    }
    TokenFault fault = entry.validity().faultAt(clock.millis());
    return fault == null ? entry.check() : new TokenCheck.Bad(fault);
  }

  TokenCheck check(TokenHash hash, SignedToken token) {
    TokenFault fault = rules.faultOf(token.header());
    if (fault != null) {
      return new TokenCheck.Bad(fault);
    }
    // What is no good whoever signed it is worth no read, and is bad in an outage too.
    TokenFault anyway = faultNow(token);
    try {
      IssuerKeys.Found found = keys.matching(token.header(), anyway == null);
      if (found.keys().isEmpty()) {
        return new TokenCheck.Bad(anyway == null ? TokenFault.UNKNOWN_KEY : anyway);
      }
      return token.isSignedByAny(found.keys())
          ? judged(hash, token, found)
          : new TokenCheck.Bad(TokenFault.WRONG_SIGNATURE);
    } catch (KeySourceException e) {
      return anyway == null ? new TokenCheck.Unchecked() : new TokenCheck.Bad(anyway);
    }
  }

  /** The outcome for a token whose signature is good. Its times count now: keys may take long. */
  private TokenCheck judged(TokenHash hash, SignedToken token, IssuerKeys.Found found) {
    TokenFault fault = faultNow(token);
    Claims claims = token.claims();
    if (fault != null || claims == null) {
      return new TokenCheck.Bad(fault == null ? TokenFault.WRONG_CLAIMS : fault);
    }
    AccessToken read;
    try {
      read = new AccessToken(claims, rules.organizationIn(claims), token.signedPart());
    } catch (RuntimeException e) {
      // What reads the hint may be an adapter's own, and claims are anybody's.
      return new TokenCheck.Bad(TokenFault.WRONG_CLAIMS);
    }
    TokenCheck.Verified good = new TokenCheck.Verified(read);
    memory.remember(new Entry(hash, found.trusted(), Validity.of(claims, rules.skew()), good));
    return good;
  }

  private @Nullable TokenFault faultNow(SignedToken token) {
    Claims claims = token.claims();
    return claims == null ? TokenFault.WRONG_CLAIMS : rules.faultOf(claims, clock.millis());
  }
}
