package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look-up in the mirror and at the provider, and what its failure comes to. Safe for many
 * threads; blocks on both.
 */
final class Lookup {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceReader.class);

  private final ProviderInstance provider;
  private final MirroredReader mirror;
  private final Duration grace;
  private final Consumer<MembershipEvent> events;

  Lookup(
      ProviderInstance provider,
      MirroredReader mirror,
      Duration grace,
      Consumer<MembershipEvent> events) {
    this.provider = provider;
    this.mirror = mirror;
    this.grace = grace;
    this.events = events;
  }

  Flight.Looked look(MembershipKey key, Freshness freshness) {
    try {
      return new Flight.Looked(mirror.read(key, freshness), null);
    } catch (RuntimeException thrown) {
      Failure failure = report(thrown);
      boolean hasGrace = !grace.isZero() && failure.cause() == Failure.Cause.PROVIDER_UNAVAILABLE;
      return new Flight.Looked(
          new EvidenceResult.Failed(failure), hasGrace ? lastKnown(key) : null);
    }
  }

  /* Read again, after the provider failed: a removal seen meanwhile has no grace. */
  private @Nullable Evidence lastKnown(MembershipKey key) {
    try {
      return mirror.lastKnown(key, grace);
    } catch (RuntimeException thrown) {
      var unused = report(thrown);
      return null;
    }
  }

  /** Classifies what an SPI threw, and raises the alarm where an operator must act. */
  Failure report(RuntimeException thrown) {
    Failure failure = Failure.of(thrown);
    if (failure.cause() == Failure.Cause.PROVIDER_MISCONFIGURED) {
      LOG.error("the provider {} does not accept our own key", provider);
      events.accept(new MembershipEvent.ProviderMisconfigured(provider));
    } else if (failure.cause() == Failure.Cause.DEFECT) {
      LOG.error("a membership look-up threw {}", thrown.getClass().getName());
    }
    return failure;
  }
}
