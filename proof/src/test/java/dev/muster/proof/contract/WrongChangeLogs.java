package dev.muster.proof.contract;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Organization;
import dev.muster.store.ChangeLog;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.Notice;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.RemovalStep;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.contract.ChangeLogContract;
import dev.muster.testkit.contract.FeedUnderTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Wrong change logs, and stores that write them wrongly, each with one fault. */
final class WrongChangeLogs {
  static final Catalogue<Supplier<FeedUnderTest>> CATALOGUE =
      new Catalogue<>(
          ChangeLogContract.class,
          Runner.class,
          stores -> Runner.stores = stores,
          () -> new PassingFeed().stage(),
          List.of(
              of(
                  "tells everything at first",
                  FromTheBeginning::new,
                  "the_first_read_tells_only_where_the_log_ends"),
              of(
                  "takes every part for the last",
                  AlwaysComplete::new,
                  "a_long_log_is_read_in_parts_and_only_the_last_part_is_complete"),
              of(
                  "shows an entry after a later one",
                  OutOfOrder::new,
                  "who_follows_the_log_while_others_write_misses_nothing"),
              of(
                  "reads the entries, and then the position",
                  TornRead::new,
                  "entries_and_position_are_of_one_moment"),
              of(
                  "tells of no gap",
                  NoGap::new,
                  "who_asks_for_what_is_deleted_is_told_of_the_gap",
                  "young_entries_are_kept_and_no_more_deleted_than_asked_for",
                  "who_has_read_more_than_there_is_is_told_of_a_gap"),
              of(
                  "counts from the beginning when it is empty",
                  Restarts::new,
                  "numbers_go_on_behind_what_is_deleted"),
              of(
                  "deletes all that it has",
                  DeletesAll::new,
                  "young_entries_are_kept_and_no_more_deleted_than_asked_for"),
              of(
                  "tells the entries of all",
                  OneProvider::new,
                  "entries_and_position_of_another_provider_instance_are_not_told"),
              of("writes ids in small letters", Folds::new, "what_is_appended_is_told_as_it_is"),
              of("takes null for nothing", TakesNull::new, "a_null_is_refused_by_name"),
              Wrong.of(
                  "has a mirror that tells nothing",
                  WrongChangeLogs::silentMirror,
                  "each_change_of_a_membership_is_in_the_log_once",
                  "a_removal_and_its_tokens_are_in_the_log_at_each_step",
                  "a_deletion_that_is_done_is_in_the_log_with_all_that_it_ends"),
              Wrong.of(
                  "has tokens that tell nothing",
                  WrongChangeLogs::silentTokens,
                  "a_removal_and_its_tokens_are_in_the_log_at_each_step",
                  "a_deletion_that_is_done_is_in_the_log_with_all_that_it_ends",
                  "tokens_that_are_revoked_or_suspended_are_in_the_log"),
              Wrong.of(
                  "has a register that tells nothing",
                  WrongChangeLogs::silentDirectory,
                  "a_deletion_that_is_done_is_in_the_log_with_all_that_it_ends",
                  "other_names_and_slugs_and_ends_of_organizations_are_in_the_log"),
              Wrong.of(
                  "has stores that tell of every call",
                  WrongChangeLogs::chatty,
                  "what_changes_no_meaning_is_not_in_the_log",
                  "where_no_token_is_revoked_the_log_says_nothing",
                  "where_no_organization_changes_the_log_says_nothing")));

  private WrongChangeLogs() {}

  private static Wrong<Supplier<FeedUnderTest>> of(
      String what, Function<ChangeLog, ChangeLog> wrong, String... rules) {
    return Wrong.of(
        what,
        () -> {
          PassingFeed stores = new PassingFeed();
          return stage(
              stores,
              wrong.apply(stores.log),
              stores.memberships,
              stores.directory,
              stores.tokens,
              stores.changes);
        },
        rules);
  }

