package dev.muster;

import dev.muster.audit.Audit;
import dev.muster.audit.MusterEvent;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedParts;
import dev.muster.feed.FeedSettings;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.MembershipEvent;
import dev.muster.membership.Timeline;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts together what follows changes made elsewhere. Nothing of it is there without a log. */
final class FeedWiring {
  private FeedWiring() {}

  static @Nullable EventFeed of(
      MusterBuilder from,
      IdentityProvider provider,
      RoleMap map,
      MembershipStore memberships,
      DirectoryStore directory,
      RoleSynchronizer roles,
      EvidenceReader evidence,
      Timeline timeline,
      RandomGenerator random,
      Forgetting forgetting,
      Consumer<MembershipEvent> heard,
      Audit audit) {
    ChangeLog log = from.changeLog;
    if (log == null) {
      return null;
    }
    return new EventFeed(
        new FeedParts(
            provider,
            memberships,
            directory,
            from.roleStore,
            map,
            roles,
            evidence,
            evidence.watermark(),
            timeline,
            from.clock,
            random,
            log,
            from.bus,
            from.feedStore,
            from.feedSettings == null ? FeedSettings.standard() : from.feedSettings,
            from.events,
            from.webhooks,
            from.walkStore,
            from.walk,
            forgetting::noticed,
            forgetting::all,
            heard,
            event -> audit.tell(new MusterEvent.OfFeed(event))));
  }
}
