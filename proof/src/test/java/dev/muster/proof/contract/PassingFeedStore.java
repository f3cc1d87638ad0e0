package dev.muster.proof.contract;

import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderEvent;
import dev.muster.store.FeedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A feed's store that passes everything on; a wrong one replaces one method. */
class PassingFeedStore implements FeedStore {
  final PassingFeed stores;
  final FeedStore sound;

  PassingFeedStore(PassingFeed stores) {
    this(stores, stores.feed);
  }

  PassingFeedStore(PassingFeed stores, FeedStore sound) {
    this.stores = stores;
    this.sound = sound;
  }

  @Override
  public Optional<Leadership> lead(ProviderInstance provider, String node, Duration lease) {
    return sound.lead(provider, node, lease);
  }

  @Override
  public void resign(ProviderInstance provider, long fence) {
    sound.resign(provider, fence);
  }

  @Override
  public Status status(ProviderInstance provider) {
    return sound.status(provider);
  }

  @Override
  public boolean begin(
      ProviderInstance provider, long fence, @Nullable String cursor, Instant takenAt) {
    return sound.begin(provider, fence, cursor, takenAt);
  }

  @Override
  public boolean walked(
      ProviderInstance provider, long fence, long generation, Instant startedAt, boolean byEvents) {
    return sound.walked(provider, fence, generation, startedAt, byEvents);
  }

  @Override
  public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
    return sound.apply(provider, fence, batch);
  }

  @Override
  public boolean withdraw(ProviderInstance provider, long fence, Duration allowance) {
    return sound.withdraw(provider, fence, allowance);
  }

  @Override
  public boolean followed(ProviderInstance provider, long fence, long number) {
    return sound.followed(provider, fence, number);
  }

  @Override
  public Optional<Applied> receive(ProviderInstance provider, String message, ProviderEvent event) {
    return sound.receive(provider, message, event);
  }

  @Override
  public int sweep(Duration keep, int most) {
    return sound.sweep(keep, most);
  }

  /** One that makes other events of those of a batch. */
  static PassingFeedStore reading(PassingFeed stores, UnaryOperator<List<ProviderEvent>> read) {
    return new PassingFeedStore(stores) {
      @Override
      public Optional<Applied> apply(ProviderInstance provider, long fence, Batch batch) {
        return super.apply(
            provider,
            fence,
            new Batch(batch.from(), batch.to(), read.apply(batch.events()), batch.provenAsOf()));
      }
    };
  }

  /** One that passes over events of a kind. */
  static PassingFeedStore deaf(PassingFeed stores, Class<? extends ProviderEvent.What> kind) {
    return reading(
        stores, all -> all.stream().filter(event -> !kind.isInstance(event.what())).toList());
  }
}
