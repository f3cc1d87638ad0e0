package dev.muster.session;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a host keeps sessions. Immutable, checked when built. */
public final class SessionSettings {
  /** The session cookie's name by default. */
  public static final String DEFAULT_COOKIE = "__Host-muster";

  /** How long after sign-in a cookie counts at most, by default: 7 days. */
  public static final Duration DEFAULT_LIFE = Duration.ofDays(7);

  private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final String cookieName;
  private final URI redirectUri;
  private final List<SealKey> keys;
  private final String home;
  private final Duration life;

  private SessionSettings(Builder builder, URI redirectUri) {
    this.cookieName = builder.cookieName;
    this.redirectUri = redirectUri;
    this.keys = List.copyOf(builder.keys);
    this.home = builder.home;
    this.life = builder.life;
  }

  /**
   * Starts settings.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The session cookie's name.
   *
   * @return with its prefix
   */
  public String cookieName() {
    return cookieName;
  }

  /**
   * The login cookie's name.
   *
   * @return the session cookie's with a suffix
   */
  public String loginCookieName() {
    return cookieName + "-login";
  }

  /**
   * Where the provider sends the browser back to; its origin is the host's own.
   *
   * @return https, or http on a loopback address
   */
  public URI redirectUri() {
    return redirectUri;
  }

  List<SealKey> keys() {
    return keys;
  }

  String home() {
    return home;
  }

  Duration life() {
    return life;
  }

  /** Collects settings; {@link #build()} reports every fault at once. */
  public static final class Builder {
    private final List<SealKey> keys = new ArrayList<>();
    private String cookieName = DEFAULT_COOKIE;
    private @Nullable URI redirectUri;
    private String home = "/";
    private Duration life = DEFAULT_LIFE;

    private Builder() {}

    /**
     * Adds a key. The first one seals, all of them open; keep an old one for {@link #life}.
     *
     * @param key the key
     * @return this builder
     */
    public Builder key(SealKey key) {
      keys.add(Objects.requireNonNull(key, "key"));
      return this;
    }

    /**
     * Where the provider sends the browser back to. Never taken from a request.
     *
     * @param uri https, or http on a loopback address
     * @return this builder
     */
    public Builder redirectUri(URI uri) {
      redirectUri = Objects.requireNonNull(uri, "uri");
      return this;
    }

    /**
     * Names the session cookie.
     *
     * @param name 1 to 64 letters, digits, underscores and hyphens; default {@link #DEFAULT_COOKIE}
     * @return this builder
     */
    public Builder cookieName(String name) {
      cookieName = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Where to go after a sign-in that names no place.
     *
     * @param path an absolute path of this origin; default {@code /}
     * @return this builder
     */
    public Builder home(String path) {
      home = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * How long after sign-in a cookie counts at most, however often it is refreshed.
     *
     * @param duration at least a minute, at most 400 days; default {@link #DEFAULT_LIFE}
     * @return this builder
     */
    public Builder life(Duration duration) {
      life = Objects.requireNonNull(duration, "duration");
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException naming every fault, if there is one
     */
    public SessionSettings build() {
      List<String> faults = new ArrayList<>();
      if (keys.isEmpty()) {
        faults.add("a seal key is missing");
      }
      if (!COOKIE_NAME.matcher(cookieName).matches()) {
        faults.add("cookie name must match " + COOKIE_NAME);
      }
      if (ReturnTo.parse(home).isEmpty()) {
        faults.add("home must be an absolute path of this origin");
      }
      if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(Duration.ofDays(400)) > 0) {
        faults.add("life must be from one minute to 400 days, but was " + life);
      }
      URI uri = redirectUri;
      if (uri == null || !isSafe(uri)) {
        faults.add("redirect URI must be https, or http on a loopback address, but was " + uri);
      }
      if (!faults.isEmpty() || uri == null) {
        throw new IllegalArgumentException(
            "session settings have " + faults.size() + " faults: " + String.join("; ", faults));
      }
      return new SessionSettings(this, uri);
    }

    private static boolean isSafe(URI uri) {
      String host = uri.getHost();
      if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        return false;
      }
      boolean loopback =
          host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
      return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback);
    }
  }
}
