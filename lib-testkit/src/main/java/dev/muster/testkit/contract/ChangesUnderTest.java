package dev.muster.testkit.contract;

import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import java.util.Objects;

/**
 * An outbox and the stores that it writes; the stage of {@link ChangeStoreContract}.
 *
 * @param changes the outbox, safe for many threads as all of them
 * @param memberships the mirror
 * @param directory the register
 * @param tokens the tokens
 */
public record ChangesUnderTest(
    ChangeStore changes,
    MembershipStore memberships,
    DirectoryStore directory,
    OrganizationTokenStore tokens) {
  /** Checks the parts. */
  public ChangesUnderTest {
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(memberships, "memberships");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(tokens, "tokens");
  }
}
