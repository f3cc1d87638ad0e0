package dev.muster.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Outcome;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.store.RoleStore;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.NoLever;
import dev.muster.testkit.contract.OptsOut;
import dev.muster.testkit.contract.ProviderUnderTest;
import dev.muster.testkit.contract.RoleStoreContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An opt-out is of a rule that is really broken, for a reason. */
@Tag("KIT-2")
class OptsOutTest {
  @Test
  void an_opt_out_of_a_rule_that_is_broken_passes() {
    Outcome outcome = run(ClearsNothing.class);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.passed()).isEqualTo(run(Sound.class).passed());
  }

  @Test
  void an_opt_out_of_a_rule_that_is_kept_fails() {
    assertThat(run(NotNeeded.class).failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("outlived its reason"));
  }

  @Test
  void an_opt_out_of_what_is_no_rule_or_without_a_reason_fails() {
    assertThat(run(NoSuchRule.class).failures())
        .anySatisfy(failure -> assertThat(failure).hasMessageContaining("a_rule_of_mine"));
    assertThat(run(NoReason.class).failures()).isNotEmpty();
  }

  @Test
  void an_opt_out_of_one_case_leaves_the_other_cases_and_must_be_a_case() {
    assertThat(run(OneCase.class).failures()).isEmpty();
    assertThat(run(NoSuchCase.class).failures())
        .anySatisfy(failure -> assertThat(failure).hasMessageContaining("`PENDIGN` is no case"));
  }

  @Test
  void a_lever_that_is_not_there_fails_without_an_opt_out_and_says_which_one() {
    assertThat(run(WithoutOptOuts.class).failures())
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .hasRootCauseInstanceOf(NoLever.class)
                    .hasMessageContaining(
                        "@OptsOut(rule = \"every_status_is_returned_as_it_is\", of = \"PENDING\","));
  }

  @Test
  void a_case_that_is_not_kept_is_named_in_its_failure() {
    assertThat(run(HidesTheInactive.class).failures())
        .singleElement()
        .satisfies(
            failure -> assertThat(failure).hasMessageStartingWith("in the case `INACTIVE`: "));
  }

  private static Outcome run(Class<?> suite) {
    return Catalogue.run(selectClass(suite));
  }

  static class Sound extends RoleStoreContract {
    @Override
    protected RoleStore open() {
      return new InMemoryRoleStore();
    }
  }

  @OptsOut(rule = "a_role_is_cleared_and_may_come_again", reason = "it clears nothing")
  static final class ClearsNothing extends Sound {
    @Override
    protected RoleStore open() {
      RoleStore sound = super.open();
      return new RoleStore() {
        @Override
        public Optional<Role> find(MembershipKey key) {
          return sound.find(key);
        }

        @Override
        public boolean swap(MembershipKey key, Change change) {
          boolean clears = find(key).isPresent() && find(key).get().equals(change.from());
          return change.to() == null ? clears : sound.swap(key, change);
        }

        @Override
        public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
          return sound.list(provider, organization);
        }
      };
    }
  }

  @OptsOut(rule = "a_first_role_is_kept", reason = "there was one once")
  static final class NotNeeded extends Sound {}

  @OptsOut(rule = "a_rule_of_mine", reason = "there was one once")
  static final class NoSuchRule extends Sound {}

  @OptsOut(rule = "a_first_role_is_kept", reason = " ")
  static final class NoReason extends Sound {}

  static class WithoutOptOuts extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new FakeStage(ProviderProfile.KEYCLOAK, 10, WrongProviders.SHORT);
    }
  }

  static final class HidesTheInactive extends IdentityProviderContract {
    @Override
    protected ProviderUnderTest open() {
      return new FakeStage(ProviderProfile.PLAIN, 10, WrongProviders.SHORT) {
        @Override
        public void enrol(
            OrganizationId organization, UserId user, MembershipStatus status, RoleSlug role) {
          super.enrol(
              organization,
              user,
              status == MembershipStatus.INACTIVE ? MembershipStatus.PENDING : status,
              role);
        }
      };
    }
  }

  @OptsOut(rule = "one_who_joins_again_has_a_new_membership_id", reason = "there are no ids")
  @OptsOut(rule = "every_status_is_returned_as_it_is", of = "PENDING", reason = "none is pending")
  static final class OneCase extends WithoutOptOuts {}

  @OptsOut(rule = "one_who_joins_again_has_a_new_membership_id", reason = "there are no ids")
  @OptsOut(rule = "every_status_is_returned_as_it_is", of = "PENDIGN", reason = "none is pending")
  static final class NoSuchCase extends WithoutOptOuts {}
}
