package dev.muster.workos;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one WorkOS environment. Immutable; prints no key.
 *
 * <p>The same settings serve WorkOS and its emulator: only {@link Builder#baseUrl} differs.
 */
public final class WorkOsSettings {
  /** Default of {@link Builder#baseUrl}. */
  public static final URI DEFAULT_BASE_URL = URI.create("https://api.workos.com");

  /** Default of {@link Builder#callDeadline}: 2 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(2);

  /** Default, and the most, of {@link Builder#pageSize}: 100. */
  public static final int MAX_PAGE_SIZE = 100;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]+");

  private final ProviderInstance instance;
  private final Secret apiKey;
  private final String clientId;
  private final URI baseUrl;
  private final Duration callDeadline;
  private final int pageSize;
  private final Set<String> issuers;
  private final InstantSource clock;

  private WorkOsSettings(Builder builder, Secret apiKey, String clientId, URI baseUrl) {
    instance = builder.instance;
    this.apiKey = apiKey;
    this.clientId = clientId;
    this.baseUrl = baseUrl;
    callDeadline = builder.callDeadline;
    pageSize = builder.pageSize;
    clock = builder.clock;
    Set<String> all = new LinkedHashSet<>(builder.issuers);
    all.add(baseUrl.toString());
    all.add(baseUrl + "/user_management/" + clientId);
    issuers = Set.copyOf(all);
  }

  /**
   * Begins settings.
   *
   * @param instance the name of this WorkOS environment, the first part of every key
   * @return a builder, for one thread
   */
  public static Builder builder(ProviderInstance instance) {
    return new Builder(Objects.requireNonNull(instance, "instance"));
  }

  ProviderInstance instance() {
    return instance;
  }

  Secret apiKey() {
    return apiKey;
  }

  String clientId() {
    return clientId;
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

  Set<String> issuers() {
    return issuers;
  }

  InstantSource clock() {
    return clock;
  }

  /** The environment and its address; no key. */
  @Override
  public String toString() {
    return "WorkOsSettings[" + instance + " at " + baseUrl + "]";
  }

  /** Builds settings. For one thread. */
  public static final class Builder {
    private final ProviderInstance instance;
    private @Nullable Secret apiKey;
    private @Nullable String clientId;
    private URI baseUrl = DEFAULT_BASE_URL;
    private Duration callDeadline = DEFAULT_CALL_DEADLINE;
    private int pageSize = MAX_PAGE_SIZE;
    private final Set<String> issuers = new LinkedHashSet<>();
    private InstantSource clock = InstantSource.system();

    private Builder(ProviderInstance instance) {
      this.instance = instance;
    }

    /**
     * Sets the API key. Required.
     *
     * @param key the secret key of the environment
     * @return this
     */
    public Builder apiKey(Secret key) {
      apiKey = Objects.requireNonNull(key, "key");
      return this;
    }

    /**
     * Sets the client id. Required.
     *
     * @param id the environment's client id
     * @return this
     */
    public Builder clientId(String id) {
      clientId = Objects.requireNonNull(id, "id");
      return this;
    }

    /**
     * Sets where WorkOS is. Default: {@link #DEFAULT_BASE_URL}.
     *
     * @param url https, or http on a loopback address; no path
     * @return this
     */
    public Builder baseUrl(URI url) {
      baseUrl = Objects.requireNonNull(url, "url");
      return this;
    }

    /**
     * Adds an issuer of access tokens, for a custom authentication domain. The base URL, and the
     * one under it that names the client id, are issuers always.
     *
     * @param issuer the exact text of {@code iss}
     * @return this
     */
    public Builder issuer(String issuer) {
      issuers.add(Objects.requireNonNull(issuer, "issuer"));
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
     * Sets how many rows a page of a list has. Default: {@link #MAX_PAGE_SIZE}.
     *
     * @param rows from 1 to {@link #MAX_PAGE_SIZE}
     * @return this
     */
    public Builder pageSize(int rows) {
      pageSize = rows;
      return this;
    }

    /**
     * Sets the clock that the times in access tokens are held against. Default: the system's.
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
    public WorkOsSettings build() {
      List<String> faults = new ArrayList<>();
      Secret key = apiKey;
      String client = clientId;
      if (key == null || !PRINTABLE.matcher(key.reveal()).matches()) {
        faults.add("the API key must be set, of printable ASCII without spaces");
      }
      if (client == null || !CLIENT_ID.matcher(client).matches()) {
        faults.add("the client id must be set, of letters, digits, `_` and `-`");
      }
      if (!isAddress(baseUrl)) {
        faults.add(
            "the base URL must be https, or http on a loopback address, with nothing but a port");
      }
      if (callDeadline.toMillis() < 1 || callDeadline.compareTo(Duration.ofMinutes(1)) > 0) {
        faults.add("the call deadline must be from 1 ms to 1 minute, but was " + callDeadline);
      }
      if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
        faults.add("the page size must be from 1 to " + MAX_PAGE_SIZE + ", but was " + pageSize);
      }
      if (issuers.stream().anyMatch(String::isBlank)) {
        faults.add("no issuer may be blank");
      }
      if (key == null || client == null || !faults.isEmpty()) {
        throw new IllegalArgumentException(
            "WorkOS settings have "
                + faults.size()
                + (faults.size() == 1 ? " fault: " : " faults: ")
                + String.join("; ", faults));
      }
      return new WorkOsSettings(this, key, client, origin(baseUrl));
    }

    private static boolean isAddress(URI url) {
      String path = url.getRawPath();
      boolean bare =
          url.getHost() != null
              && (path == null || path.isEmpty() || path.equals("/"))
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && url.getRawUserInfo() == null;
      boolean loopback =
          "127.0.0.1".equals(url.getHost())
              || "localhost".equals(url.getHost())
              || "[::1]".equals(url.getHost());
      return bare
          && ("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback));
    }

    private static URI origin(URI url) {
      return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }
  }
}
