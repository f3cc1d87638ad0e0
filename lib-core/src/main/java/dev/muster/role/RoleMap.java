package dev.muster.role;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host's roles: which provider slugs mean each, what each permits, and which is higher. Pure
 * data, immutable, checked when built.
 *
 * <p>Roles are declared from the highest to the lowest. Of several slugs the highest role counts.
 */
public final class RoleMap {
  private static final int UNDECLARED = Integer.MAX_VALUE;

  private final Map<RoleSlug, Role> bySlug;
  private final Map<Role, Entry> entries;

  private RoleMap(Map<RoleSlug, Role> bySlug, Map<Role, Entry> entries) {
    this.bySlug = bySlug;
    this.entries = entries;
  }

  /**
   * Starts a map.
   *
   * @return a builder, for one thread
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Translates the provider's roles of one membership.
   *
   * @param slugs the provider's roles
   * @return the highest role they mean, and the slugs this map does not know
   */
  public Translation translate(List<RoleSlug> slugs) {
    Role highest = null;
    int best = UNDECLARED;
    List<RoleSlug> unknown = new ArrayList<>();
    for (RoleSlug slug : slugs) {
      Role role = bySlug.get(slug);
      if (role == null) {
        unknown.add(slug);
      } else if (rank(role) < best) {
        highest = role;
        best = rank(role);
      }
    }
    return new Translation(Optional.ofNullable(highest), unknown);
  }

  /**
   * The highest role that provider roles mean, if this map knows all of them.
   *
   * @param slugs the provider's roles
   * @return null if there are none, or one is unknown
   */
  public @Nullable Role translateKnown(List<RoleSlug> slugs) {
    Role highest = null;
    for (int i = 0; i < slugs.size(); i++) {
      Role role = bySlug.get(slugs.get(i));
      if (role == null) {
        return null;
      }
      highest = highest != null && rank(highest) <= rank(role) ? highest : role;
    }
    return highest;
  }

  /**
   * All roles of the map.
   *
   * @return the declared roles, in no order
   */
  public Set<Role> roles() {
    return entries.keySet();
  }

  /**
   * Whether the map declares a role.
   *
   * @param role the role
   * @return true if it was declared
   */
  public boolean declares(Role role) {
    return entries.containsKey(role);
  }

  /**
   * What a role permits.
   *
   * @param role any role
   * @return its permissions; none for a role that is not declared
   */
  public Set<Permission> permissions(Role role) {
    Entry entry = entries.get(role);
    return entry == null ? Set.of() : entry.permissions();
  }

  /**
   * Whether one role is at least as high as another.
   *
   * @param held the role that is held
   * @param required the role that is required
   * @return true if both are declared and {@code held} is the same or was declared earlier
   */
  public boolean isAtLeast(Role held, Role required) {
    int lowest = rank(required);
    return lowest != UNDECLARED && rank(held) <= lowest;
  }

  private int rank(Role role) {
    Entry entry = entries.get(role);
    return entry == null ? UNDECLARED : entry.rank();
  }

  /**
   * What slugs mean.
   *
   * @param role the highest role among those that are known, or empty if none is
   * @param unknown the slugs that are not in the map
   */
  public record Translation(Optional<Role> role, List<RoleSlug> unknown) {
    /** Checks and copies. */
    public Translation {
      Objects.requireNonNull(role, "role");
      unknown = List.copyOf(unknown);
    }
  }

  private record Entry(int rank, Set<Permission> permissions) {}

  /**
   * Collects roles from the highest to the lowest; {@link #build()} reports every fault at once.
   */
  public static final class Builder {
    private final Map<RoleSlug, Role> bySlug = new LinkedHashMap<>();
    private final Map<Role, Entry> entries = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    private Builder() {}

    /**
     * Declares the next lower role.
     *
     * @param role the host's role
     * @param slugs the provider slugs that mean it; at least one
     * @param permissions what it permits
     * @return this builder
     */
    public Builder role(Role role, Set<RoleSlug> slugs, Set<Permission> permissions) {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(slugs, "slugs");
      Objects.requireNonNull(permissions, "permissions");
      Set<Permission> copy = Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
      if (entries.putIfAbsent(role, new Entry(entries.size(), copy)) != null) {
        faults.add("role `" + role + "` is declared twice");
      }
      if (slugs.isEmpty()) {
        faults.add("role `" + role + "` has no provider slug");
      }
      for (RoleSlug slug : slugs) {
        Role other = bySlug.putIfAbsent(slug, role);
        if (other != null && !other.equals(role)) {
          faults.add("slug `" + slug + "` means both `" + other + "` and `" + role + "`");
        }
      }
      return this;
    }

    /**
     * Declares the next lower role by plain words.
     *
     * @param role the host's role, which is also the provider's slug
     * @param permissions what it permits
     * @return this builder
     */
    public Builder role(String role, String... permissions) {
      Set<Permission> set = new LinkedHashSet<>();
      for (String permission : permissions) {
        set.add(new Permission(permission));
      }
      return role(new Role(role), Set.of(new RoleSlug(role)), set);
    }

    /**
     * Builds the map.
     *
     * @return the map, for many threads
     * @throws IllegalArgumentException naming every fault, if there is one
     */
    public RoleMap build() {
      List<String> found = new ArrayList<>(faults);
      if (entries.isEmpty()) {
        found.add("no role is declared");
      }
      if (!found.isEmpty()) {
        throw new IllegalArgumentException(
            "role map has " + found.size() + " faults: " + String.join("; ", found));
      }
      return new RoleMap(Map.copyOf(bySlug), Map.copyOf(entries));
    }
  }
}
