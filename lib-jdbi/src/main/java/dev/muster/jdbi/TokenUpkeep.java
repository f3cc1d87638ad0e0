package dev.muster.jdbi;

import dev.muster.name.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What is done to rows of {@code muster_token} aside from requests: when tokens were used is
 * written, and what expired is swept, in pieces that hold few rows for a short time.
 */
final class TokenUpkeep {
  private static final int PIECE = 100;
  private static final String USED =
      "update muster_token set last_used_at = ?"
          + " where id = ? and (last_used_at is null or last_used_at < ?)";
  private static final String OVER =
      "select id from muster_token where expires_at <= ? order by expires_at limit ?";

  private final Database database;

  TokenUpkeep(Database database) {
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

  int sweep(Duration keep, int most) {
    Instant before =
        database.read(
            "sweep tokens",
            handle ->
                handle
                    .createQuery("select " + database.dialect().now() + " as store_time")
                    .map(
                        (row, context) ->
                            MembershipRow.requireTime(row, "store_time", database.dialect()))
                    .one()
                    .minus(keep));
    int swept = 0;
    while (swept < most) {
      int piece = Math.min(PIECE, most - swept);
      int deleted = database.settle("sweep tokens", handle -> sweep(handle, before, piece));
      swept += deleted;
      if (deleted == 0) {
        return swept;
      }
    }
    return swept;
  }

  private int sweep(Handle handle, Instant before, int piece) {
    var query = handle.createQuery(OVER).bind(1, piece);
    List<String> over =
        new ArrayList<>(database.dialect().bind(query, 0, before).mapTo(String.class).list());
    if (over.isEmpty()) {
      return 0;
    }
    over.sort(null);
    var delete =
        handle.createUpdate(
            "delete from muster_token where id in (?" + ", ?".repeat(over.size() - 1) + ")");
    for (int i = 0; i < over.size(); i++) {
      delete.bind(i, over.get(i));
    }
    return delete.execute();
  }
}
