package dev.muster.membership;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One look-up under way or about to begin, shared by all who joined it. Every field but the future
 * is guarded by its key's slot in {@link SingleFlight}.
 */
final class Flight {
  final CompletableFuture<Outcome> future = new CompletableFuture<>();

  private Freshness freshness;
  private @Nullable Moment begun;
  private boolean superseded;

  Flight(Freshness freshness) {
    this.freshness = freshness;
  }

  /** Lets a caller in, if what this look-up will find is fresh enough for it. */
  boolean joins(Freshness wanted, Moment callerStart) {
    if (superseded) {
      return false;
    }
    if (begun == null) {
      freshness = freshness.stricter(wanted);
      return true;
    }
    return !wanted.isLive()
        && freshness.satisfies(wanted)
        && begun.isNotBefore(callerStart.minus(wanted.bound()));
  }

  Freshness begin(Moment now) {
    begun = now;
    return freshness;
  }

  boolean isLost(Moment limit) {
    return begun != null && !begun.isNotBefore(limit);
  }

  /** Marks that the key was invalidated after this look-up began: its answer may be the old one. */
  void supersede() {
    superseded = begun != null;
  }

  boolean isSuperseded() {
    return superseded;
  }

  /**
   * What a flight came to.
   *
   * @param looked what was read
   * @param superseded whether the key was invalidated meanwhile
   */
  record Outcome(Looked looked, boolean superseded) {}

  /**
   * What a look-up came to.
   *
   * @param result what was read
   * @param lastKnown where the provider could not be asked and the host has a grace: what the
   *     mirror holds now, as old as it is; else null
   */
  record Looked(EvidenceResult result, @Nullable Evidence lastKnown) {
    static Looked failed(Failure.Cause cause) {
      return new Looked(new EvidenceResult.Failed(Failure.of(cause)), null);
    }
  }
}
