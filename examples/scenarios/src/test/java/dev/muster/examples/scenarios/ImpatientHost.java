package dev.muster.examples.scenarios;

import dev.muster.testkit.junit.KitSetup;
import dev.muster.testkit.stage.MusterKitBuilder;
import java.time.Duration;

/** A {@link BoundedHost} whose calls to a provider that hangs end soon, in real time. */
final class ImpatientHost implements KitSetup {
  @Override
  public void configure(MusterKitBuilder kit) {
    new BoundedHost().configure(kit);
    kit.callDeadline(Duration.ofMillis(100));
  }
}
