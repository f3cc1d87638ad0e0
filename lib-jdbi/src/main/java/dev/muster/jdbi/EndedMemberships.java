package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Ends all memberships of an organization in the mirror, each as {@link
 * dev.muster.store.MirrorRules#ended} does. Of any number of rows it keeps only what it returns.
 */
final class EndedMemberships {
  private static final String END =
      "update muster_membership set ended_at = ?, epoch = epoch + 1, status = null, roles = null,"
          + " as_of = null, removal_id = null"
          + " where provider = ? and organization_id = ? and ended_at is null";
  private static final String ENDED =
      "select user_id, epoch from muster_membership"
          + " where provider = ? and organization_id = ? and ended_at = ?";
  private static final int FETCHED_AT_ONCE = 1_000;

  private EndedMemberships() {}

  /** Inside of a transaction. Returns the epoch of each key that was written. */
  static Map<MembershipKey, Long> end(
      Handle handle, Dialect dialect, ProviderInstance provider, OrganizationId organization) {
    Instant now = MembershipRow.storeTime(handle, dialect);
    dialect
        .bind(
            handle.createUpdate(END).bind(1, provider.value()).bind(2, organization.value()),
            0,
            now)
        .execute();
    Map<MembershipKey, Long> epochs = new HashMap<>();
    dialect
        .bind(
            handle
                .createQuery(ENDED)
                .setFetchSize(FETCHED_AT_ONCE)
                .bind(0, provider.value())
                .bind(1, organization.value()),
            2,
            now)
        .map((row, context) -> Map.entry(new UserId(row.getString(1)), row.getLong(2)))
        .forEach(
            row ->
                epochs.put(
                    new MembershipKey(provider, organization, row.getKey()), row.getValue()));
    return epochs;
  }
}
