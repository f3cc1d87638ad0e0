package dev.muster.testkit;

import dev.muster.provider.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of memberships.
 *
 * @param memberships what is on it, in the order in which they were made; copied
 * @param after the cursor of the next page, or null if this is the last
 */
public record MembershipPage(List<Membership> memberships, @Nullable String after) {
  /** Copies the list. */
  public MembershipPage {
    memberships = List.copyOf(memberships);
  }

  /** Reads from the first page to the last. */
  static List<Membership> all(Function<@Nullable String, MembershipPage> read) {
    List<Membership> all = new ArrayList<>();
    String after = null;
    do {
      MembershipPage page = read.apply(after);
      all.addAll(page.memberships());
      after = page.after();
    } while (after != null);
    return List.copyOf(all);
  }
}
