package dev.muster.scope;

import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What this node answered members about what they named: an index over the memory of evidence that
 * spares a warm check everything but one look-up. Bounded in entries, and forgetful: it may lose an
 * entry at any time. Only members are remembered, so that to anybody else a foreign organization
 * costs what an unknown one does. Safe for many threads; never blocks, takes no lock.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It holds nothing of its own that could be too old: a member is found only while the evidence
 * reader would answer the same evidence, and under a slug only while the slug is as fresh as the
 * evidence must be, and no slug like it and none of the organization changed on this node since.
 */
public final class ScopeMemory {
  private static final int WAYS = 4;

  /** A member has two sets of slots, so that hardly one finds none. */
  private static final int PLACES = 2 * WAYS;

  private static final int NOWHERE = -1;

  /** A hit seldom looks at a slot of another member, also where memory is full. */
  private static final int SLOTS_A_MEMBER = 4;

  private static final int MAX_SLOTS = 1 << 22;

  /** One use in so many is told to the memory of evidence, by the bits of the age. */
  private static final int TOLD_MASK = 0x3F;

  /** Slugs share places, so that their number is bounded: who shares one is asked for once more. */
  private static final int CHANGES = 1 << 12;

  private final AtomicReferenceArray<@Nullable Member> slots;
  private final AtomicReferenceArray<@Nullable Moment> changes =
      new AtomicReferenceArray<>(CHANGES);
  private final int mask;
  private final EvidenceReader evidence;
  private final Timeline timeline;

  /**
   * An index over a reader's memory.
   *
   * @param evidence the reader
   * @param timeline the clocks
   * @param size how many members are remembered, about
   */
  public ScopeMemory(EvidenceReader evidence, Timeline timeline, int size) {
    this.evidence = evidence;
    this.timeline = timeline;
    int wanted = (int) Math.min(MAX_SLOTS, Math.max(WAYS, size) * (long) SLOTS_A_MEMBER);
    int length = Integer.highestOneBit(wanted - 1) << 1;
    this.slots = new AtomicReferenceArray<>(length);
    this.mask = length - WAYS;
  }

  /**
   * The member that a user still is in what a request names.
   *
   * @param user who
   * @param text a slug or an id
   * @param freshness how old evidence may be
   * @return the member and the age of the evidence; null where the resolver must be asked
   */
  public @Nullable Member find(UserId user, String text, Freshness freshness) {
    Member member = held(user, text);
    if (member == null || !member.isSettled()) {
      return null;
    }
    Moment nameAsOf = member.nameAsOf();
    boolean serves =
        nameAsOf == null
            || (freshness.reaches(timeline.ageNanos(nameAsOf)) && isUnchanged(member, nameAsOf));
    return serves ? member : null;
  }

  /**
   * Whether a member that was found still serves at an age.
   *
   * @param member what was found
   * @param freshness how old evidence may be
   * @param ageNanos how old the member's evidence is
   * @return true if the resolver would answer the same
   */
  public boolean stillServes(Member member, Freshness freshness, long ageNanos) {
    if (!evidence.stillServes(member.evidence(), freshness, ageNanos)) {
      return false;
    }
    if ((ageNanos & TOLD_MASK) == 0) {
      evidence.keep(member.evidence().key());
    }
    return true;
  }

  /** What a name meant to a member, if that is known freshly enough; of ids nothing is known. */
  @Nullable Member named(UserId user, String text, Freshness freshness, Moment now) {
    Member member = held(user, text);
    Moment nameAsOf = member == null ? null : member.nameAsOf();
    boolean serves =
        member != null
            && nameAsOf != null
            && freshness.reaches(nameAsOf, now)
            && isUnchanged(member, nameAsOf);
    return serves ? member : null;
  }

  /**
   * Tells that a slug changed hands, or may have: what was known before is not served any more, and
   * what a request finds out that began before is not either.
   *
   * @param slug one that was given up or taken
   */
  public void changed(OrganizationSlug slug) {
    changes.set(place(slug.value()), timeline.now());
  }

  /**
   * The same for whatever slugs an organization has had.
   *
   * @param organization one that was renamed, or has ended
   */
  public void changed(OrganizationId organization) {
    changes.set(place(organization.value()), timeline.now());
  }

  /** The same for whatever was named: what has changed is not known. */
  public void changed() {
    Moment now = timeline.now();
    for (int place = 0; place < CHANGES; place++) {
      changes.set(place, now);
    }
  }

  /** An entry as old as the change is none: the clock may have stood still. */
  private boolean isUnchanged(Member member, Moment nameAsOf) {
    Moment ofName = changes.get(place(String.valueOf(member.name())));
    Moment ofOrganization = changes.get(place(member.organization().value()));
    return (ofName == null || !ofName.isNotBefore(nameAsOf))
        && (ofOrganization == null || !ofOrganization.isNotBefore(nameAsOf));
  }

  private static int place(String text) {
    return mixed(text.hashCode()) & CHANGES - 1;
  }

  void remember(Member member) {
    UserId user = member.user();
    String text = member.name();
    if (text == null) {
      return;
    }
    int hash = hash(user, text);
    int free = NOWHERE;
    int oldest = NOWHERE;
    for (int i = 0; i < PLACES; i++) {
      int slot = slot(hash, i);
      Member held = slots.getAcquire(slot);
      if (held != null && isOf(held, user, text)) {
        slots.setRelease(slot, member);
        return;
      }
      if (held == null || !held.evidence().isRemembered()) {
        free = free == NOWHERE ? slot : free;
      } else if (oldest == NOWHERE || asOf(held) - asOf(slots.getAcquire(oldest)) < 0) {
        oldest = slot;
      }
    }
    // Of nine, the eight with the youngest evidence stay: nobody is pushed out to push back.
    if (free != NOWHERE) {
      slots.setRelease(free, member);
    } else if (asOf(member) - asOf(slots.getAcquire(oldest)) > 0) {
      slots.setRelease(oldest, member);
    }
  }

  void forget(UserId user, String text) {
    int hash = hash(user, text);
    for (int i = 0; i < PLACES; i++) {
      int slot = slot(hash, i);
      Member held = slots.getAcquire(slot);
      if (held != null && isOf(held, user, text)) {
        slots.compareAndSet(slot, held, null);
      }
    }
  }

  private @Nullable Member held(UserId user, String text) {
    int hash = hash(user, text);
    Member held = in(hash & mask, user, text);
    return held == null ? in(second(hash), user, text) : held;
  }

  private @Nullable Member in(int set, UserId user, String text) {
    for (int i = set; i < set + WAYS; i++) {
      Member held = slots.getAcquire(i);
      if (held != null && isOf(held, user, text)) {
        return held;
      }
    }
    return null;
  }

  private static boolean isOf(Member held, UserId user, String text) {
    return text.equals(held.name()) && user.equals(held.user());
  }

  private static long asOf(@Nullable Member held) {
    return held == null ? Long.MIN_VALUE : held.evidence().statedAt().nanos();
  }

  /** One of the slots where an entry may be: those of its first set, then those of its second. */
  private int slot(int hash, int place) {
    return place < WAYS ? (hash & mask) + place : second(hash) + place - WAYS;
  }

  private int second(int hash) {
    return mixed(hash) & mask;
  }

  private static int hash(UserId user, String text) {
    return mixed(31 * user.value().hashCode() + text.hashCode());
  }

  /** MurmurHash3's last step: the ids of a provider often differ in their last characters only. */
  private static int mixed(int bits) {
    int hash = (bits ^ bits >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }
}
