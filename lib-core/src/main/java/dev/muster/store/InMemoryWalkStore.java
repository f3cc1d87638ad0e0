package dev.muster.store;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far walks have come in this process's memory, over a mirror and a feed of the same log, for
 * one node and for tests. Safe for many threads; never blocks on I/O.
 */
public final class InMemoryWalkStore implements WalkStore {
  private static final Comparator<MembershipKey> ORDER =
      Comparator.comparing((MembershipKey key) -> key.organization().value())
          .thenComparing(key -> key.user().value());

  private final Map<ProviderInstance, Walk> walks = new HashMap<>();
  private final InMemoryMembershipStore memberships;
  private final InMemoryFeedStore feed;
  private final InMemoryChangeLog log;

  /**
   * No walk yet.
   *
   * @param memberships the mirror of the feed
   * @param feed who leads
   */
  public InMemoryWalkStore(InMemoryMembershipStore memberships, InMemoryFeedStore feed) {
    this.memberships = Objects.requireNonNull(memberships, "memberships");
    this.feed = Objects.requireNonNull(feed, "feed");
    log = memberships.log();
  }

  @Override
  public Optional<Walk> find(ProviderInstance provider) {
    synchronized (log) {
      return Optional.ofNullable(walks.get(Objects.requireNonNull(provider, "provider")));
    }
  }

  @Override
  public boolean save(ProviderInstance provider, long fence, Walk walk) {
    Objects.requireNonNull(walk, "walk");
    synchronized (log) {
      boolean leads = feed.leads(provider, fence);
      if (leads) {
        walks.put(provider, walk);
      }
      return leads;
    }
  }

  @Override
  public Optional<Map<MembershipKey, Long>> page(
      ProviderInstance provider,
      long fence,
      Walk walk,
      List<Membership> memberships,
      Instant asOf) {
    List<Membership> page = List.copyOf(Objects.requireNonNull(memberships, "memberships"));
    Objects.requireNonNull(asOf, "asOf");
    synchronized (log) {
      if (!save(provider, fence, walk)) {
        return Optional.empty();
      }
      Map<MembershipKey, Long> changed = new HashMap<>();
      for (Membership membership : page) {
        changed.putAll(write(provider, membership, asOf));
      }
      return Optional.of(changed);
    }
  }

  @Override
  public List<Membership> missed(
      ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
    Objects.requireNonNull(since, "since");
    return members(provider)
        .filter(entry -> entry.getValue() instanceof MirrorEntry.Present)
        .filter(entry -> ((MirrorEntry.Present) entry.getValue()).asOf().isBefore(since))
        .filter(entry -> after == null || ORDER.compare(entry.getKey(), after) > 0)
        .sorted(Map.Entry.comparingByKey(ORDER))
        .limit(most)
        .map(entry -> ((MirrorEntry.Present) entry.getValue()).membership())
        .toList();
  }

  @Override
  public long count(ProviderInstance provider) {
    return members(provider).count();
  }

  /** What has not ended. */
  private Stream<Map.Entry<MembershipKey, MirrorEntry>> members(ProviderInstance provider) {
    return memberships.entries(Objects.requireNonNull(provider, "provider")).entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof MirrorEntry.Ended));
  }

  private Map<MembershipKey, Long> write(
      ProviderInstance provider, Membership membership, Instant asOf) {
    MembershipKey key = new MembershipKey(provider, membership.organization(), membership.user());
    Observation seen = new Observation.Seen(membership, asOf);
    return memberships.change(
        key,
        (entry, now) -> {
          MirrorEntry written = MirrorRules.decide(key, entry, seen, entry.epoch(), now).entry();
          return MirrorRules.makesMember(entry, written)
                  && MirrorRules.mayHaveEnded(asOf, log.endsAt(provider))
              ? new MirrorEntry.Present(written.epoch(), membership, Instant.EPOCH)
              : written;
        });
  }
}
