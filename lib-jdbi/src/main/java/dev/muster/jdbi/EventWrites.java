package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.store.DirectoryStore;
import dev.muster.store.EventRules;
import dev.muster.store.FeedStore.Applied;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.TokenHolder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What some events make of the register, the mirror and the tokens, inside of one transaction.
 *
 * <p>Locks are taken in the order of {@link JdbiChangeStore}: the register, rows of the mirror,
 * epochs of tokens, tokens. Memberships that follow each other in the events are read and written
 * at once; of several events of one key the last word is written, with the epoch of all.
 */
final class EventWrites {
  private final Database database;
  private final JdbiDirectoryStore directory;
  private final HeldTokens tokens;
  private final MirrorRows mirror;

  EventWrites(Database database) {
    this.database = database;
    this.directory = new JdbiDirectoryStore(database);
    this.tokens = new HeldTokens(database);
    this.mirror = new MirrorRows(database.dialect());
  }

  /** To be called before the transaction. */
  void prepare(ProviderInstance provider, List<ProviderEvent> events) {
    List<TokenHolder> holders = new ArrayList<>();
    for (ProviderEvent event : events) {
      TokenHolder holder = holder(provider, event.what());
      if (holder != null) {
        holders.add(holder);
      }
    }
    if (!holders.isEmpty()) {
      tokens.prepare(holders);
    }
  }

  /**
   * Applies events.
   *
   * @param asOf as for {@link EventRules#stated}
   */
  Applied apply(
      Handle handle,
      ProviderInstance provider,
      List<ProviderEvent> events,
      @Nullable Instant asOf,
      Notices notices)
      throws SQLException {
    return new Run(handle, provider, events, asOf, notices).applied();
  }

  /** Whose tokens end with it, or null. */
  private static @Nullable TokenHolder holder(ProviderInstance provider, What what) {
    if (what instanceof ProviderEvent.MembershipEnded ended) {
      return new TokenHolder.OfMembership(key(provider, ended.membership()));
    }
    if (what instanceof ProviderEvent.OrganizationEnded ended) {
      return new TokenHolder.OfOrganization(provider, ended.organization());
    }
    if (what instanceof ProviderEvent.UserEnded ended) {
      return new TokenHolder.OfUser(provider, ended.user());
    }
    return what instanceof ProviderEvent.SessionEnded ended
        ? new TokenHolder.OfSession(provider, ended.user(), ended.session())
        : null;
  }

  private static MembershipKey key(ProviderInstance provider, Membership membership) {
    return new MembershipKey(provider, membership.organization(), membership.user());
  }

  /** One application. */
  private final class Run {
    private final Handle handle;
    private final ProviderInstance provider;
    private final List<ProviderEvent> events;
    private final @Nullable Instant asOf;
    private final Notices notices;
    private final BitSet changing = new BitSet();
    private final Map<MembershipKey, Long> epochs = new HashMap<>();
    private final Map<TokenHolder, Integer> holders = new LinkedHashMap<>();

    Run(
        Handle handle,
        ProviderInstance provider,
        List<ProviderEvent> events,
        @Nullable Instant asOf,
        Notices notices) {
      this.handle = handle;
      this.provider = provider;
      this.events = events;
      this.asOf = asOf;
      this.notices = notices;
    }

    Applied applied() throws SQLException {
      organizations();
      memberships();
      epochs.forEach((key, epoch) -> notices.add(new Notice.OfMembership(key, epoch)));
      revoke();
      tell();
      List<String> ids = changing.stream().mapToObj(i -> events.get(i).id()).toList();
      return new Applied(epochs, ids);
    }

    private void organizations() {
      DirectoryStore inside = null;
      for (int i = 0; i < events.size(); i++) {
        What what = events.get(i).what();
        if (what instanceof ProviderEvent.OrganizationStated
            || what instanceof ProviderEvent.OrganizationEnded) {
          inside = inside == null ? directory.joining(handle, notices) : inside;
          mark(
              i,
              what instanceof ProviderEvent.OrganizationStated stated
                  ? inside.update(provider, stated.organization())
                  : inside.end(provider, ((ProviderEvent.OrganizationEnded) what).organization()));
        }
      }
    }