  private static FeedUnderTest stage(
      PassingFeed stores,
      ChangeLog log,
      MembershipStore memberships,
      DirectoryStore directory,
      OrganizationTokenStore tokens,
      InMemoryChangeStore changes) {
    return new FeedUnderTest(
        stores.feed, stores.walks, log, memberships, directory, tokens, changes);
  }

  private static FeedUnderTest silentMirror() {
    PassingFeed stores = new PassingFeed();
    InMemoryMembershipStore silent = new InMemoryMembershipStore(stores.clock);
    return stage(
        stores,
        stores.log,
        silent,
        stores.directory,
        stores.tokens,
        new InMemoryChangeStore(silent, stores.directory, stores.tokens, stores.clock));
  }

  private static FeedUnderTest silentTokens() {
    PassingFeed stores = new PassingFeed();
    OrganizationTokenStore silent = new InMemoryOrganizationTokenStore(stores.clock);
    return stage(
        stores,
        stores.log,
        stores.memberships,
        stores.directory,
        silent,
        new InMemoryChangeStore(stores.memberships, stores.directory, silent, stores.clock));
  }

  private static FeedUnderTest silentDirectory() {
    PassingFeed stores = new PassingFeed();
    DirectoryStore silent = new InMemoryDirectoryStore(stores.clock);
    return stage(
        stores,
        stores.log,
        stores.memberships,
        silent,
        stores.tokens,
        new InMemoryChangeStore(stores.memberships, silent, stores.tokens, stores.clock));
  }

  private static FeedUnderTest chatty() {
    PassingFeed stores = new PassingFeed();
    return stage(
        stores,
        stores.log,
        new ChattyMirror(stores),
        new ChattyDirectory(stores),
        new ChattyTokens(stores),
        stores.changes);
  }

  /** Runs the suite on the stores it was handed last. */
  static final class Runner extends ChangeLogContract {
    static Supplier<FeedUnderTest> stores = () -> new PassingFeed().stage();

    @Override
    protected FeedUnderTest open() {
      return stores.get();
    }
  }

  /** Passes everything on; a wrong one replaces one method. */
  private static class Passing implements ChangeLog {
    final ChangeLog sound;

    Passing(ChangeLog sound) {
      this.sound = sound;
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      return sound.read(provider, after, most);
    }

    @Override
    public void append(List<Notice> notices) {
      sound.append(notices);
    }

    @Override
    public int sweep(Duration keep, int most) {
      return sound.sweep(keep, most);
    }

    static Slice with(Slice slice, List<Entry> entries) {
      return new Slice(
          entries,
          slice.last(),
          slice.complete(),
          slice.gap(),
          slice.position(),
          slice.storeTime());
    }
  }

  private static final class FromTheBeginning extends Passing {
    FromTheBeginning(ChangeLog sound) {
      super(sound);
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      return super.read(provider, Math.max(after, 0), most);
    }
  }

  private static final class AlwaysComplete extends Passing {
    AlwaysComplete(ChangeLog sound) {
      super(sound);
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = super.read(provider, after, most);
      return new Slice(
          slice.entries(), slice.last(), true, slice.gap(), slice.position(), slice.storeTime());
    }
  }

  /** Every other entry is committed after the next one was read. */
  private static final class OutOfOrder extends Passing {
    private final Set<Long> late = new HashSet<>();

    OutOfOrder(ChangeLog sound) {
      super(sound);
    }

