package dev.muster.oidc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a token must be, beside well signed: whose, for whom, by which algorithm. Immutable.
 *
 * <p>Always required: {@code iss}, {@code sub}, {@code exp}. Strict by default; each loosening has
 * its own name.
 */
public final class TokenRules {
  /** Default tolerance between the issuer's clock and ours: 30 seconds. */
  public static final Duration DEFAULT_SKEW = Duration.ofSeconds(30);

  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private final Set<String> issuers;
  private final Set<String> audiences;
  private final boolean audienceMayBeAbsent;
  private final Set<SigningAlgorithm> algorithms;
  private final Duration skew;
  private final boolean sessionRequired;

  private TokenRules(Builder builder, Set<String> audiences) {
    issuers = Set.copyOf(builder.issuers);
    this.audiences = Set.copyOf(audiences);
    audienceMayBeAbsent = builder.audienceMayBeAbsent;
    algorithms = Set.copyOf(builder.algorithms);
    skew = builder.skew;
    sessionRequired = builder.sessionRequired;
  }

  /**
   * Begins rules.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  boolean hasIssuer(String issuer) {
    return issuers.contains(issuer);
  }

  boolean hasAudience(List<String> claimed) {
    return claimed.isEmpty() ? audienceMayBeAbsent : claimed.stream().anyMatch(audiences::contains);
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

  /** Builds rules. For one thread. */
  public static final class Builder {
    private final Set<String> issuers = new TreeSet<>();
    private @Nullable Set<String> audiences;
    private boolean audienceMayBeAbsent;
    private Set<SigningAlgorithm> algorithms = EnumSet.of(SigningAlgorithm.RS256);
    private Duration skew = DEFAULT_SKEW;
    private boolean sessionRequired = true;

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
      List<String> faults = new ArrayList<>();
      if (issuers.isEmpty() || issuers.stream().anyMatch(String::isBlank)) {
        faults.add("at least one issuer must be named, and none may be blank");
      }
      if (audiences == null && !audienceMayBeAbsent) {
        faults.add("an audience must be named, or it must be said that it may be absent");
      }
      if (audiences != null && audiences.stream().anyMatch(String::isBlank)) {
        faults.add("no audience may be blank");
      }
      if (algorithms.isEmpty()) {
        faults.add("at least one algorithm must be pinned");
      }
      if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
        faults.add("skew must be from 0 to " + MAX_SKEW + ", but was " + skew);
      }
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "token rules have "
                + faults.size()
                + (faults.size() == 1 ? " fault: " : " faults: ")
                + String.join("; ", faults));
      }
      return new TokenRules(this, audiences == null ? Set.of() : audiences);
    }
  }
}
