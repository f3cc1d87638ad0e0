package dev.muster.feed;

import dev.muster.membership.Evidence;
import dev.muster.membership.MemberLookups;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleSynchronizer;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.RoleStore;
import dev.muster.store.WalkStore;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a walk is made of.
 *
 * @param provider looks single members and organizations up
 * @param walk lists everything
 * @param walks how far the walk has come
 * @param feed tells the store's time, and is told of a complete walk
 * @param directory the register of organizations
 * @param roleStore the host's record of roles
 * @param roles makes it follow
 * @param word what the mirror says of a member, or null where that is nothing to follow
 * @param lookups looks members up, on the walk's own thread
 * @param timeline the clocks
 * @param byEvents whether the provider has a log of events
 * @param page how many are listed at once
 * @param callsPerSecond how often the provider may be asked
 * @param every how often everything is walked
 * @param idle how long to wait where there is nothing to do
 * @param heard hears of memberships and organizations; must not throw
 * @param tell hears of the feed; must not throw
 */
record WalkParts(
    IdentityProvider provider,
    DirectoryWalk walk,
    WalkStore walks,
    FeedStore feed,
    DirectoryStore directory,
    RoleStore roleStore,
    RoleSynchronizer roles,
    Function<MembershipKey, @Nullable Evidence> word,
    MemberLookups lookups,
    Timeline timeline,
    boolean byEvents,
    int page,
    double callsPerSecond,
    Duration every,
    Duration idle,
    Consumer<MembershipEvent> heard,
    Consumer<FeedEvent> tell) {
  ProviderInstance instance() {
    return provider.instance();
  }
}
