package dev.muster.jdbi;

import dev.muster.name.TokenId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes when tokens were last used, in pieces that hold few rows for a short time. */
final class TokenUses {
  private static final int PIECE = 100;
  private static final String USED =
      "update muster_token set last_used_at = ?"
          + " where id = ? and (last_used_at is null or last_used_at < ?)";

  private final Database database;

  TokenUses(Database database) {
    this.database = database;
  }

  void used(Map<TokenId, Instant> uses) {
    // In one order, so that two nodes that write at once don't wait for each other in a ring.
    List<Map.Entry<TokenId, Instant>> sorted =
        uses.entrySet().stream().sorted(Comparator.comparing(use -> use.getKey().value())).toList();
    for (int from = 0; from < sorted.size(); from += PIECE) {
      List<Map.Entry<TokenId, Instant>> piece =
          sorted.subList(from, Math.min(sorted.size(), from + PIECE));
      int unused = database.settle("record uses of tokens", handle -> used(handle, piece));
    }
  }

  private int used(Handle handle, List<Map.Entry<TokenId, Instant>> piece) {
    var batch = handle.prepareBatch(USED);
    for (Map.Entry<TokenId, Instant> use : piece) {
      Instant at = use.getValue().truncatedTo(ChronoUnit.MICROS);
      var row = database.dialect().bind(batch, 0, at).bind(1, use.getKey().value());
      database.dialect().bind(row, 2, at).add();
    }
    return batch.execute().length;
  }
}
