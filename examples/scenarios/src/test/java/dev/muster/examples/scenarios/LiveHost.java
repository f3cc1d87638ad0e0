package dev.muster.examples.scenarios;

import dev.muster.testkit.junit.KitSetup;
import dev.muster.testkit.stage.MusterKitBuilder;

/** A host with Muster's strict defaults: each decision rests on a read of its own. */
final class LiveHost implements KitSetup {
  @Override
  public void configure(MusterKitBuilder kit) {
    Patience.give(kit);
    Control.apply(kit);
  }
}
