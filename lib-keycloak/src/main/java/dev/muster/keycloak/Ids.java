package dev.muster.keycloak;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which texts can be ids of Keycloak's, and what a membership is called. */
final class Ids {
  private static final Pattern REFUSED = Pattern.compile("[/\\\\%;\\p{Cntrl}]|^\\.{1,2}$");

  /** What stands in Keycloak's paths where an id could stand. */
  private static final Set<String> WORDS =
      Set.of("count", "members", "profile", "invite-user", "invite-existing-user");

  private Ids() {}

  /** Whether all of them can be asked for; Keycloak has nothing by any other id. */
  static boolean canBe(String... ids) {
    return List.of(ids).stream()
        .noneMatch(id -> isNoName(id) || REFUSED.matcher(id).find() || WORDS.contains(id));
  }

  /** Whether a name would be a step in a path, which no encoding hides. */
  static boolean isStep(String name) {
    return name.equals(".") || name.equals("..");
  }

  /**
   * Keycloak has no id for a membership: it is the pair. No id that can be asked for holds a slash,
   * so two pairs are never called the same.
   */
  static MembershipId membership(OrganizationId organization, UserId user) {
    String pair = organization + "/" + user;
    if (isNoName(pair)) {
      throw new Unavailable("a membership of ids as long as these can't be named", null);
    }
    return new MembershipId(pair);
  }

  private static boolean isNoName(String id) {
    try {
      var unused = new MembershipId(id);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
