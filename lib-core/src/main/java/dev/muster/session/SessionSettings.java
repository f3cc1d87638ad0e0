package dev.muster.session;

import dev.muster.name.OrganizationRef;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a host keeps sessions. Immutable, checked when built. */
public final class SessionSettings {
  /** The session cookie's name by default. */
  public static final String DEFAULT_COOKIE = "__Host-muster";

  /** How long after sign-in a cookie counts at most, by default: 7 days. */
  public static final Duration DEFAULT_LIFE = Duration.ofDays(7);

  private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{3,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private final String cookieName;
  private final URI redirectUri;
  private final List<SealKey> keys;
  private final String home;
  private final Duration life;
  private final @Nullable SessionFormat format;
  private final @Nullable String domain;
  private final List<String> companionCookies;
  private final Function<String, Optional<String>> organizationIn;

  private SessionSettings(Builder builder, URI redirectUri) {
    this.cookieName = builder.cookieName;
    this.redirectUri = redirectUri;
    this.keys = List.copyOf(builder.keys);
    this.home = builder.home;
    this.life = builder.life;
    this.format = builder.format;
    this.domain = builder.domain;
    this.companionCookies = List.copyOf(builder.companionCookies);
    this.organizationIn = builder.organizationIn;
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

  /**
   * Where to go after a sign-in that names no place, and after a sign-out.
   *
   * @return an absolute path of this origin
   */
  public String home() {
    return home;
  }

  /**
   * The organization that a way back names.
   *
   * @param returnTo a path of this origin
   * @return a pointer, not a proof; empty if it names none
   */
  public Optional<OrganizationRef> organizationIn(String returnTo) {
    return organizationIn.apply(returnTo).flatMap(OrganizationRef::parse);
  }

  SetCookie cookie(String name, Secret value, Duration maxAge) {
    return new SetCookie(name, value, maxAge, domain);
  }

  SetCookie clear(String name) {
    return cookie(name, Secret.of(""), Duration.ZERO);
  }

  @Nullable SessionFormat format() {
    return format;
  }

  List<String> companionCookies() {
    return companionCookies;
  }

  List<SealKey> keys() {
    return keys;
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
    private @Nullable SessionFormat format;
    private @Nullable String domain;
    private final List<String> companionCookies = new ArrayList<>();
    private Function<String, Optional<String>> organizationIn = path -> Optional.empty();

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
     * Keeps sessions in another sealed form than Muster's own, to share the cookie with services of
     * another make. The keys still seal the login cookie.
     *
     * @param shared the form
     * @return this builder
     */
    public Builder format(SessionFormat shared) {
      format = Objects.requireNonNull(shared, "shared");
      return this;
    }

    /**
     * Lets every subdomain of a domain get the cookies too, and so lets whoever runs one of them
     * read and set them. Needs a cookie name without the prefix {@code __Host-}. Default: this host
     * alone.
     *
     * @param name the domain, which the host is in
     * @return this builder
     */
    public Builder sharedWithSubdomainsOf(String name) {
      domain = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Names one more cookie that goes when the session ends, such as one that a page of the host
     * sets.
     *
     * @param name of the same form as the session cookie's
     * @return this builder
     */
    public Builder companionCookie(String name) {
      companionCookies.add(Objects.requireNonNull(name, "name"));
      return this;
    }

    /**
     * Says how a path of this origin names an organization, so that a sign-in on the way there
     * comes out in it. Default: no path names one.
     *
     * @param reader the slug or id in a path, or empty; must not block or throw
     * @return this builder
     */
    public Builder organizationIn(Function<String, Optional<String>> reader) {
      organizationIn = Objects.requireNonNull(reader, "reader");
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
      companionCookies.stream()
          .filter(name -> !COOKIE_NAME.matcher(name).matches())
          .forEach(name -> faults.add("companion cookie name must match " + COOKIE_NAME));
      if (domain != null && !DOMAIN.matcher(domain).matches()) {
        faults.add("domain must be a host name of two labels or more");
      }
      if (domain != null && cookieName.startsWith("__Host-")) {
        faults.add("a cookie whose name begins with `__Host-` can't be shared with subdomains");
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
