package dev.muster.role;

import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host's roles: which provider slugs mean each, what each permits, and which is higher. Pure
 * data, immutable, checked when built. Safe for many threads; never blocks.
 *
 * <p>Roles are declared from the highest to the lowest. Of several slugs the highest role counts,
 * and what it permits; {@link Builder#unionOfPermissions()} lets the permissions of all count.
 */
public final class RoleMap {
  private static final int UNDECLARED = Integer.MAX_VALUE;

  private final Map<RoleSlug, Role> bySlug;
  private final Map<Role, Entry> entries;
  private final boolean union;

  private RoleMap(Map<RoleSlug, Role> bySlug, Map<Role, Entry> entries, boolean union) {
    this.bySlug = bySlug;
    this.entries = entries;
    this.union = union;
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
   * @return the highest role they mean, what they permit, and the slugs this map does not know
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
    Set<Permission> permitted = highest == null ? Set.of() : permissions(slugs, highest);
    return new Translation(Optional.ofNullable(highest), unknown, permitted);
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
   * What a member is permitted who has these provider roles and stands in a role of the host.
   *
   * @param slugs the provider's roles
   * @param role the role that stands; the host's own record or a fallback where no slug is known
   * @return what the role permits; of a {@linkplain Builder#unionOfPermissions() union}, if the
   *     role is the highest that the slugs mean, what all the known slugs permit
   */
  public Set<Permission> permissions(List<RoleSlug> slugs, Role role) {
    Set<Permission> own = permissions(role);
    if (!union || slugs.size() < 2) {
      return own;
    }
    Set<Permission> all = new LinkedHashSet<>(own);
    int highest = UNDECLARED;
    for (RoleSlug slug : slugs) {
      Role meant = bySlug.get(slug);
      if (meant != null) {
        all.addAll(permissions(meant));
        highest = Math.min(highest, rank(meant));
      }
    }
    // Where the others add nothing, and where the role has another source, the role's set is
    // shared.
    return highest != rank(role) || all.size() == own.size() ? own : Set.copyOf(all);
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
   * Every slug that means a role here.
   *
   * @return the provider's words, in no order
   */
  public Set<RoleSlug> slugs() {
    return bySlug.keySet();
  }

  /**
   * What slugs mean.
   *
   * @param role the highest role among those that are known, or empty if none is
   * @param unknown the slugs that are not in the map
   * @param permissions what the known slugs permit: the highest role's, or the union of all
   */
  public record Translation(
      Optional<Role> role, List<RoleSlug> unknown, Set<Permission> permissions) {
    /** Checks and copies. */
    public Translation {
      Objects.requireNonNull(role, "role");
      unknown = List.copyOf(unknown);
      permissions = Set.copyOf(permissions);
    }
  }

  private record Entry(int rank, Set<Permission> permissions) {}

  /**
   * Collects roles from the highest to the lowest; {@link #build()} reports every fault at once.
   */
  public static final class Builder {
    private final RoleDeclarations declarations = new RoleDeclarations();
    private boolean union;

    private Builder() {}

    /**
     * Declares the next lower role.
     *
     * @param role the host's role
     * @param slugs the provider slugs that mean it; at least one, here or by {@link #slug}
     * @param permissions what it permits
     * @return this builder
     */
    public Builder role(Role role, Set<RoleSlug> slugs, Set<Permission> permissions) {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(slugs, "slugs");
      Objects.requireNonNull(permissions, "permissions");
      declarations.declare(role, slugs, permissions);
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
     * Gives a role one more provider slug.
     *
     * @param slug the provider's word
     * @param role the role it means; declared anywhere in this map, before or after
     * @return this builder
     */
    public Builder slug(RoleSlug slug, Role role) {
      Objects.requireNonNull(slug, "slug");
      Objects.requireNonNull(role, "role");
      declarations.add(slug, role);
      return this;
    }

    /**
     * Lets a role also permit all that another permits, and what that one inherits in its turn. It
     * changes no rank.
     *
     * @param role the role that permits more
     * @param from the role whose permissions it has as well
     * @return this builder
     */
    public Builder inherits(Role role, Role from) {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(from, "from");
      declarations.inherit(role, from);
      return this;
    }

    /**
     * Lets the permissions of all the known provider roles of a membership count, not those of the
     * highest only. The role itself, for a demand of a role and in the host's record, is still the
     * highest.
     *
     * @return this builder
     */
    public Builder unionOfPermissions() {
      this.union = true;
      return this;
    }

    /**
     * Builds the map.
     *
     * @return the map, for many threads
     * @throws IllegalArgumentException naming every fault, if there is one
     */
    public RoleMap build() {
      List<String> faults = declarations.faults();
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "role map has " + faults.size() + " faults: " + String.join("; ", faults));
      }
      Map<Role, Entry> entries = new HashMap<>();
      declarations
          .permissions()
          .forEach((role, permitted) -> entries.put(role, new Entry(entries.size(), permitted)));
      return new RoleMap(Map.copyOf(declarations.bySlug()), Map.copyOf(entries), union);
    }
  }
}
