package dev.muster.testkit.contract;

import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all suites share: opt-outs. */
abstract class Suite {
  @RegisterExtension static final Extension OPT_OUTS = new OptOuts();
}
