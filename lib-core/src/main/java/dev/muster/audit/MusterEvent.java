package dev.muster.audit;

import dev.muster.account.AccountEvent;
import dev.muster.decision.Decision;
import dev.muster.feed.FeedEvent;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.membership.MembershipEvent;
import dev.muster.role.RoleEvent;
import dev.muster.session.SessionEvent;
import dev.muster.token.TokenEvent;
import java.util.Objects;

/** Something that happened, told after the fact. Holds ids, roles and reasons; never a secret. */
public sealed interface MusterEvent {
  /**
   * A check was decided.
   *
   * @param decision the answer, which explains itself
   */
  record Decided(Decision decision) implements MusterEvent {
    /** Checks the decision. */
    public Decided {
      Objects.requireNonNull(decision, "decision");
    }
  }

  /**
   * Something about memberships.
   *
   * @param event what
   */
  record OfMembership(MembershipEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfMembership {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something about roles.
   *
   * @param event what
   */
  record OfRole(RoleEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfRole {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something about accounts.
   *
   * @param event what
   */
  record OfAccount(AccountEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfAccount {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something about organization access tokens.
   *
   * @param event what
   */
  record OfToken(TokenEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfToken {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something about sessions.
   *
   * @param event what
   */
  record OfSession(SessionEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfSession {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something in the life of an organization.
   *
   * @param event what
   */
  record OfLifecycle(LifecycleEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfLifecycle {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something about the feed of events.
   *
   * @param event what
   */
  record OfFeed(FeedEvent event) implements MusterEvent {
    /** Checks the event. */
    public OfFeed {
      Objects.requireNonNull(event, "event");
    }
  }

  /**
   * Something at the entry of the service.
   *
   * @param event what
   */
  record AtEntry(EntryEvent event) implements MusterEvent {
    /** Checks the event. */
    public AtEntry {
      Objects.requireNonNull(event, "event");
    }
  }
}
