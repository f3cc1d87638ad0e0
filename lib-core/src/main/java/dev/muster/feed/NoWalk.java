package dev.muster.feed;

import dev.muster.store.FeedStore.Leadership;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a host has whose provider can't be walked: nothing to be done. */
final class NoWalk implements Walking {
  @Override
  public Duration step(Leadership leadership) {
    return Duration.ofHours(1);
  }

  @Override
  public void request() {}

  @Override
  public void confirmMassRemoval() {}

  @Override
  public @Nullable WalkProgress progress() {
    return null;
  }

  @Override
  public void onProgress(Consumer<WalkProgress> listener) {}
}
