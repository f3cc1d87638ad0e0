package dev.muster.benchmarks.peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A user's role in an organization: as a fact, or as the question whether the user holds it or a
 * higher one there.
 *
 * @param role {@link #ADMIN}, or {@link #MEMBER} below it
 */
public record Holding(String user, String organization, String role) {
  public static final String ADMIN = "admin";
  public static final String MEMBER = "member";

  private static final int PER_ORGANIZATION = 10;

  /** So many users, ten in each organization, of whom the first is its admin. */
  public static List<Holding> of(int users) {
    return IntStream.range(0, users)
        .mapToObj(
            i ->
                new Holding(
                    "user_" + i,
                    "org_" + i / PER_ORGANIZATION,
                    i % PER_ORGANIZATION == 0 ? ADMIN : MEMBER))
        .toList();
  }

  /** The question that every member of the organization is asked by the benchmarks. */
  public Holding asMember() {
    return new Holding(user, organization, MEMBER);
  }

  /** The role and its organization as one text, for libraries that know roles only. */
  String scopedRole() {
    return organization + ":" + role;
  }

  /** Every role that a user holds by these facts, the lower ones included, each as one text. */
  static List<String> scopedRoles(String user, Collection<Holding> facts) {
    List<String> roles = new ArrayList<>();
    for (Holding fact : facts) {
      if (fact.user().equals(user)) {
        roles.add(fact.scopedRole());
        if (fact.role().equals(ADMIN)) {
          roles.add(fact.asMember().scopedRole());
        }
      }
    }
    return roles;
  }
}
