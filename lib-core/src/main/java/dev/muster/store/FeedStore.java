package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Where the feed of events stands, who leads it, and what its events make of
 * the mirror, the register of organizations and the tokens of the same database. Safe for many
 * threads and many nodes; blocks on I/O; holds no connection after it returned. All times are the
 * store's own clock's.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Each leader has a greater fence than the one before, and a write with another fence than the
 * newest writes nothing: a leader that was paused and goes on has lost. A batch and its cursor are
 * one atomic step, and so are a webhook and the memory that it came. What a step changes is in the
 * {@link ChangeLog} in the same step. Where the feed stands follows {@link FeedRules}. Memberships
 * follow {@link EventRules}, an organization that ended {@link MirrorRules#ended} for each of its
 * members, a user that ended too; their tokens, and those of an ended session, are revoked.
 *
 * <p>The end of a user or an organization also keeps out members whom the mirror does not hold yet.
 * The step remembers the time, and is serialised with each step of the {@link MembershipStore} or
 * {@link WalkStore} of which {@link MirrorRules#makesMember} says that it makes one: either the
 * member is there and ends, or {@link MirrorRules#mayHaveEnded} speaks against it.
 */
public interface FeedStore {
  /**
   * Becomes or stays the leader, if nobody else is, for a time from now on.
   *
   * @param provider whose feed
   * @param node who asks; another word for each process, also after a restart
   * @param lease how long nobody else can lead
   * @return the leadership, with the same fence if this node led without a break; empty if another
   *     node leads
   * @throws StoreException if the store can't answer
   */
  Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease);

  /**
   * Gives a leadership back, so that another node need not wait for its end. Of another fence
   * nothing is given back.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @throws StoreException if the store can't answer
   */
  void resign(ProviderInstance provider, long fence);

  /**
   * Where the feed stands.
   *
   * @param provider whose feed
   * @return the state, and who leads
   * @throws StoreException if the store can't answer
   */
  Status status(ProviderInstance provider);

  /**
   * Begins a new run of events at a cursor: there is no position until a walk of everything that
   * begins after it is {@linkplain #walked complete}.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @param cursor where to read on, or null for the oldest event kept
   * @param takenAt when the provider was asked for the cursor, before that
   * @return false if this leader has lost
   * @throws StoreException if the store can't answer
   */
  boolean begin(ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt);

  /**
   * Tells that a walk of everything is complete which began after the run of events did.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @param generation of the run
   * @param startedAt when the walk began; without a log of events the position is this
   * @param byEvents whether there is a log of events, which alone moves the position on
   * @return false if this leader has lost, the run is another one, or the walk began before it
   * @throws StoreException if the store can't answer
   */
  boolean walked(
      ProviderInstance provider, long fence, long generation, Instant startedAt, boolean byEvents);

  /**
   * Applies events in their order, and moves the cursor.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @param batch the events
   * @return what was changed; empty if this leader has lost, or the cursor is another one
   * @throws StoreException if the store can't answer; whether it applied is then unknown
   */
  Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch);

  /**
   * Takes the position back, because events were seen later than was allowed for, and allows for
   * more from now on. It comes back with the next batch that proves one.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @param allowance by how much an event may be seen late
   * @return false if this leader has lost
   * @throws StoreException if the store can't answer
   */
  boolean withdraw(ProviderInstance provider, long fence, Duration allowance);

  /**
   * Remembers up to where in the {@link ChangeLog} the host's roles follow.
   *
   * @param provider whose feed
   * @param fence of the leadership
   * @param number of the last entry that was followed
   * @return false if this leader has lost
   * @throws StoreException if the store can't answer
   */
  boolean followed(ProviderInstance provider, long fence, long number);

  /**
   * Takes in one webhook, once. Needs no leadership, and moves neither cursor nor position.
   *
   * @param provider whose webhook
   * @param message its id, the same when it is sent again
   * @param event what it tells
   * @return what it changed; empty if it came before
   * @throws StoreException if the store can't answer: the sender must be told to come again
   */
  Optional<Applied> receive(ProviderInstance provider, String message, ProviderEvent event);

  /**
   * Forgets which webhooks came.
   *
   * @param keep how long one is remembered; longer than its sender tries, and than its signature
   *     counts
   * @param most how many are forgotten at most
   * @return how many were forgotten
   * @throws StoreException if the store can't answer
   */
  int sweep(Duration keep, int most);

  /**
   * Where a feed stands.
   *
   * @param generation which run of events; 0 before the first
   * @param cursor where to read on, or null for the oldest event kept
   * @param base when the cursor of this run was taken; null before the first
   * @param walked whether a walk of everything is complete in this run
   * @param provenAsOf up to when the mirror is proven to follow; null if it is not
   * @param allowance by how much an event may be seen late, where more than the provider's own
   *     allowance had to be allowed for; else null
   * @param rolesFollowed up to where in the change log the host's roles follow
   */
  record Feed(
      long generation,
      @Nullable String cursor,
      @Nullable Instant base,
      boolean walked,
      @Nullable Instant provenAsOf,
      @Nullable Duration allowance,
      long rolesFollowed) {
    /** A feed that never ran. */
    public static final Feed NONE = new Feed(0, null, null, false, null, null, ChangeLog.NOTHING);

    /**
     * The position that this proves.
     *
     * @return null without a complete walk, or where nothing is proven
     */
    public @Nullable FeedPosition position() {
      return walked && base != null && provenAsOf != null
          ? new FeedPosition(generation, base, provenAsOf)
          : null;
    }
  }

  /**
   * A leadership.
   *
   * @param fence to be given with each write
   * @param feed where the feed stands
   * @param storeTime the store's clock before this was answered
   */
  record Leadership(long fence, Feed feed, Instant storeTime) {
    /** Checks the parts. */
    public Leadership {
      Objects.requireNonNull(feed, "feed");
      Objects.requireNonNull(storeTime, "storeTime");
    }
  }

  /**
   * Where a feed stands and who leads.
   *
   * @param feed where the feed stands
   * @param leader which node leads, or null for none
   * @param leaseUntil until when, or null for none
   * @param storeTime the store's clock
   */
  record Status(
      Feed feed, @Nullable String leader, @Nullable Instant leaseUntil, Instant storeTime) {
    /** Checks the parts. */
    public Status {
      Objects.requireNonNull(feed, "feed");
      Objects.requireNonNull(storeTime, "storeTime");
    }
  }

  /**
   * Some events, and where they lead.
   *
   * @param from the cursor that they were read from
   * @param to the cursor behind them; the same for events that are read again
   * @param events in their order; copied
   * @param provenAsOf up to when the mirror follows with them, where they reached the end of the
   *     log; else null, and the position stays
   */
  record Batch(
      @Nullable String from,
      @Nullable String to,
      List<ProviderEvent> events,
      @Nullable Instant provenAsOf) {
    /** Copies. */
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * What events changed.
   *
   * @param changed each key of the mirror that changed its meaning, and its epoch since; copied
   * @param events the ids of the events that changed anything at all; copied
   */
  record Applied(Map<MembershipKey, Long> changed, List<String> events) {
    /** Copies. */
    public Applied {
      changed = Map.copyOf(changed);
      events = List.copyOf(events);
    }
  }
}
