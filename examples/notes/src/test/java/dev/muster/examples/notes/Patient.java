package dev.muster.examples.notes;

import dev.muster.testkit.gateway.Patience;
import java.io.IOException;
import java.util.Map;

/**
 * The service and its provider with deadlines that a busy machine does not reach, for tests in
 * which nothing hangs.
 */
public final class Patient {
  private Patient() {}

  /** A fake provider whose client waits long. */
  public static FakeProvider provider() throws IOException {
    return FakeProvider.start(Patience.LONG);
  }

  /** A service that waits long, for its database in memory too. */
  public static Settings settings(String database) {
    return Settings.of(
        Map.of(
            "NOTES_DEADLINE",
            Patience.LONG.toString(),
            "NOTES_JDBC_URL",
            "jdbc:h2:mem:"
                + database
                + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT="
                + Patience.LONG.toMillis()));
  }
}
