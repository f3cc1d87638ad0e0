package dev.muster.role;

import dev.muster.membership.Evidence;
import dev.muster.membership.Moment;
import dev.muster.membership.Source;
import dev.muster.membership.Timeline;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was last synchronised for a key. Where the record did not follow, since a remembered word
 * writes nothing, it is no answer to the provider's word of a request.
 *
 * @param member whether the user was an active member
 * @param roles the provider's roles
 * @param asOf since when that is known
 * @param at when it was synchronised
 * @param held the role of the host's record afterwards, or null for none
 * @param followed whether the record is what it shall be
 * @param recorded whether the host has a record of the member at all
 * @param lasting whether the host's record has a say
 * @param result what was answered
 */
record Synced(
    boolean member,
    List<RoleSlug> roles,
    Moment asOf,
    Moment at,
    @Nullable Role held,
    boolean followed,
    boolean recorded,
    boolean lasting,
    RoleResult result) {
  boolean covers(Evidence evidence, Moment now) {
    boolean sameWord = member == evidence.isMember() && roles.equals(evidence.roles());
    return sameWord
        && (followed || evidence.source() != Source.LIVE)
        && (asOf.equals(evidence.asOf())
            || Timeline.age(at, now).compareTo(RoleSynchronizer.RECHECK) < 0);
  }

  Synced saidAgain(Evidence evidence) {
    return new Synced(
        member, roles, evidence.statedAt(), at, held, followed, recorded, lasting, result);
  }

  Synced doubted() {
    return new Synced(member, roles, asOf, at, held, false, recorded, lasting, result);
  }

  boolean isNewerThan(Evidence evidence) {
    return !evidence.statedAt().isNotBefore(asOf);
  }

  boolean isOlderThan(Evidence evidence) {
    return !asOf.isNotBefore(evidence.statedAt());
  }
}
