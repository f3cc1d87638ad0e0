package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> What a walk of everything the provider knows makes of the mirror, and how
 * far it has come, so that another node can go on with it. Safe for many threads and many nodes;
 * blocks on I/O; holds no connection after it returned. Whoever walks leads the feed: each write
 * carries the leader's fence, as in {@link FeedStore}. All times are the store's own clock's.
 */
public interface WalkStore {
  /**
   * The walk that is under way, or the one that ended last.
   *
   * @param provider whose
   * @return the walk; empty if there never was one
   * @throws StoreException if the store can't answer
   */
  Optional<Walk> find(ProviderInstance provider);

  /**
   * Begins a walk, in place of whatever was there, or notes how far one has come.
   *
   * @param provider whose
   * @param fence of the leadership
   * @param walk how far it is
   * @return false if this leader has lost
   * @throws StoreException if the store can't answer
   */
  boolean save(ProviderInstance provider, long fence, Walk walk);

  /**
   * Writes one page of an organization's memberships, and notes how far the walk has come, in one
   * step. Each membership is written as {@link MirrorRules} says of one that was seen, whatever the
   * epoch; it is also written where the mirror knew nothing. Where it makes a member who
   * {@linkplain MirrorRules#mayHaveEnded may have ended} meanwhile, it is as of no time, so that
   * the walk misses it and looks it up by itself.
   *
   * <p>What a page changes is in the {@link ChangeLog} from when a walk of this run is {@linkplain
   * FeedStore#walked complete}, also while the position is {@linkplain FeedStore#withdraw taken
   * back}: memories of before count again when it returns. Before that nobody's memory rests on the
   * mirror.
   *
   * @param provider whose
   * @param fence of the leadership
   * @param walk how far it is after this page
   * @param memberships the page, all of them of one organization
   * @param asOf the store's time before the page was asked for
   * @return each key whose meaning changed, and its epoch since; empty if this leader has lost
   * @throws StoreException if the store can't answer; whether it wrote is then unknown
   */
  Optional<Map<MembershipKey, Long>> page(
      ProviderInstance provider, long fence, Walk walk, List<Membership> memberships, Instant asOf);

  /**
   * Lists members of the mirror that were not stated since a time: a walk that began then missed
   * them.
   *
   * @param provider whose
   * @param since when the walk began
   * @param after the last one of the part before, or null for the first
   * @param most how many at most
   * @return some of them, by organization and user; an empty list after the last
   * @throws StoreException if the store can't answer
   */
  List<Membership> missed(
      ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most);

  /**
   * Counts the memberships that the mirror holds and that have not ended.
   *
   * @param provider whose
   * @return how many
   * @throws StoreException if the store can't answer
   */
  long count(ProviderInstance provider);

  /**
   * How far a walk has come.
   *
   * @param generation the feed's run of events in which it began; 0 without one
   * @param startedAt when it began
   * @param phase what it does
   * @param organizations where the list of organizations goes on; null for its beginning
   * @param within the organizations of that page whose members are still to be walked, the next one
   *     first; copied
   * @param members where the members of the next one go on; null for their beginning
   * @param missed the key that was looked up last of those that the walk missed, or null
   * @param seen how many memberships the provider listed so far
   * @param expected how many there will be, about
   * @param changed how many rows of the mirror were not as the provider says
   * @param ended how many of the mirror's members are gone at the provider
   */
  record Walk(
      long generation,
      Instant startedAt,
      Phase phase,
      @Nullable String organizations,
      List<OrganizationId> within,
      @Nullable String members,
      @Nullable MembershipKey missed,
      long seen,
      long expected,
      long changed,
      long ended) {
    /** Checks and copies. */
    public Walk {
      Objects.requireNonNull(startedAt, "startedAt");
      Objects.requireNonNull(phase, "phase");
      within = List.copyOf(within);
    }
  }

  /** What a walk does. */
  enum Phase {
    /** It lists organizations and their members. */
    LISTING,
    /** It looks up by itself each one whom the lists missed, and counts who is gone. */
    LOOKING_UP,
    /** It ends those who are gone. */
    ENDING,
    /** It found more gone than is believable, and waits for somebody to say that it is so. */
    SUSPECTED,
    /** Somebody said that it is so: it ends those who are gone, however many they are. */
    CONFIRMED,
    /** It is complete. */
    COMPLETE
  }
}
