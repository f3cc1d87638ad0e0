package dev.muster.examples.scenarios;

import dev.muster.membership.Freshness;
import dev.muster.testkit.junit.KitSetup;
import dev.muster.testkit.stage.MusterKitBuilder;
import java.time.Duration;

/** A host that takes evidence of half a minute, and of two minutes more in an outage. */
final class BoundedHost implements KitSetup {
  static final Duration BOUND = Duration.ofSeconds(30);
  static final Duration GRACE = Duration.ofMinutes(2);

  @Override
  public void configure(MusterKitBuilder kit) {
    kit.muster(host -> host.freshness(Freshness.within(BOUND)).grace(GRACE));
    Patience.give(kit);
    Control.apply(kit);
  }
}
