package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.store.Observation;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores of a feed that take webhooks in wrongly, or anything at all. */
final class WrongReceivers {
  static final List<Wrong<Supplier<FeedUnderTest>>> ALL =
      List.of(
          WrongFeedStores.of(
              "remembers no message",
              RemembersNothing::new,
              "a_webhook_is_taken_in_once",
              "a_webhook_that_changes_nothing_is_remembered_too",
              "of_many_of_one_webhook_one_is_taken_in"),
          WrongFeedStores.of(
              "compares messages without regard to case",
              Folds::new,
              "messages_that_look_alike_are_different_messages"),
          WrongFeedStores.of(
              "takes a webhook for a read",
              TakesForRead::new,
              "a_webhook_moves_neither_cursor_nor_position_and_its_word_is_as_of_no_time"),
          WrongFeedStores.of(
              "takes webhooks as they come",
              AsTheyCome::new,
              "webhooks_in_another_order_come_to_the_same"),
          WrongFeedStores.of(
              "takes the last one to come for the newest",
              LastIsNewest::new,
              "a_webhook_that_nothing_puts_in_order_makes_the_mirror_be_read_again"),
          WrongFeedStores.of(
              "forgets no message",
              ForgetsNothing::new,
              "webhooks_are_forgotten_when_they_came_long_enough_ago"),
          WrongFeedStores.of("takes null for a node", TakesNull::new, "a_null_is_refused_by_name"));

  private WrongReceivers() {}

  private static final class RemembersNothing extends PassingFeedStore {
    RemembersNothing(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      return super.receive(provider, message + UUID.randomUUID(), event);
    }
  }

  private static final class Folds extends PassingFeedStore {
    Folds(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      return super.receive(provider, message.toLowerCase(Locale.ROOT), event);
    }
  }

  private static final class TakesForRead extends PassingFeedStore {
    TakesForRead(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      Membership of = ((MembershipStated) event.what()).membership();
      MembershipKey key = new MembershipKey(provider, of.organization(), of.user());
      var found = stores.memberships.find(key);
      var unused =
          stores.memberships.record(
              key, new Observation.Seen(of, found.storeTime()), found.entry().epoch());
      return Optional.of(new Applied(Map.of(), List.of()));
    }
  }

  /** Each webhook is the newest word. */
  private static final class AsTheyCome extends PassingFeedStore {
    private int came;

    AsTheyCome(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      return super.receive(
          provider,
          message,
          event.what() instanceof MembershipStated stated
              ? WrongFeedStores.with(event, new MembershipStated(newest(stated.membership())))
              : event);
    }

    private Membership newest(Membership of) {
      return WrongFeedStores.timed(of, stores.clock.instant().plusSeconds(1000L * ++came));
    }
  }

  private static final class LastIsNewest extends PassingFeedStore {
    LastIsNewest(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Applied> receive(
        ProviderInstance provider, String message, ProviderEvent event) {
      Membership of = ((MembershipStated) event.what()).membership();
      Membership timed =
          of.updatedAt() == null ? WrongFeedStores.timed(of, stores.clock.instant()) : of;
      return super.receive(
          provider, message, WrongFeedStores.with(event, new MembershipStated(timed)));
    }
  }

  private static final class ForgetsNothing extends PassingFeedStore {
    ForgetsNothing(PassingFeed stores) {
      super(stores);
    }

    @Override
    public int sweep(Duration keep, int most) {
      return 0;
    }
  }

  private static final class TakesNull extends PassingFeedStore {
    TakesNull(PassingFeed stores) {
      super(stores);
    }

    @Override
    public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
      return super.lead(provider, node == null ? "" : node, lease);
    }
  }
}
