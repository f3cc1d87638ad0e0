package dev.muster.testkit;

import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Builds a {@link FakeIdentityProvider}. For one thread; the provider is for many. Each setter
 * refuses a bad value at once.
 */
public final class FakeIdentityProviderBuilder {
  /** Default of {@link #accessLifetime}: 5 minutes. */
  public static final Duration DEFAULT_ACCESS_LIFETIME = Duration.ofMinutes(5);

  /** Default of {@link #sessionLifetime}: 30 days. */
  public static final Duration DEFAULT_SESSION_LIFETIME = Duration.ofDays(30);

  /** Default of {@link #callDeadline}: 5 seconds. */
  public static final Duration DEFAULT_CALL_DEADLINE = Duration.ofSeconds(5);

  final ProviderInstance instance;
  InstantSource clock = InstantSource.system();
  ProviderProfile profile = ProviderProfile.WORKOS;
  Duration accessLifetime = DEFAULT_ACCESS_LIFETIME;
  Duration sessionLifetime = DEFAULT_SESSION_LIFETIME;
  Duration callDeadline = DEFAULT_CALL_DEADLINE;
  long seed = 1;
  private int pageSize;

  FakeIdentityProviderBuilder(ProviderInstance instance) {
    this.instance = instance;
  }

  /**
   * Sets the provider's own clock, for {@code updatedAt} and for the ends of codes and sessions.
   *
   * @param clock the clock; by default the system's
   * @return this
   */
  public FakeIdentityProviderBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Sets whom the fake behaves like.
   *
   * @param profile the profile; by default {@link ProviderProfile#WORKOS}
   * @return this
   */
  public FakeIdentityProviderBuilder profile(ProviderProfile profile) {
    this.profile = Objects.requireNonNull(profile, "profile");
    return this;
  }

  /**
   * Sets the most rows on one page.
   *
   * @param rows 1 or more; by default the profile's
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public FakeIdentityProviderBuilder pageSize(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("pageSize must be 1 or more, but was " + rows);
    }
    pageSize = rows;
    return this;
  }

  int maxPageSize() {
    return pageSize == 0 ? profile.maxPageSize() : pageSize;
  }

  /**
   * Sets how long a session counts without a refresh.
   *
   * @param lifetime more than zero; by default {@link #DEFAULT_ACCESS_LIFETIME}
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public FakeIdentityProviderBuilder accessLifetime(Duration lifetime) {
    accessLifetime = positive(lifetime, "accessLifetime");
    return this;
  }

  /**
   * Sets when a session ends, refreshed or not.
   *
   * @param lifetime more than zero; by default {@link #DEFAULT_SESSION_LIFETIME}
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public FakeIdentityProviderBuilder sessionLifetime(Duration lifetime) {
    sessionLifetime = positive(lifetime, "sessionLifetime");
    return this;
  }

  /**
   * Sets how long a hanging call hangs before it fails, in real time.
   *
   * @param deadline more than zero; by default {@link #DEFAULT_CALL_DEADLINE}
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public FakeIdentityProviderBuilder callDeadline(Duration deadline) {
    callDeadline = positive(deadline, "callDeadline");
    return this;
  }

  /**
   * Sets what the ids are made from: with the same seed the same acts make the same ids.
   *
   * @param seed any number; by default 1
   * @return this
   */
  public FakeIdentityProviderBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Builds the provider, empty.
   *
   * @return a new one on every call
   * @throws IllegalStateException if the host says that it is in production
   */
  public FakeIdentityProvider build() {
    return build(ProductionGuard.OF_THIS_PROCESS);
  }

  FakeIdentityProvider build(ProductionGuard guard) {
    guard.refuseInProduction();
    return new FakeIdentityProvider(this);
  }

  private static Duration positive(Duration value, String what) {
    Objects.requireNonNull(value, what);
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be more than 0, but was " + value);
    }
    return value;
  }
}
