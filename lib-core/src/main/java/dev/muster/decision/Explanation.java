package dev.muster.decision;

import dev.muster.membership.ConsistencyToken;
import dev.muster.membership.Evidence;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on. Holds ids only, so it is safe to log.
 *
 * @param requirement what was demanded
 * @param user who asked, or null if nobody is known
 * @param organization the organization that was checked, or null if none was
 * @param role the role that stood, or null for none
 * @param source where the evidence came from, or null if none was needed or found
 * @param evidenceAge how old the evidence was when the decision was returned, or null without any;
 *     a pass tells it in whole milliseconds, rounded up
 * @param token how far the mirror had come, for a later check to demand; null if no membership was
 *     looked at
 * @param stale whether the evidence was served beyond its bound, in the host's grace
 */
public record Explanation(
    Requirement requirement,
    @Nullable UserId user,
    @Nullable OrganizationId organization,
    @Nullable Role role,
    @Nullable Source source,
    @Nullable Duration evidenceAge,
    @Nullable ConsistencyToken token,
    boolean stale) {
  /** Checks the requirement. */
  public Explanation {
    Objects.requireNonNull(requirement, "requirement");
  }

  /** What a decision on no evidence rests on. */
  static Explanation of(Requirement requirement, @Nullable UserId user) {
    return new Explanation(requirement, user, null, null, null, null, null, false);
  }

  /** What a decision on evidence of an age rests on. */
  static Explanation of(
      Requirement requirement, UserId user, Evidence evidence, @Nullable Role role, Duration age) {
    return new Explanation(
        requirement,
        user,
        evidence.key().organization(),
        role,
        evidence.source(),
        age,
        evidence.token(),
        evidence.isStale());
  }

  /**
   * The mirror's epoch of the membership.
   *
   * @return 0 if the mirror holds nothing
   */
  public long epoch() {
    return token == null ? 0 : token.epoch();
  }
}
