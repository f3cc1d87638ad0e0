package dev.muster.keycloak;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import dev.muster.rest.SettingsCheck;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one realm of a Keycloak, as a confidential client of the realm with a service
 * account. Immutable; prints no secret.
 */
public final class KeycloakSettings {
  /** Default of {@link Builder#callDeadline}: 2 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(2);

  /** Default of {@link Builder#pageSize}: 100. */
  public static final int DEFAULT_PAGE_SIZE = 100;

  /** The most of {@link Builder#pageSize}: 1000. */
  public static final int MAX_PAGE_SIZE = 1000;

  private static final Pattern REALM = Pattern.compile("[A-Za-z0-9._~-]+");

  private final ProviderInstance instance;
  private final URI baseUrl;
  private final String realm;
  private final String clientId;
  private final Secret clientSecret;
  private final Duration callDeadline;
  private final int pageSize;
  private final InstantSource clock;

  private KeycloakSettings(Builder builder, URI baseUrl, String realm, String id, Secret secret) {
    instance = builder.instance;
    this.baseUrl = baseUrl;
    this.realm = realm;
    clientId = id;
    clientSecret = secret;
    callDeadline = builder.callDeadline;
    pageSize = builder.pageSize;
    clock = builder.clock;
  }

  /**
   * Begins settings.
   *
   * @param instance the name of this realm for Muster, the first part of every key
   * @return a builder, for one thread
   */
  public static Builder builder(ProviderInstance instance) {
    return new Builder(Objects.requireNonNull(instance, "instance"));
  }

  ProviderInstance instance() {
    return instance;
  }

  /** Without a slash at its end. */
  URI baseUrl() {
    return baseUrl;
  }

  String realm() {
    return realm;
  }

  String clientId() {
    return clientId;
  }

  Secret clientSecret() {
    return clientSecret;
  }

  Duration callDeadline() {
    return callDeadline;
  }

  int pageSize() {
    return pageSize;
  }

  InstantSource clock() {
    return clock;
  }

  /** The realm and its address; no secret. */
  @Override
  public String toString() {
    return "KeycloakSettings[" + instance + " at " + baseUrl + ", realm " + realm + "]";
  }

  /** Builds settings. For one thread. */
  public static final class Builder {
    private final ProviderInstance instance;
    private @Nullable URI baseUrl;
    private @Nullable String realm;
    private @Nullable String clientId;
    private @Nullable Secret clientSecret;
    private Duration callDeadline = DEFAULT_CALL_DEADLINE;
    private int pageSize = DEFAULT_PAGE_SIZE;
    private InstantSource clock = InstantSource.system();

    private Builder(ProviderInstance instance) {
      this.instance = instance;
    }

    /**
     * Sets where the server is. Required.
     *
     * @param url https, or http on a loopback address; {@code /realms} and {@code /admin} are below
     *     it, and no part of it
     * @return this
     */
    public Builder baseUrl(URI url) {
      baseUrl = Objects.requireNonNull(url, "url");
      return this;
    }

    /**
     * Sets the realm. Required.
     *
     * @param name its name
     * @return this
     */
    public Builder realm(String name) {
      realm = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets the client whose service account asks. Required.
     *
     * @param id its client id
     * @return this
     */
    public Builder clientId(String id) {
      clientId = Objects.requireNonNull(id, "id");
      return this;
    }

    /**
     * Sets the client's secret. Required.
     *
     * @param secret the secret
     * @return this
     */
    public Builder clientSecret(Secret secret) {
      clientSecret = Objects.requireNonNull(secret, "secret");
      return this;
    }

    /**
     * Sets how long one call takes at most, all its requests together. Default: {@link
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
     * Sets how many rows a page of a list has. Default: {@link #DEFAULT_PAGE_SIZE}.
     *
     * @param rows from 2 to {@link #MAX_PAGE_SIZE}
     * @return this
     */
    public Builder pageSize(int rows) {
      pageSize = rows;
      return this;
    }

    /**
     * Sets the clock that the ends of tokens and the ages of events are held against. Default: the
     * system's.
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
     * @throws IllegalArgumentException naming all faults, and no secret
     */
    public KeycloakSettings build() {
      SettingsCheck check =
          new SettingsCheck("Keycloak settings")
              .require(
                  baseUrl != null && SettingsCheck.isBase(baseUrl) && isAboveRealms(baseUrl),
                  "the base URL must be set, https, or http on a loopback address, and without"
                      + " `/realms` or `/admin`"
                      + (baseUrl == null
                          ? ""
                          : ", but was one at `" + SettingsCheck.shown(baseUrl) + "`"))
              .require(
                  realm != null && REALM.matcher(realm).matches(),
                  "the realm must be set, of letters, digits, `.`, `_`, `~` and `-`")
              .require(
                  clientId != null && SettingsCheck.isPrintable(clientId),
                  "the client id must be set, of printable ASCII without spaces")
              .require(
                  clientSecret != null && !clientSecret.reveal().isBlank(),
                  "the client's secret must be set")
              .requireCallDeadline(callDeadline)
              .require(
                  pageSize >= 2 && pageSize <= MAX_PAGE_SIZE,
                  "the page size must be from 2 to " + MAX_PAGE_SIZE + ", but was " + pageSize);
      check.orThrow();
      return new KeycloakSettings(
          this,
          URI.create(Objects.requireNonNull(baseUrl).toString().replaceFirst("/+$", "")),
          Objects.requireNonNull(realm),
          Objects.requireNonNull(clientId),
          Objects.requireNonNull(clientSecret));
    }

    private static boolean isAboveRealms(URI url) {
      return Stream.of(url.getPath().split("/")).noneMatch(Set.of("realms", "admin")::contains);
    }
  }
}
