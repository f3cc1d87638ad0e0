package dev.muster.examples.scenarios;

import dev.muster.audit.MusterEvent;
import dev.muster.audit.MusterListener;

/** An audit that can't write anything down. */
final class FullDisk implements MusterListener {
  @Override
  public void heard(MusterEvent event) {
    throw new IllegalStateException("no space left");
  }
}
