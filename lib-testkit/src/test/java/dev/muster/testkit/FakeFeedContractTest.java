package dev.muster.testkit;

import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.WalkUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The fake as an event feed reads it, in the profiles that have something to read. */
class FakeFeedContractTest {
  @Nested
  class Log_by_cursor extends EventSourceContract {
    @Override
    protected EventsUnderTest open() {
      return stage(ProviderProfile.WORKOS, 100);
    }
  }

  @Nested
  class Log_by_cursor_with_pages_of_one extends EventSourceContract {
    @Override
    protected EventsUnderTest open() {
      return stage(ProviderProfile.WORKOS, 1);
    }
  }

  @Nested
  @OptsOut(
      rule = "one_who_joins_again_is_told_under_another_membership_id_than_the_end_before",
      reason = "Keycloak gives a membership no id: it is the pair")
  class Log_by_time extends EventSourceContract {
    @Override
    protected EventsUnderTest open() {
      return stage(ProviderProfile.KEYCLOAK, 100);
    }
  }

  @Nested
  class Walk_by_cursor extends DirectoryWalkContract {
    @Override
    protected WalkUnderTest open() {
      return stage(ProviderProfile.WORKOS, 100);
    }
  }

  @Nested
  class Walk_by_cursor_with_pages_of_one extends DirectoryWalkContract {
    @Override
    protected WalkUnderTest open() {
      return stage(ProviderProfile.WORKOS, 1);
    }
  }

  @Nested
  @OptsOut(
      rule = "who_is_there_all_the_while_is_met_though_others_go",
      reason = "Clerk pages by offset: a row slips back when one before it goes")
  @OptsOut(
      rule = "a_member_of_every_status_is_met",
      of = "PENDING",
      reason = "Clerk knows no pending members, only invitations")
  @OptsOut(
      rule = "a_member_of_every_status_is_met",
      of = "INACTIVE",
      reason = "Clerk knows no inactive members")
  class Walk_by_offset extends DirectoryWalkContract {
    @Override
    protected WalkUnderTest open() {
      return stage(ProviderProfile.CLERK, 100);
    }
  }

  @Nested
  @OptsOut(
      rule = "who_is_there_all_the_while_is_met_though_others_go",
      reason = "Keycloak pages by offset: a row slips back when one before it goes")
  @OptsOut(
      rule = "a_member_of_every_status_is_met",
      of = "PENDING",
      reason = "Keycloak knows no pending members, only invitations")
  class Walk_by_offset_oldest_first extends DirectoryWalkContract {
    @Override
    protected WalkUnderTest open() {
      return stage(ProviderProfile.KEYCLOAK, 100);
    }
  }

  private static FakeStage stage(ProviderProfile profile, int pageSize) {
    return new FakeStage(profile, pageSize, Duration.ofMillis(20));
  }
}