    @Override
    public synchronized Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = super.read(provider, after, most);
      return with(
          slice,
          slice.entries().stream()
              .filter(entry -> entry.number() % 2 == 0 || !late.add(entry.number()))
              .toList());
    }
  }

  /** Between its two reads others write. */
  private static final class TornRead extends Passing {
    private static final int LOOKS = 1000;

    TornRead(ChangeLog sound) {
      super(sound);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // bounded: it only makes the fault likelier
    public Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = super.read(provider, after, most);
      Slice later = super.read(provider, NOTHING, most);
      for (int i = 0; i < LOOKS && later.last() == slice.last(); i++) {
        Thread.yield();
        later = super.read(provider, NOTHING, most);
      }
      return new Slice(
          slice.entries(),
          slice.last(),
          slice.complete(),
          slice.gap(),
          later.position(),
          slice.storeTime());
    }
  }

  private static final class NoGap extends Passing {
    NoGap(ChangeLog sound) {
      super(sound);
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = super.read(provider, after, most);
      return new Slice(
          slice.entries(),
          slice.last(),
          slice.complete(),
          false,
          slice.position(),
          slice.storeTime());
    }
  }

  private static final class Restarts extends Passing {
    private long offset;

    Restarts(ChangeLog sound) {
      super(sound);
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      Slice slice = super.read(provider, after == NOTHING ? after : after + offset, most);
      return new Slice(
          slice.entries().stream()
              .map(entry -> new Entry(entry.number() - offset, entry.notice()))
              .toList(),
          slice.last() - offset,
          slice.complete(),
          slice.gap(),
          slice.position(),
          slice.storeTime());
    }

    @Override
    public int sweep(Duration keep, int most) {
      offset = super.read(new ProviderInstance("any"), NOTHING, most).last();
      return super.sweep(keep, most);
    }
  }

  private static final class DeletesAll extends Passing {
    DeletesAll(ChangeLog sound) {
      super(sound);
    }

    @Override
    public int sweep(Duration keep, int most) {
      return super.sweep(Duration.ZERO, Integer.MAX_VALUE);
    }
  }

  private static final class OneProvider extends Passing {
    OneProvider(ChangeLog sound) {
      super(sound);
    }

    @Override
    public Slice read(ProviderInstance provider, long after, int most) {
      String folded = provider.value().toLowerCase(Locale.ROOT);
      return super.read(new ProviderInstance(folded), after, most);
    }
  }

  private static final class Folds extends Passing {
    Folds(ChangeLog sound) {
      super(sound);
    }

    @Override
    public void append(List<Notice> notices) {
      super.append(
          notices.stream()
              .map(
                  notice ->
                      notice instanceof Notice.OfMembership of
                          ? new Notice.OfMembership(folded(of.key()), of.epoch())
                          : notice)
              .toList());
    }

    private static MembershipKey folded(MembershipKey key) {
      return new MembershipKey(
          key.provider(),
          key.organization(),
          new UserId(key.user().value().toLowerCase(Locale.ROOT)));
    }
  }

  private static final class TakesNull extends Passing {
    TakesNull(ChangeLog sound) {
      super(sound);
    }

    @Override
    public void append(List<Notice> notices) {
      super.append(notices == null ? List.of() : notices);
    }
  }

  private record ChattyMirror(PassingFeed stores) implements MembershipStore {
    @Override
    public Read find(MembershipKey key) {
      return stores.memberships.find(key);
    }

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      Write written = stores.memberships.record(key, observation, expectedEpoch);
      stores.log.append(List.of(new Notice.OfMembership(key, written.entry().epoch())));
      return written;
    }

    @Override
    public Write remove(MembershipKey key, RemovalStep step) {
      return stores.memberships.remove(key, step);
    }
  }

  private static final class ChattyTokens extends PassingTokens {
    private final PassingFeed stores;

    ChattyTokens(PassingFeed stores) {
      super(stores.tokens);
      this.stores = stores;
    }

    @Override
    public boolean revoke(MembershipKey key, TokenId token) {
      stores.log.append(List.of(new Notice.OfTokens(new TokenHolder.OfMembership(key))));
      return super.revoke(key, token);
    }
  }

  private static final class ChattyDirectory extends PassingDirectory {
    private final PassingFeed stores;

    ChattyDirectory(PassingFeed stores) {
      super(stores.directory);
      this.stores = stores;
    }

    @Override
    public boolean update(ProviderInstance provider, Organization organization) {
      stores.log.append(List.of(new Notice.OfOrganization(provider, organization.id(), false)));
      return super.update(provider, organization);
    }

    @Override
    public Renaming rename(
        ProviderInstance provider, OrganizationId organization, OrganizationSlug slug) {
      stores.log.append(List.of(new Notice.OfSlug(provider, slug)));
      return super.rename(provider, organization, slug);
    }
  }
}
