package dev.muster.role;

import dev.muster.name.RoleSlug;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a role map differs from the roles that the provider defines: a pure function of both.
 *
 * @param unmapped slugs that the provider defines and the map does not know, in the order of their
 *     letters; a member with nothing else falls under the {@link UnknownRolePolicy}
 * @param missing slugs that the map names and the provider does not define: misspelt, renamed,
 *     deleted, or of a single organization
 */
public record RoleMapReport(Set<RoleSlug> unmapped, Set<RoleSlug> missing) {
  /** Copies. */
  public RoleMapReport {
    unmapped = sorted(unmapped);
    missing = sorted(missing);
  }

  /**
   * Compares.
   *
   * @param map the host's roles
   * @param defined the slugs that the provider defines
   * @return what one has and the other has not
   */
  public static RoleMapReport of(RoleMap map, Set<RoleSlug> defined) {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(defined, "defined");
    return new RoleMapReport(without(defined, map.slugs()), without(map.slugs(), defined));
  }

  /**
   * Whether there is a difference.
   *
   * @return false if the map names what the provider defines, neither more nor less
   */
  public boolean differs() {
    return !unmapped.isEmpty() || !missing.isEmpty();
  }

  private static Set<RoleSlug> without(Set<RoleSlug> all, Set<RoleSlug> others) {
    return all.stream()
        .filter(slug -> !others.contains(slug))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<RoleSlug> sorted(Collection<RoleSlug> slugs) {
    Set<RoleSlug> sorted = new TreeSet<>(Comparator.comparing(RoleSlug::value));
    sorted.addAll(slugs);
    return Collections.unmodifiableSet(sorted);
  }
}
