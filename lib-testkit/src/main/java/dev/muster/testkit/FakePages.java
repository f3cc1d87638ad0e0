package dev.muster.testkit;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.Invitation;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.testkit.fault.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fake's lists and its event log as a client on a wire reads them: one page, one call. Safe for
 * many threads; blocks where the fake does. A page has no more rows than the fake's cap, whatever
 * is asked; a limit of less than 1 is an {@link IllegalArgumentException}, and a cursor that is
 * none of the fake's is {@link Rejected} as {@code invalid_cursor}.
 */
public final class FakePages {
  private final DirectoryCalls directory;
  private final InvitationCalls invitations;
  private final RoleCalls roles;
  private final EventCalls events;
  private final EventSource eventSource;
  private final DirectoryWalk directoryWalk;
  private final int size;
  private final int cap;

  FakePages(
      DirectoryCalls directory,
      InvitationCalls invitations,
      RoleCalls roles,
      EventCalls events,
      ProviderProfile profile,
      int cap) {
    this.directory = directory;
    this.invitations = invitations;
    this.roles = roles;
    this.events = events;
    this.cap = cap;
    size = Math.min(profile.pageSize(), cap);
    eventSource = new FakeEvents(events, cap);
    directoryWalk = new FakeWalk(this);
  }

  EventSource eventSource() {
    return eventSource;
  }

  DirectoryWalk directoryWalk() {
    return directoryWalk;
  }

  /**
   * How many rows a page has where nobody asks for a number.
   *
   * @return 1 or more
   */
  public int size() {
    return size;
  }

  /**
   * Reads a page of all organizations: one call of {@link Operation#LIST_ORGANIZATIONS}.
   *
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most
   * @return the page
   */
  public Page<Organization> organizations(@Nullable String after, int limit) {
    return directory.organizations(after, rows(limit));
  }

  /**
   * Reads a page of a user's memberships: one call of {@link Operation#LIST_MEMBERSHIPS}.
   *
   * @param user the user
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most
   * @return the page
   */
  public Page<Membership> memberships(UserId user, @Nullable String after, int limit) {
    return directory.memberships(user, after, rows(limit));
  }

  /**
   * Reads a page of an organization's memberships: one call of {@link Operation#LIST_MEMBERS}.
   *
   * @param organization the organization
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most
   * @return the page
   */
  public Page<Membership> members(OrganizationId organization, @Nullable String after, int limit) {
    return directory.members(organization, after, rows(limit));
  }

  /**
   * Reads a page of an organization's invitations: one call of {@link Operation#LIST_INVITATIONS}.
   *
   * @param organization the organization
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most
   * @return the page
   */
  public Page<Invitation> invitations(
      OrganizationId organization, @Nullable String after, int limit) {
    return invitations.page(organization, after, rows(limit));
  }

  /**
   * Reads a page of the roles that the environment defines: one call of {@link
   * Operation#LIST_ROLES}.
   *
   * @param after the cursor of the page before, or null for the first page
   * @param limit how many to read at most
   * @return the page
   */
  public Page<RoleSlug> roles(@Nullable String after, int limit) {
    return roles.page(after, rows(limit));
  }

  /**
   * Reads on in the event log: one call of {@link Operation#LIST_EVENTS}.
   *
   * @param after the id of the last event read, or null for the oldest that is kept
   * @param limit how many to read at most
   * @return the page, oldest first; its cursor is the id of its last event, null if that is the
   *     last for now
   * @throws Rejected if the event is not kept any more or never was, or there is no such log
   */
  public Page<FakeEvent> events(@Nullable String after, int limit) {
    return events.after(after, rows(limit));
  }

  /**
   * Reads the event log from a time on: one call of {@link Operation#LIST_EVENTS}.
   *
   * @param from the time, by the provider's clock
   * @param skip how many events to pass over, 0 or more
   * @param limit how many to read at most
   * @return the events, oldest first, without a cursor
   * @throws Rejected if there is no such log
   */
  public Page<FakeEvent> eventsSince(Instant from, int skip, int limit) {
    return events.since(from, skip, rows(limit));
  }

  private int rows(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    return Math.min(limit, cap);
  }
}
