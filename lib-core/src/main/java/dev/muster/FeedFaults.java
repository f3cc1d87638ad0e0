package dev.muster;

import dev.muster.feed.FeedSettings;
import dev.muster.provider.EventSource;
import dev.muster.store.ChangeLog;
import dev.muster.store.InMemoryChangeLog;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryFeedStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.InMemoryWalkStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration of what follows changes made elsewhere, all of it at once. */
final class FeedFaults {
  private FeedFaults() {}

  static List<String> of(MusterBuilder from) {
    List<String> faults = new ArrayList<>();
    FeedSettings settings = from.feedSettings;
    if (settings == null) {
      if (from.events != null) {
        faults.add("events need an event feed, which remembers how far they were followed");
      }
      if (from.webhooks != null) {
        faults.add("webhooks need an event feed, which remembers those that came");
      }
      if (from.walkStore != null) {
        faults.add("walks need an event feed, whose leader makes them");
      }
    } else {
      add(from, settings, faults);
    }
    if (from.changeLog != null) {
      addPlaces(from, from.changeLog, faults);
    }
    return faults;
  }

  private static void add(MusterBuilder from, FeedSettings settings, List<String> faults) {
    faults.addAll(settings.faults());
    if (from.changeLog == null) {
      faults.add("an event feed needs a change log, by which every node learns what it changed");
    }
    if (from.walkStore == null) {
      faults.add("an event feed needs walks: without a complete one it proves nothing");
    }
    if (from.provider != null && settings.lease().compareTo(from.provider.callDeadline()) <= 0) {
      faults.add(
          "the lease of the event feed must be longer than a call to the provider may take, "
              + from.provider.callDeadline()
              + ", but was "
              + settings.lease());
    }
    EventSource events = from.events;
    if (events != null) {
      Duration least = settings.allowance(events.delay()).plus(settings.pollInterval());
      Duration bound = from.freshness.bound();
      if (!bound.isZero() && bound.compareTo(least) <= 0) {
        faults.add(
            "freshness is within "
                + bound
                + ", which the event feed can never prove: an event may be late, and is polled for, "
                + least
                + " in all; allow for more, or say live");
      }
    }
  }

  /**
   * What writes another log, or none, is never forgotten: its yes would count as fresh for ever.
   */
  private static void addPlaces(MusterBuilder from, ChangeLog log, List<String> faults) {
    if (from.memberships == null || from.directory == null) {
      faults.add("a change log needs the mirror and the directory that write it");
    }
    boolean elsewhere = !(log instanceof InMemoryChangeLog);
    differs(elsewhere, from.memberships, InMemoryMembershipStore.class, "mirror", faults);
    differs(elsewhere, from.directory, InMemoryDirectoryStore.class, "directory", faults);
    differs(elsewhere, from.tokenStore, InMemoryOrganizationTokenStore.class, "tokens", faults);
    boolean others =
        (from.memberships instanceof InMemoryMembershipStore mirror && !mirror.writes(log))
            || (from.directory instanceof InMemoryDirectoryStore register && !register.writes(log))
            || (from.tokenStore instanceof InMemoryOrganizationTokenStore tokens
                && !tokens.writes(log));
    if (!elsewhere && others) {
      faults.add("the mirror, the directory and the tokens must be made with the change log");
    }
    differs(elsewhere, from.feedStore, InMemoryFeedStore.class, "event feed's store", faults);
    differs(elsewhere, from.walkStore, InMemoryWalkStore.class, "walks' store", faults);
  }

  private static void differs(
      boolean elsewhere,
      @Nullable Object store,
      Class<?> inMemory,
      String what,
      List<String> faults) {
    if (store != null && elsewhere == inMemory.isInstance(store)) {
      faults.add("the change log lies elsewhere than the " + what);
    }
  }
}
