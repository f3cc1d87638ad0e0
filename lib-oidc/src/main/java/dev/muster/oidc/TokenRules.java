package dev.muster.oidc;

import com.nimbusds.jose.JWSHeader;
import dev.muster.name.OrganizationId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a token must be, beside well signed: whose, for whom, of which kind. Immutable.
 *
 * <p>Always required: {@code iss}, {@code sub}, {@code exp}. An ID token, a logout token and a
 * refresh token are refused, though the same key signed them. Strict by default; each loosening has
 * its own name.
 */
public final class TokenRules {
  /** Default tolerance between the issuer's clock and ours: 30 seconds. */
  public static final Duration DEFAULT_SKEW = Duration.ofSeconds(30);

  private final Set<String> issuers;
  private final Set<String> audiences;
  private final boolean audienceMayBeAbsent;
  private final Set<SigningAlgorithm> algorithms;
  private final Duration skew;
  private final boolean sessionRequired;
  private final Set<String> types;
  private final boolean typeRequired;
  private final ClaimWords words;
  private final boolean nonceMayBePresent;
  private final @Nullable String idTokenClient;
  private final OrganizationHint hint;

  private TokenRules(Builder builder, Set<String> audiences) {
    issuers = Set.copyOf(builder.issuers);
    this.audiences = Set.copyOf(audiences);
    audienceMayBeAbsent = builder.audienceMayBeAbsent;
    algorithms = Set.copyOf(builder.algorithms);
    skew = builder.skew;
    sessionRequired = builder.sessionRequired;
    typeRequired = !builder.types.isEmpty();
    types = typeRequired ? Set.copyOf(builder.types) : TokenKinds.DEFAULT_TYPES;
    words = builder.words.copy();
    hint = builder.hint;
    nonceMayBePresent = builder.nonceMayBePresent;
    idTokenClient = builder.idTokenClient;
  }

  /**
   * Begins rules.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  Set<String> issuers() {
    return issuers;
  }

  Set<SigningAlgorithm> algorithms() {
    return algorithms;
  }

  Duration skew() {
    return skew;
  }

  boolean isSessionRequired() {
    return sessionRequired;
  }

  @Nullable TokenFault faultOf(JWSHeader header) {
    if (algorithms.stream().noneMatch(pinned -> pinned.jws().equals(header.getAlgorithm()))) {
      return TokenFault.WRONG_ALGORITHM;
    }
    return TokenKinds.isOf(header.getType(), types, !typeRequired) ? null : TokenFault.WRONG_KIND;
  }

  @Nullable TokenFault faultOf(Claims claims, long now) {
    if (!issuers.contains(claims.issuer())) {
      return TokenFault.WRONG_ISSUER;
    }
    if (idTokenClient == null
        ? TokenKinds.isForeign(claims.all(), nonceMayBePresent)
        : !TokenKinds.isIdTokenFor(idTokenClient, claims)) {
      return TokenFault.WRONG_KIND;
    }
    if (!hasAudience(claims.audiences())) {
      return TokenFault.WRONG_AUDIENCE;
    }
    TokenFault ofTime = Validity.of(claims, skew).faultAt(now);
    if (ofTime != null) {
      return ofTime;
    }
    boolean lacksSession = sessionRequired && claims.sessionId() == null;
    return lacksSession || !words.hold(claims.all()) ? TokenFault.WRONG_CLAIMS : null;
  }

  /**
   * The organization that a token points to.
   *
   * @throws RuntimeException if the claims are not what they should be
   */
  @Nullable OrganizationId organizationIn(Claims claims) {
    return hint.in(Collections.unmodifiableMap(claims.all()));
  }

  private boolean hasAudience(List<String> claimed) {
    return claimed.isEmpty() ? audienceMayBeAbsent : claimed.stream().anyMatch(audiences::contains);
  }

  /** Builds rules. For one thread. */
  public static final class Builder {
    final Set<String> issuers = new TreeSet<>();
    @Nullable Set<String> audiences;
    boolean audienceMayBeAbsent;
    Set<SigningAlgorithm> algorithms = EnumSet.of(SigningAlgorithm.RS256);
    Duration skew = DEFAULT_SKEW;
    boolean sessionRequired = true;
    final Set<String> types = new TreeSet<>();
    final ClaimWords words = new ClaimWords();
    boolean nonceMayBePresent;
    @Nullable String idTokenClient;
    OrganizationHint hint = Claims::organization;

