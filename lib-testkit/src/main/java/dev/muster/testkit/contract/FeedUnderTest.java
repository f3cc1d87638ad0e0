package dev.muster.testkit.contract;

import dev.muster.store.ChangeLog;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.FeedStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.WalkStore;
import java.util.Objects;

/**
 * The stores of one database with a change log; the stage of {@link FeedStoreContract}, {@link
 * WalkStoreContract} and {@link ChangeLogContract}.
 *
 * @param feed where the feed stands, safe for many threads as all of them
 * @param walks how far walks have come
 * @param log what changed
 * @param memberships the mirror
 * @param directory the register
 * @param tokens the tokens
 * @param changes the outbox
 */
public record FeedUnderTest(
    FeedStore feed,
    WalkStore walks,
    ChangeLog log,
    MembershipStore memberships,
    DirectoryStore directory,
    OrganizationTokenStore tokens,
    ChangeStore changes) {
  /** Checks the parts. */
  public FeedUnderTest {
    Objects.requireNonNull(feed, "feed");
    Objects.requireNonNull(walks, "walks");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(memberships, "memberships");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(changes, "changes");
  }
}
