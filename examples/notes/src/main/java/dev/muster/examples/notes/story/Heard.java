package dev.muster.examples.notes.story;

import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;
import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.membership.MembershipEvent;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.role.RoleEvent;
import dev.muster.role.RolePlan;
import dev.muster.session.SessionEvent;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The story's ear: keeps the last decision, to print what each answer rested on, and what was told
 * of roles and organizations.
 */
final class Heard implements MusterListener {
  private final AtomicReference<@Nullable Decision> last = new AtomicReference<>();

  private final AtomicBoolean toldOfSignOut = new AtomicBoolean();
  private final AtomicReference<RoleEvent.@Nullable RoleChanged> role = new AtomicReference<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<String> unguarded = new CopyOnWriteArrayList<>();
  private final BlockingQueue<OrganizationId> changed = new LinkedBlockingQueue<>();

  @Override
  public void heard(MusterEvent event) {
    if (event instanceof MusterEvent.Decided decided) {
      last.set(decided.decision());
    } else if (event instanceof MusterEvent.OfRole of
        && of.event() instanceof RoleEvent.RoleChanged change) {
      role.set(change);
    } else if (event instanceof MusterEvent.OfSession of
        && of.event() instanceof SessionEvent.SignedOut out) {
      toldOfSignOut.set(out.endedAtProvider());
    } else if (event instanceof MusterEvent.OfMembership of
        && of.event() instanceof MembershipEvent.OrganizationChanged news) {
      changed.add(news.organization());
    } else if (event instanceof MusterEvent.AtEntry at) {
      if (at.event() instanceof EntryEvent.Unguarded served) {
        unguarded.add(served.where());
      } else {
        refused.incrementAndGet();
      }
    }
  }

  /** The last change of a role as it was told, once; "nothing" if there was none since. */
  String takeRoleChange() {
    RoleEvent.RoleChanged change = role.getAndSet(null);
    return change == null ? "nothing" : words(change.plan()) + ", origin " + change.origin();
  }

  /** Where requests ended well of which nothing had decided that they may. */
  List<String> unguarded() {
    return unguarded;
  }

  /** How many requests were refused at the entry, before anything about them was checked. */
  int refusedAtEntry() {
    return refused.get();
  }

  /** Whether the provider was told of the last sign-out. */
  boolean toldOfSignOut() {
    return toldOfSignOut.get();
  }

  /** From what to what. */
  static String words(RolePlan plan) {
    return words(plan.from()) + " -> " + words(plan.to());
  }

  private static String words(@Nullable Role role) {
    return role == null ? "none" : role.value();
  }

  /** Whether an organization is told to have changed, now or within a minute. */
  boolean awaitsChange(OrganizationId organization) throws InterruptedException {
    return organization.equals(changed.poll(1, TimeUnit.MINUTES));
  }

  /** The last decision in words, once; "no check" if there was none since. */
  String takeLast() {
    Decision decision = last.getAndSet(null);
    if (decision == null) {
      return "no check";
    }
    String answer =
        decision.fold(
            granted -> "granted",
            denied -> "denied (" + lower(denied.reason()) + ")",
            undecided -> "undecided (" + lower(undecided.failure().cause()) + ")");
    Explanation why = decision.explanation();
    if (why.source() == null || why.evidenceAge() == null) {
      return answer;
    }
    return answer + "  evidence=" + lower(why.source()) + " " + why.evidenceAge().toMillis() + "ms";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
