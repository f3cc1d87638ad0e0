package dev.muster.examples.scenarios;

import dev.muster.MusterBuilder;
import dev.muster.testkit.stage.MusterKit;
import java.util.function.UnaryOperator;

/** A configuration of a host that is wrong in one thing. */
@FunctionalInterface
interface Fault {
  Fault NONE = (kit, host) -> host;

  MusterBuilder in(MusterKit kit, MusterBuilder host);

  static Fault of(UnaryOperator<MusterBuilder> wrong) {
    return (kit, host) -> wrong.apply(host);
  }
}
