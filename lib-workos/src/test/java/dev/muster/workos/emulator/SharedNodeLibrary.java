package dev.muster.workos.emulator;

import java.io.IOException;
import java.nio.file.Path;

/** The one process of WorkOS's library for Node in a test run. */
final class SharedNodeLibrary extends Shared<NodeLibrary> {
  SharedNodeLibrary() {
    super(NodeLibrary.class);
  }

  @Override
  NodeLibrary open() throws IOException {
    return NodeLibrary.start(Path.of("target", "workos-node"));
  }
}
