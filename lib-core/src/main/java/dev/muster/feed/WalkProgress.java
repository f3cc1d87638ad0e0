package dev.muster.feed;

import dev.muster.store.WalkStore;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a walk of everything the provider knows has come.
 *
 * @param phase what it does
 * @param seen how many memberships the provider listed so far
 * @param expected how many there will be, about
 * @param ratePerSecond how many a second of late
 * @param remaining how long it will still take, about; null if that can't be told
 * @param changed how many rows of the mirror were not as the provider says
 * @param ended how many of the mirror's members are gone at the provider
 */
public record WalkProgress(
    WalkStore.Phase phase,
    long seen,
    long expected,
    double ratePerSecond,
    @Nullable Duration remaining,
    long changed,
    long ended) {
  /** Checks the phase. */
  public WalkProgress {
    Objects.requireNonNull(phase, "phase");
  }
}
