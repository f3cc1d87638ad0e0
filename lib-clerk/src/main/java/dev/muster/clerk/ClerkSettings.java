package dev.muster.clerk;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.rest.SettingsCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one Clerk instance. Immutable; prints no key.
 *
 * <p>Clerk is asked in one version of its API, {@value #API_VERSION}, whatever the instance's
 * default is.
 */
public final class ClerkSettings {
  /** Default of {@link Builder#baseUrl}. */
  public static final URI DEFAULT_BASE_URL = URI.create("https://api.clerk.com/v1");

  /** Default of {@link Builder#callDeadline}: 2 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(2);

  /** Default of {@link Builder#pageSize}: 100. */
  public static final int DEFAULT_PAGE_SIZE = 100;

  /** The most of {@link Builder#pageSize}: 500. */
  public static final int MAX_PAGE_SIZE = 500;

  /** The version of Clerk's API that is asked for. */
  public static final String API_VERSION = "2025-11-10";

  private static final Pattern API_PATH = Pattern.compile(".*/v1/?");

  private final ProviderInstance instance;
  private final Secret secretKey;
  private final URI baseUrl;
  private final Duration callDeadline;
  private final int pageSize;
  private final @Nullable String issuer;
  private final Set<String> authorizedParties;
  private final boolean partyMayBeAbsent;
  private final InstantSource clock;

  private ClerkSettings(Builder builder, Secret secretKey) {
    instance = builder.instance;
    this.secretKey = secretKey;
    baseUrl = builder.baseUrl;
    callDeadline = builder.callDeadline;
    pageSize = builder.pageSize;
    issuer = builder.issuer == null ? null : bare(builder.issuer);
    authorizedParties = Set.copyOf(builder.authorizedParties);
    partyMayBeAbsent = builder.partyMayBeAbsent;
    clock = builder.clock;
  }

  /**
   * Begins settings.
   *
   * @param instance the name of this Clerk instance, the first part of every key
   * @return a builder, for one thread
   */
  public static Builder builder(ProviderInstance instance) {
    return new Builder(Objects.requireNonNull(instance, "instance"));
  }

  ProviderInstance instance() {
    return instance;
  }

  Secret secretKey() {
    return secretKey;
  }

  URI baseUrl() {
    return baseUrl;
  }

  Duration callDeadline() {
    return callDeadline;
  }

  int pageSize() {
    return pageSize;
  }

  @Nullable String issuer() {
    return issuer;
  }

  Set<String> authorizedParties() {
    return authorizedParties;
  }

  boolean partyMayBeAbsent() {
    return partyMayBeAbsent;
  }

  InstantSource clock() {
    return clock;
  }

  /** The instance and its address; no key. */
  @Override
  public String toString() {
    return "ClerkSettings[" + instance + " at " + baseUrl + "]";
  }

  /* Clerk writes `iss` without a slash at the end. */
  private static String bare(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Builds settings. For one thread. */
  public static final class Builder {
    private final ProviderInstance instance;
    private @Nullable Secret secretKey;
    private URI baseUrl = DEFAULT_BASE_URL;
    private Duration callDeadline = DEFAULT_CALL_DEADLINE;
    private int pageSize = DEFAULT_PAGE_SIZE;
    private @Nullable URI issuer;
    private final Set<String> authorizedParties = new LinkedHashSet<>();
    private boolean partyMayBeAbsent;
    private InstantSource clock = InstantSource.system();

    private Builder(ProviderInstance instance) {
      this.instance = instance;
    }

    /**
     * Sets the secret key. Required.
     *
     * @param key the instance's, which begins with {@code sk_}
     * @return this
     */
    public Builder secretKey(Secret key) {
      secretKey = Objects.requireNonNull(key, "key");
      return this;
    }

    /**
     * Sets where Clerk's Backend API is. Default: {@link #DEFAULT_BASE_URL}.
     *
     * @param url https, or http on a loopback address; with its path, which ends in {@code /v1}
     * @return this
     */
    public Builder baseUrl(URI url) {
      baseUrl = Objects.requireNonNull(url, "url");
      return this;
    }

    /**
     * Sets the instance's Frontend API address, which is the issuer of its session tokens. Required
     * for {@link ClerkProvider#sessionTokens()}, and for nothing else.
     *
     * @param frontendApi as {@code https://clerk.example.com}
     * @return this
     */
    public Builder issuer(URI frontendApi) {
      issuer = Objects.requireNonNull(frontendApi, "frontendApi");
      return this;
    }

    /**
     * Adds an origin that session tokens may have been issued to, by their claim {@code azp}. At
     * least one is required beside {@link #issuer}.
     *
     * @param origin the exact text, as {@code https://app.example.com}
     * @return this
     */
    public Builder authorizedParty(String origin) {
      authorizedParties.add(Objects.requireNonNull(origin, "origin"));
      return this;
    }

    /**
     * Takes session tokens without {@code azp} as well, as native apps have them. Default: refused.
     *
     * @return this
     */
    public Builder partyMayBeAbsent() {
      partyMayBeAbsent = true;
      return this;
    }

    /**
     * Sets how long one call takes at most, all pages of a list together. Default: {@link
     * #DEFAULT_CALL_DEADLINE}.
     *
     * @param deadline from 1 millisecond to 1 minute
     * @return this
     */
    public Builder callDeadline(Duration deadline) {
      callDeadline = Objects.requireNonNull(deadline, "deadline");
      return this;
    }

    /**
     * Sets how many rows a page of a list has, and how many users a batch of profiles, at most 100.
     * Default: {@link #DEFAULT_PAGE_SIZE}. A page is asked for with 2 rows at least, one of which
     * is known already.
     *
     * @param rows from 1 to {@link #MAX_PAGE_SIZE}
     * @return this
     */
    public Builder pageSize(int rows) {
      pageSize = rows;
      return this;
    }

    /**
     * Sets the clock that the times in session tokens are held against, and the age of
     * organizations at a creation. Default: the system's.
     *
     * @param source the clock
     * @return this
     */
    public Builder clock(InstantSource source) {
      clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Checks and builds.
     *
     * @return the settings
     * @throws IllegalArgumentException naming all faults, and no key
     */
    public ClerkSettings build() {
      Secret key = secretKey == null ? Secret.of("") : secretKey;
      new SettingsCheck("Clerk settings")
          .require(
              key.reveal().startsWith("sk_") && SettingsCheck.isPrintable(key.reveal()),
              "the secret key must be set, begin with `sk_` and be printable ASCII without spaces")
          .require(
              SettingsCheck.isBase(baseUrl) && API_PATH.matcher(baseUrl.getRawPath()).matches(),
              "the base URL must be https, or http on a loopback address, with a path that ends in"
                  + " `/v1`, but was one at `"
                  + SettingsCheck.shown(baseUrl)
                  + "`")
          .requireCallDeadline(callDeadline)
          .require(
              pageSize >= 1 && pageSize <= MAX_PAGE_SIZE,
              "the page size must be from 1 to " + MAX_PAGE_SIZE + ", but was " + pageSize)
          .require(
              issuer == null || SettingsCheck.isBase(issuer),
              "the issuer must be https, or http on a loopback address, but was one at `"
                  + (issuer == null ? "" : SettingsCheck.shown(issuer))
                  + "`")
          .require(
              (issuer == null) == authorizedParties.isEmpty(),
              "an issuer and its authorized parties must be named together")
          .require(
              authorizedParties.stream().allMatch(Builder::isOrigin),
              "each authorized party must be an origin, scheme and host without a path")
          .orThrow();
      return new ClerkSettings(this, key);
    }

    private static boolean isOrigin(String party) {
      try {
        URI origin = new URI(party);
        return origin.getScheme() != null
            && origin.getRawAuthority() != null
            && party.equals(origin.getScheme() + "://" + origin.getRawAuthority());
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }
}
