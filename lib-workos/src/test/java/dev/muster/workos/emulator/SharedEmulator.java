package dev.muster.workos.emulator;

import java.io.IOException;
import java.nio.file.Path;

/** The one emulator of a test run. */
final class SharedEmulator extends Shared<WorkOsEmulator> {
  SharedEmulator() {
    super(WorkOsEmulator.class);
  }

  @Override
  WorkOsEmulator open() throws IOException {
    return WorkOsEmulator.start(Path.of("target", "workos-emulator"));
  }
}
