package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import java.util.Objects;

/**
 * The membership that a pass rests on is no longer what it was when the pass was given; the host's
 * transaction must not commit. Not a failure of the database: that is a {@link
 * dev.muster.store.StoreException}.
 */
public final class MembershipMovedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient MembershipKey key;
  private final boolean member;

  MembershipMovedException(MembershipKey key, boolean member) {
    super(
        member
            ? "the membership of " + key + " changed since the pass was given"
            : key + " is no active member any more");
    this.key = Objects.requireNonNull(key, "key");
    this.member = member;
  }

  /**
   * Whose membership it is.
   *
   * @return the key
   */
  public MembershipKey key() {
    return key;
  }

  /**
   * Whether the user is an active member by the mirror's word of now. Then something else changed,
   * as their role: the request is checked again, and may be done with a new pass. Otherwise a new
   * check denies it.
   *
   * @return false if the membership ended, is ending, or is inactive
   */
  public boolean isMember() {
    return member;
  }
}
