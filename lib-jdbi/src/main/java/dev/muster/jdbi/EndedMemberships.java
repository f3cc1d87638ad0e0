package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Ends all memberships of an organization, or of a user, in the mirror, each as {@link
 * dev.muster.store.MirrorRules#ended} does. Of any number of rows it keeps only what it returns.
 */
final class EndedMemberships {
  private static final String END =
      "update muster_membership set ended_at = ?, epoch = epoch + 1, status = null, roles = null,"
          + " as_of = null, removal_id = null where ended_at is null and provider = ? and ";
  private static final String ENDED =
      "select organization_id, user_id, epoch from muster_membership"
          + " where ended_at = ? and provider = ? and ";
  private static final int FETCHED_AT_ONCE = 1_000;

  private EndedMemberships() {}

  /** Inside of a transaction. Returns the epoch of each key that was written. */
  static Map<MembershipKey, Long> end(
      Handle handle, Dialect dialect, ProviderInstance provider, OrganizationId organization) {
    return end(handle, dialect, provider, "organization_id = ?", organization.value());
  }

  /** The same for all memberships of a user. */
  static Map<MembershipKey, Long> end(
      Handle handle, Dialect dialect, ProviderInstance provider, UserId user) {
    return end(handle, dialect, provider, "user_id = ?", user.value());
  }

  private static Map<MembershipKey, Long> end(
      Handle handle, Dialect dialect, ProviderInstance provider, String whose, String id) {
    Instant now = MembershipRow.storeTime(handle, dialect);
    int ended = bind(handle.createUpdate(END + whose), dialect, now, provider, id).execute();
    Map<MembershipKey, Long> epochs = new HashMap<>();
    if (ended > 0) {
      bind(handle.createQuery(ENDED + whose), dialect, now, provider, id)
          .setFetchSize(FETCHED_AT_ONCE)
          .map(
              (row, context) ->
                  Map.entry(
                      new MembershipKey(
                          provider,
                          new OrganizationId(row.getString(1)),
                          new UserId(row.getString(2))),
                      row.getLong(3)))
          .forEach(row -> epochs.put(row.getKey(), row.getValue()));
    }
    return epochs;
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, Dialect dialect, Instant now, ProviderInstance provider, String id) {
    return dialect.bind(statement, 0, now).bind(1, provider.value()).bind(2, id);
  }
}
