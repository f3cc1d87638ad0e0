package dev.muster.jdbi;

import dev.muster.name.ProviderInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which webhooks came, in table {@code muster_webhook}. */
final class Webhooks {
  private static final int LONGEST = 255;
  private static final int PIECE = 100;
  private static final String IS_THERE =
      "select count(*) from muster_webhook where provider = ? and message_id = ?";
  private static final String OVER =
      "select provider, message_id from muster_webhook where received_at <= ?"
          + " order by received_at limit ?";
  private static final String DELETE =
      "delete from muster_webhook where provider = ? and message_id = ?";

  private final Database database;
  private final String insert;

  Webhooks(Database database) {
    this.database = database;
    this.insert =
        "insert into muster_webhook (provider, message_id, received_at) values (?, ?, "
            + database.dialect().now()
            + ")";
  }

  /** False if it came before; one that comes at the same moment makes this fail as a duplicate. */
  boolean remember(Handle handle, ProviderInstance provider, String message) {
    String id = message.length() <= LONGEST ? message : Script.sha256(message);
    boolean isThere =
        handle
                .createQuery(IS_THERE)
                .bind(0, provider.value())
                .bind(1, id)
                .mapTo(Integer.class)
                .one()
            > 0;
    return !isThere
        && handle.createUpdate(insert).bind(0, provider.value()).bind(1, id).execute() == 1;
  }

  int sweep(Duration keep, int most) {
    Instant before =
        database.read(
            "forget webhooks",
            handle -> MembershipRow.storeTime(handle, database.dialect()).minus(keep));
    int swept = 0;
    while (swept < most) {
      int piece = Math.min(PIECE, most - swept);
      int deleted = database.settle("forget webhooks", handle -> sweep(handle, before, piece));
      swept += deleted;
      if (deleted == 0) {
        return swept;
      }
    }
    return swept;
  }

  private int sweep(Handle handle, Instant before, int piece) {
    List<String[]> over =
        database
            .dialect()
            .bind(handle.createQuery(OVER).bind(1, piece), 0, before)
            .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
            .list();
    int deleted = 0;
    for (String[] id : over) {
      deleted += handle.createUpdate(DELETE).bind(0, id[0]).bind(1, id[1]).execute();
    }
    return deleted;
  }
}
