package dev.muster.testkit.stage;

import dev.muster.MusterBuilder;
import dev.muster.audit.MusterListener;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakeIdentityProviderBuilder;
import dev.muster.testkit.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Configures a {@link MusterKit}. For one thread. What is not given has the default it names. */
public final class MusterKitBuilder {
  /** What the clock shows at first by default. */
  public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private static final RoleMap DEFAULT_ROLES =
      RoleMap.builder().role("admin", "read", "write").role("member", "read").build();

  RoleMap roles = DEFAULT_ROLES;
  ProviderProfile profile = ProviderProfile.WORKOS;
  Duration callDeadline = FakeIdentityProviderBuilder.DEFAULT_CALL_DEADLINE;
  Instant start = DEFAULT_START;
  MusterListener listener = MusterListener.none();
  BiFunction<MusterKit, MusterBuilder, MusterBuilder> more = (kit, host) -> host;
  int pageSize;
  @Nullable Executor lookups;
  @Nullable DirectoryStore directory;

  MusterKitBuilder() {}

  /**
   * The host's roles. Default: {@code admin}, which permits {@code read} and {@code write}, above
   * {@code member}, which permits {@code read}.
   *
   * @param roles what provider slugs mean here; the highest is the administrators'
   * @return this builder
   */
  public MusterKitBuilder roles(RoleMap roles) {
    this.roles = Objects.requireNonNull(roles, "roles");
    return this;
  }

  /**
   * Whom the provider behaves like. Default: {@link ProviderProfile#WORKOS}.
   *
   * @param profile the profile
   * @return this builder
   */
  public MusterKitBuilder profile(ProviderProfile profile) {
    this.profile = Objects.requireNonNull(profile, "profile");
    return this;
  }

  /**
   * The most rows on one page of the provider. Default: the profile's.
   *
   * @param rows 1 or more
   * @return this builder
   * @throws IllegalArgumentException if it is less than 1
   */
  public MusterKitBuilder pageSize(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("pageSize must be 1 or more, but was " + rows);
    }
    this.pageSize = rows;
    return this;
  }

  /**
   * What the clock shows at first. Default: {@link #DEFAULT_START}.
   *
   * @param start the first reading
   * @return this builder
   */
  public MusterKitBuilder startingAt(Instant start) {
    this.start = Objects.requireNonNull(start, "start");
    return this;
  }

  /**
   * How long a call to the provider hangs that was told to, in real time. Default: {@link
   * FakeIdentityProviderBuilder#DEFAULT_CALL_DEADLINE}. The deadline of a decision is another one,
   * {@link MusterBuilder#deadline}, and counted as {@link MusterKit} says.
   *
   * @param deadline more than zero
   * @return this builder
   */
  public MusterKitBuilder callDeadline(Duration deadline) {
    this.callDeadline = Objects.requireNonNull(deadline, "deadline");
    return this;
  }

  /**
   * Who hears what the kit's {@link AuditTrail} hears, after it. Default: nobody.
   *
   * @param listener the host's own
   * @return this builder
   */
  public MusterKitBuilder listener(MusterListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Threads that kits share for look-ups, so that not each starts its own. They stay when a kit is
   * closed. Default: each Muster has its own, 64 at most; with {@code @MusterTest} all tests share
   * some, without a bound, which end with the last of them. A test of what happens where no thread
   * is free sets {@link MusterBuilder#lookupThreads} in {@link #muster}.
   *
   * @param threads whoever makes them shuts them down
   * @return this builder
   */
  public MusterKitBuilder lookups(Executor threads) {
    this.lookups = Objects.requireNonNull(threads, "threads");
    return this;
  }

  /**
   * The host's own register of slugs, such as one in a database of the test's: fixtures write their
   * slugs there, and actors name organizations by them. Default: in memory. One in memory is made
   * with the kit's, and needs nothing here; another one needs the stores beside it, in {@link
   * #muster}.
   *
   * @param directory the register, empty of what the fixtures are called
   * @return this builder
   */
  public MusterKitBuilder directory(DirectoryStore directory) {
    this.directory = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /**
   * The host's own configuration, applied last, to each node. It may replace any part; given twice,
   * both apply. Of a part that it replaces the kit has its own still, which nobody asks then:
   * {@link #directory} says where slugs are, and who replaces tokens mints them by a minter of the
   * host's. A listener set here replaces the audit trail: use {@link #listener}.
   *
   * @param configuration what the host does to its builder
   * @return this builder
   */
  public MusterKitBuilder muster(UnaryOperator<MusterBuilder> configuration) {
    Objects.requireNonNull(configuration, "configuration");
    return wired((kit, host) -> configuration.apply(host));
  }

  /**
   * The same, for a configuration that puts something of the host's between Muster and the parts of
   * the kit: a provider that counts, a store that is slow.
   *
   * @param configuration what the host does to its builder, seeing the kit
   * @return this builder
   */
  public MusterKitBuilder wired(BiFunction<MusterKit, MusterBuilder, MusterBuilder> configuration) {
    Objects.requireNonNull(configuration, "configuration");
    BiFunction<MusterKit, MusterBuilder, MusterBuilder> before = more;
    this.more = (kit, host) -> configuration.apply(kit, before.apply(kit, host));
    return this;
  }

  FakeIdentityProviderBuilder provider() {
    FakeIdentityProviderBuilder fake =
        FakeIdentityProvider.builder(KitStores.PROVIDER)
            .profile(profile)
            .callDeadline(callDeadline);
    return pageSize == 0 ? fake : fake.pageSize(pageSize);
  }
}
