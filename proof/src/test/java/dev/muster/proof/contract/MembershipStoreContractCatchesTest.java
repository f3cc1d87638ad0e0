package dev.muster.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.muster.proof.contract.BrokenMembershipStore.Fault;
import dev.muster.store.MembershipStore;
import dev.muster.testkit.contract.MembershipStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("KIT-2")
class MembershipStoreContractCatchesTest {
  private static final int RACERS = 8;

  @Test
  void a_store_without_fault_passes() {
    Events tests = run(selectClass(Right.class));

    assertThat(tests.failed().count()).isZero();
    assertThat(tests.succeeded().count()).isGreaterThan(20);
  }

  @Test
  void a_store_that_compares_no_epochs_fails() {
    fails(WithoutEpochs.class, "a_write_at_any_other_epoch_has_moved_and_changes_nothing");
    fails(WithoutEpochs.class, "of_many_writers_at_one_epoch_exactly_one_wins");
  }

  @Test
  void a_store_that_drops_tombstones_fails() {
    fails(WithoutTombstones.class, "absence_leaves_a_tombstone_in_store_time");
    fails(WithoutTombstones.class, "a_tombstone_refuses_its_own_membership_unless_that_is_newer");
  }

  @Test
  void a_store_that_moves_as_of_back_fails() {
    fails(AsOfMovedBack.class, "the_same_content_never_moves_as_of_back");
  }

  @Test
  void a_store_that_folds_case_fails() {
    fails(CaseFolded.class, "keys_that_look_alike_are_different_keys");
  }

  @Test
  void a_store_that_reads_and_writes_in_two_steps_fails() {
    fails(TwoSteps.class, "of_many_first_writers_exactly_one_wins");
  }

  private static void fails(Class<?> suite, String test) {
    Events tests = run(selectMethod(suite, test));

    tests.assertStatistics(statistics -> statistics.started(1).failed(1));
    assertThat(tests.failed().stream())
        .allSatisfy(
            event ->
                assertThat(event.getRequiredPayload(TestExecutionResult.class).getThrowable())
                    .get()
                    .isInstanceOfAny(AssertionError.class, ClassCastException.class));
  }

  private static Events run(DiscoverySelector selector) {
    return EngineTestKit.engine("junit-jupiter").selectors(selector).execute().testEvents();
  }

  static final class Right extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.none());
    }
  }

  static final class WithoutEpochs extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.noEpochComparison());
    }
  }

  static final class WithoutTombstones extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.tombstoneDropped());
    }
  }

  static final class AsOfMovedBack extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.asOfMovedBack());
    }
  }

  static final class CaseFolded extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.caseFolded());
    }
  }

  static final class TwoSteps extends MembershipStoreContract {
    @Override
    protected MembershipStore open() {
      return new BrokenMembershipStore(Fault.twoSteps(RACERS));
    }
  }
}
