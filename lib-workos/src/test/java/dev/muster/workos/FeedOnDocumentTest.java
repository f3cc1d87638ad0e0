package dev.muster.workos;

import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.WalkUnderTest;
import dev.muster.workos.emulator.NeedsDocument;
import dev.muster.workos.emulator.WorkOsDocument;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The adapter keeps the whole contracts of logs and walks on a stub that keeps to the document. */
@Tag("once")
class FeedOnDocumentTest {
  @Nested
  @NeedsDocument
  class Log extends EventSourceContract {
    private final WorkOsDocument document;

    Log(WorkOsDocument document) {
      this.document = document;
    }

    @Override
    protected EventsUnderTest open() {
      return new DocumentStage(document);
    }
  }

  @Nested
  @NeedsDocument
  class Walk extends DirectoryWalkContract {
    private final WorkOsDocument document;

    Walk(WorkOsDocument document) {
      this.document = document;
    }

    @Override
    protected WalkUnderTest open() {
      return new DocumentStage(document);
    }
  }
}