    private void memberships() throws SQLException {
      int from = 0;
      for (int i = 0; i < events.size(); i++) {
        What what = events.get(i).what();
        if (what instanceof ProviderEvent.OrganizationEnded
            || what instanceof ProviderEvent.UserEnded) {
          memberships(from, i);
          from = i + 1;
          Map<MembershipKey, Long> ended =
              what instanceof ProviderEvent.UserEnded of
                  ? EndedMemberships.end(handle, database.dialect(), provider, of.user())
                  : EndedMemberships.end(
                      handle,
                      database.dialect(),
                      provider,
                      ((ProviderEvent.OrganizationEnded) what).organization());
          epochs.putAll(ended);
          mark(i, !ended.isEmpty());
        }
      }
      memberships(from, events.size());
    }

    /** A stretch of events of which each is about one key at most. */
    private void memberships(int from, int to) throws SQLException {
      Map<MembershipKey, MirrorEntry> entries = new LinkedHashMap<>();
      boolean ends = false;
      for (int i = from; i < to; i++) {
        Membership membership = membership(events.get(i).what());
        if (membership != null) {
          entries.put(key(provider, membership), new MirrorEntry.Unknown());
          ends |= events.get(i).what() instanceof ProviderEvent.MembershipEnded;
        }
      }
      if (entries.isEmpty()) {
        return;
      }
      Map<MembershipKey, MirrorEntry> found = mirror.lock(handle, provider, entries.keySet());
      entries.putAll(found);
      // Asked for after the locks, as for every end.
      Instant now = ends ? MembershipRow.storeTime(handle, database.dialect()) : Instant.EPOCH;
      for (int i = from; i < to; i++) {
        fold(i, entries, now);
      }
      mirror.write(handle, found, entries);
      entries.forEach(
          (key, entry) -> {
            MirrorEntry before = found.get(key);
            if (entry.epoch() != (before == null ? 0 : before.epoch())) {
              epochs.put(key, entry.epoch());
            }
          });
    }

    private void fold(int i, Map<MembershipKey, MirrorEntry> entries, Instant now) {
      What what = events.get(i).what();
      Membership membership = membership(what);
      if (membership == null) {
        return;
      }
      MembershipKey key = key(provider, membership);
      MirrorEntry current = entries.getOrDefault(key, new MirrorEntry.Unknown());
      MirrorEntry after =
          what instanceof ProviderEvent.MembershipEnded
              ? EventRules.ended(key, current, membership, asOf != null, now)
              : EventRules.stated(key, current, membership, asOf);
      entries.put(key, after);
      mark(i, !after.equals(current));
      if (what instanceof ProviderEvent.MembershipEnded && after instanceof MirrorEntry.Ended) {
        // Also where the end was known: a read that found it revoked nothing.
        holders.putIfAbsent(new TokenHolder.OfMembership(key), i);
      }
    }

    private void revoke() {
      for (int i = 0; i < events.size(); i++) {
        What what = events.get(i).what();
        TokenHolder holder = holder(provider, what);
        if (holder != null && !(what instanceof ProviderEvent.MembershipEnded)) {
          holders.putIfAbsent(holder, i);
        }
      }
      if (!holders.isEmpty()) {
        tokens
            .revoke(handle, holders.keySet(), notices)
            .forEach((holder, revoked) -> mark(holders.getOrDefault(holder, 0), revoked > 0));
      }
    }

    private void tell() {
      for (int i = 0; i < events.size(); i++) {
        What what = events.get(i).what();
        if (what instanceof ProviderEvent.SessionEnded of) {
          notices.add(new Notice.OfSession(provider, of.user(), of.session()));
          mark(i, true);
        } else if (what instanceof ProviderEvent.RoleChanged of) {
          notices.add(new Notice.OfRole(provider, of.role(), of.organization()));
          mark(i, true);
        }
      }
    }

    private void mark(int i, boolean changes) {
      if (changes) {
        changing.set(i);
      }
    }

    private static @Nullable Membership membership(What what) {
      if (what instanceof ProviderEvent.MembershipStated stated) {
        return stated.membership();
      }
      return what instanceof ProviderEvent.MembershipEnded ended ? ended.membership() : null;
    }
  }
}
