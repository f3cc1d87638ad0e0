package dev.muster.lifecycle;

import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may change an organization, and how far. Immutable. What is not set is strict: every
 * operation but leaving takes an administrator.
 */
public final class LifecyclePolicy {
  /** After which time a change that was cut off is taken up by default: two minutes. */
  public static final Duration DEFAULT_TAKE_UP_AFTER = Duration.ofMinutes(2);

  private final Role admin;
  private final Map<Operation, Role> demands;
  private final @Nullable Owner owner;
  private final @Nullable Integer seats;
  private final @Nullable Integer owned;
  private final Duration takeUpAfter;
  private final @Nullable DeletionHook hook;

  private LifecyclePolicy(Builder from) {
    this.admin = from.admin;
    this.demands = Map.copyOf(from.demands);
    this.owner = from.owner;
    this.seats = from.seats;
    this.owned = from.owned;
    this.takeUpAfter = from.takeUpAfter;
    this.hook = from.hook;
  }

  /**
   * Starts a policy.
   *
   * @param admin the host's role that makes an active member an administrator
   * @return a builder, for one thread
   */
  public static Builder builder(Role admin) {
    return new Builder(Objects.requireNonNull(admin, "admin"));
  }

  /**
   * The administrators' role.
   *
   * @return a role of the host; higher ones are administrators too
   */
  public Role admin() {
    return admin;
  }

  /**
   * The role that an operation demands.
   *
   * @param operation which
   * @return the least role, or empty if any member may do it
   */
  public Optional<Role> demand(Operation operation) {
    Role own = demands.get(Objects.requireNonNull(operation, "operation"));
    if (own != null) {
      return Optional.of(own);
    }
    if (operation == Operation.TRANSFER && owner != null) {
      return Optional.of(owner.role());
    }
    return operation == Operation.LEAVE ? Optional.empty() : Optional.of(admin);
  }

  /**
   * Every role that this policy names, for a check against the role map.
   *
   * @return the roles by what they are for
   */
  public Map<String, Role> named() {
    Map<String, Role> named = new TreeMap<>();
    named.put("administrator", admin);
    demands.forEach(
        (operation, role) -> named.put(operation.name().toLowerCase(Locale.ROOT), role));
    if (owner != null) {
      named.put("owner", owner.role());
    }
    return named;
  }

  /**
   * What an owner is.
   *
   * @return empty if ownership is not told apart
   */
  public Optional<Owner> owner() {
    return Optional.ofNullable(owner);
  }

  /**
   * How many active members an organization may have.
   *
   * @return null for any number
   */
  public @Nullable Integer seats() {
    return seats;
  }

  /**
   * How many organizations a user may own.
   *
   * @return null for any number
   */
  public @Nullable Integer owned() {
    return owned;
  }

  /**
   * After which time a change that was cut off is taken up.
   *
   * @return more than zero
   */
  public Duration takeUpAfter() {
    return takeUpAfter;
  }

  /**
   * The host's part in the end of an organization.
   *
   * @return null if it has none
   */
  public @Nullable DeletionHook hook() {
    return hook;
  }

  /** What can be done to an organization. */
  public enum Operation {
    /** List its members. */
    LIST_MEMBERS,
    /** Invite somebody. */
    INVITE,
    /** List its invitations. */
    LIST_INVITATIONS,
    /** Take an invitation back. */
    REVOKE_INVITATION,
    /** Give a member another role. */
    CHANGE_ROLE,
    /** End somebody else's membership. */
    REMOVE,
    /** End one's own membership. */
    LEAVE,
    /** Make a membership inactive. */
    DEACTIVATE,
    /** Make an inactive membership active. */
    REACTIVATE,
    /** Make somebody else the owner. */
    TRANSFER,
    /** Change its display name. */
    RENAME,
    /** End it. */
    DELETE
  }

  /**
   * What an owner is, and what one becomes who hands ownership on.
   *
   * @param role the host's role of an owner
   * @param slug the provider's role that makes an owner
   * @param afterwards the provider's role of a former owner
   */
  public record Owner(Role role, RoleSlug slug, RoleSlug afterwards) {
    /** Checks the parts. */
    public Owner {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(afterwards, "afterwards");
    }
  }

  /** Collects a policy. For one thread. */
  public static final class Builder {
    private final Role admin;
    private final Map<Operation, Role> demands = new EnumMap<>(Operation.class);
    private @Nullable Owner owner;
    private @Nullable Integer seats;
    private @Nullable Integer owned;
    private Duration takeUpAfter = DEFAULT_TAKE_UP_AFTER;
    private @Nullable DeletionHook hook;

    private Builder(Role admin) {
      this.admin = admin;
    }

    /**
     * Sets the role that an operation demands. Default: the administrators', for leaving any, and
     * for a transfer the owner's.
     *
     * @param operation which
     * @param role the least role
     * @return this builder
     */
    public Builder demand(Operation operation, Role role) {
      demands.put(
          Objects.requireNonNull(operation, "operation"), Objects.requireNonNull(role, "role"));
      return this;
    }

    /**
     * Tells owners apart from administrators. Default: there are none, and no transfer.
     *
     * @param role the host's role of an owner
     * @param slug the provider's role that makes an owner
     * @param afterwards the provider's role of a former owner
     * @return this builder
     */
    public Builder owner(Role role, RoleSlug slug, RoleSlug afterwards) {
      this.owner = new Owner(role, slug, afterwards);
      return this;
    }

    /**
     * Bounds the active members of an organization. Default: any number.
     *
     * @param most at least one
     * @return this builder
     */
    public Builder seats(int most) {
      this.seats = atLeastOne(most, "seats");
      return this;
    }

    /**
     * Bounds the organizations that a user may own. Needs {@link #owner}. Default: any number.
     *
     * @param most at least one
     * @return this builder
     */
    public Builder owned(int most) {
      this.owned = atLeastOne(most, "owned organizations");
      return this;
    }

    /**
     * Sets after which time a change that was cut off is taken up. Default: {@link
     * #DEFAULT_TAKE_UP_AFTER}.
     *
     * @param after longer than one call to the provider takes
     * @return this builder
     */
    public Builder takeUpAfter(Duration after) {
      this.takeUpAfter = Objects.requireNonNull(after, "after");
      return this;
    }

    /**
     * Lets the host delete its own data with an organization. Default: it has none.
     *
     * @param hook the host's part
     * @return this builder
     */
    public Builder onDeletion(DeletionHook hook) {
      this.hook = Objects.requireNonNull(hook, "hook");
      return this;
    }

    /**
     * Builds the policy.
     *
     * @return the policy, for many threads
     */
    public LifecyclePolicy build() {
      return new LifecyclePolicy(this);
    }

    private static int atLeastOne(int most, String what) {
      if (most < 1) {
        throw new IllegalArgumentException(what + " must be at least 1, but were " + most);
      }
      return most;
    }
  }
}
