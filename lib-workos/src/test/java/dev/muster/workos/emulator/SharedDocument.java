package dev.muster.workos.emulator;

import java.io.IOException;
import java.nio.file.Path;

/** The one reading of WorkOS's document in a test run. */
final class SharedDocument extends Shared<WorkOsDocument> {
  SharedDocument() {
    super(WorkOsDocument.class);
  }

  @Override
  WorkOsDocument open() throws IOException {
    return WorkOsDocument.read(Path.of("target", "workos-document"));
  }
}
