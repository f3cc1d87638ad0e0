package dev.muster.feed;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.WebhookSource;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.store.FeedStore;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.Notice;
import dev.muster.store.TokenHolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of the provider's webhooks. Safe for many threads.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A sender is told that a message was taken in only after what it says is durable. What it ends
 * is forgotten on this node before that, and on the others by the change log. It proves nothing
 * fresh.
 */
final class Webhooks {
  private static final String WHAT = "webhooks";

  private final FeedParts parts;
  private final ProviderInstance provider;
  private final @Nullable WebhookSource source;
  private final @Nullable FeedStore store;
  private final Runnable hurry;
  private final Newcomers newcomers;
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * The receiving end of a feed.
   *
   * @param parts of the feed
   * @param hurry tells nodes and the leader that something happened; must not block
   */
  Webhooks(FeedParts parts, Runnable hurry) {
    this.parts = parts;
    this.provider = parts.provider().instance();
    this.source = parts.webhooks();
    this.store = parts.store();
    this.hurry = hurry;
    this.newcomers = Newcomers.of(parts);
  }

  WebhookResult receive(UnaryOperator<@Nullable String> headers, byte[] body) {
    if (source == null || store == null) {
      return refused(WebhookSource.Why.UNSIGNED);
    }
    try {
      Receipt receipt = source.read(headers, body, parts.clock().instant());
      if (receipt instanceof Receipt.Accepted accepted) {
        newcomers.before(List.of(accepted.event()));
        Optional<Applied> applied = store.receive(provider, accepted.message(), accepted.event());
        // Also of a message that came before: whoever took it in may not have heard that it did.
        forget(accepted.event().what(), applied.map(Applied::changed).orElseGet(Map::of));
        failures.set(0);
        hurry.run();
        return new WebhookResult.Taken();
      }
      return refused(((Receipt.Refused) receipt).why());
    } catch (RuntimeException failed) {
      parts.tell().accept(new FeedEvent.Failing(provider, WHAT, failures.incrementAndGet()));
      return new WebhookResult.Unavailable();
    }
  }

  private WebhookResult refused(WebhookSource.Why why) {
    parts.tell().accept(new FeedEvent.WebhookRefused(provider, why));
    return new WebhookResult.Refused(why);
  }

  private void forget(ProviderEvent.What what, Map<MembershipKey, Long> changed) {
    changed.forEach((key, epoch) -> forget(new Notice.OfMembership(key, epoch)));
    if (what instanceof ProviderEvent.MembershipEnded ended) {
      MembershipKey key = key(ended.membership());
      if (!changed.containsKey(key)) {
        forget(new Notice.OfMembership(key, 0));
      }
    } else if (what instanceof ProviderEvent.OrganizationStated stated) {
      forget(new Notice.OfOrganization(provider, stated.organization().id(), false));
    } else if (what instanceof ProviderEvent.OrganizationEnded ended) {
      forget(new Notice.OfOrganization(provider, ended.organization(), true));
    } else if (what instanceof ProviderEvent.UserEnded ended) {
      forget(new Notice.OfTokens(new TokenHolder.OfUser(provider, ended.user())));
    } else if (what instanceof ProviderEvent.SessionEnded ended) {
      forget(new Notice.OfSession(provider, ended.user(), ended.session()));
    } else if (what instanceof ProviderEvent.RoleChanged of) {
      forget(new Notice.OfRole(provider, of.role(), of.organization()));
    }
  }

  private void forget(Notice notice) {
    parts.forget().accept(notice);
  }

  private MembershipKey key(Membership of) {
    return new MembershipKey(provider, of.organization(), of.user());
  }
}