    private Builder() {}

    /**
     * Adds an issuer whose tokens are taken. At least one is required.
     *
     * @param issuer the exact text of {@code iss}
     * @return this
     */
    public Builder issuer(String issuer) {
      issuers.add(Objects.requireNonNull(issuer, "issuer"));
      return this;
    }

    /**
     * Adds an audience that tokens may be for. A token must name one of them.
     *
     * @param audience the exact text
     * @return this
     */
    public Builder audience(String audience) {
      if (audiences == null) {
        audiences = new TreeSet<>();
      }
      audiences.add(Objects.requireNonNull(audience, "audience"));
      return this;
    }

    /**
     * Takes tokens that name no audience at all, for an issuer that writes none. Default: refused.
     *
     * @return this
     */
    public Builder audienceMayBeAbsent() {
      audienceMayBeAbsent = true;
      return this;
    }

    /**
     * Requires a header type, {@code at+jwt} for RFC 9068; given more often, one of them. Default:
     * {@code JWT}, {@code at+jwt} or none at all.
     *
     * @param type the {@code typ} of the header; case and {@code application/} do not count
     * @return this
     */
    public Builder headerType(String type) {
      types.add(TokenKinds.plain(Objects.requireNonNull(type, "type")));
      return this;
    }

    /**
     * Requires a claim to be a certain text; given more often for one claim, one of them. Default:
     * none is required.
     *
     * @param claim its name, as {@code typ}
     * @param value the exact text, as {@code Bearer}
     * @return this
     */
    public Builder claim(String claim, String value) {
      words.always(claim, value);
      return this;
    }

    /**
     * Requires a claim to be a certain text where it is there; given more often for one claim, one
     * of them. A token without the claim is taken, one with another word or a {@code null} is not.
     * Default: any.
     *
     * @param claim its name, as {@code sts}
     * @param value the exact text, as {@code active}
     * @return this
     */
    public Builder claimIfPresent(String claim, String value) {
      words.ifThere(claim, value);
      return this;
    }

    /**
     * Says where the organization is read. Default: the claim {@code org_id}, which must be a text
     * where it is there.
     *
     * @param reader reads it
     * @return this
     */
    public Builder organizationIn(OrganizationHint reader) {
      hint = Objects.requireNonNull(reader, "reader");
      return this;
    }

    /**
     * Adds a client that tokens may have been issued to, by the claim {@code azp}, which must then
     * be there. Default: any, and the claim may be absent. For some clients or none, {@link
     * #claimIfPresent}.
     *
     * @param client the exact text
     * @return this
     */
    public Builder authorizedParty(String client) {
      return claim("azp", Objects.requireNonNull(client, "client"));
    }

    /**
     * Takes access tokens with a {@code nonce}, for an issuer that writes it into more than ID
     * tokens. Name what else tells the two apart, such as an audience of the API's own. Default:
     * refused, as an ID token.
     *
     * @return this
     */
    public Builder nonceMayBePresent() {
      nonceMayBePresent = true;
      return this;
    }

    /** Takes a client's ID tokens, and no access tokens. */
    Builder idTokensOf(String client) {
      idTokenClient = client;
      return this;
    }

    /**
     * Pins the algorithms. Default: RS256 only.
     *
     * @param pinned at least one
     * @return this
     */
    public Builder algorithms(SigningAlgorithm... pinned) {
      algorithms = EnumSet.noneOf(SigningAlgorithm.class);
      algorithms.addAll(List.of(pinned));
      return this;
    }

    /**
     * Sets the tolerance between the issuer's clock and ours. Default: {@link #DEFAULT_SKEW}.
     *
     * @param tolerance from 0 to 5 minutes
     * @return this
     */
    public Builder skew(Duration tolerance) {
      skew = Objects.requireNonNull(tolerance, "tolerance");
      return this;
    }

    /**
     * Takes tokens without {@code sid}. Default: refused.
     *
     * @return this
     */
    public Builder sessionMayBeAbsent() {
      sessionRequired = false;
      return this;
    }

    /**
     * Checks and builds.
     *
     * @return the rules
     * @throws IllegalArgumentException naming all faults
     */
    public TokenRules build() {
      RuleFaults.check(this);
      return new TokenRules(this, audiences == null ? Set.of() : audiences);
    }
  }
}
