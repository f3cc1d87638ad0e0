package dev.muster.jdbi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes tokens that expired some time ago, in pieces that hold few rows for a short time. */
final class TokenSweep {
  private static final int PIECE = 100;
  private static final String OVER =
      "select id from muster_token where expires_at <= ? order by expires_at limit ?";

  private final Database database;

  TokenSweep(Database database) {
    this.database = database;
  }

  int sweep(Duration keep, int most) {
    Instant before =
        database.read(
            "sweep tokens",
            handle -> MembershipRow.storeTime(handle, database.dialect()).minus(keep));
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
