package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import dev.muster.provider.User;
import dev.muster.testkit.FakeStage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Broken adapters, each of which the contract must catch. */
@Tag("KIT-2")
class IdentityProviderContractControlTest {
  @Test
  void the_sound_adapter_passes_each_check_used_here() {
    passes(sound -> sound, c -> c.a_membership_of_another_organization_or_user_is_never_returned());
    passes(sound -> sound, c -> c.every_status_is_returned_as_it_is());
    passes(sound -> sound, c -> c.the_members_of_an_organization_are_listed_to_the_last_page());
    passes(
        sound -> sound,
        c -> c.a_list_that_breaks_after_its_first_page_is_unavailable_and_never_shorter());
    passes(sound -> sound, c -> outagesOf(c));
    passes(sound -> sound, c -> keysOf(c));
    passes(
        sound -> sound,
        c -> c.a_removed_member_is_gone_and_one_who_joins_again_has_a_new_membership_id());
  }

  @Test
  @Tag("MEM-1")
  void an_adapter_that_takes_the_first_membership_of_the_user_is_caught() {
    catches(
        FirstMembership::new,
        c -> c.a_membership_of_another_organization_or_user_is_never_returned());
  }

  @Test
  @Tag("MEM-1")
  void an_adapter_that_hides_inactive_members_is_caught() {
    catches(ActiveOnly::new, c -> c.every_status_is_returned_as_it_is());
  }

  @Test
  @Tag("MEM-3")
  void an_adapter_that_reads_one_page_is_caught() {
    catches(OnePage::new, c -> c.the_members_of_an_organization_are_listed_to_the_last_page());
  }

  @Test
  @Tag("ANS-2")
  void an_adapter_that_takes_an_outage_for_absence_is_caught() {
    catches(OutageIsAbsence::new, c -> outagesOf(c));
    catches(
        OutageIsAbsence::new,
        c -> c.a_list_that_breaks_after_its_first_page_is_unavailable_and_never_shorter());
  }

  @Test
  @Tag("ANS-4")
  void an_adapter_that_takes_a_refused_key_for_absence_is_caught() {
    catches(OutageIsAbsence::new, c -> keysOf(c));
  }

  @Test
  @Tag("MEM-7")
  void an_adapter_that_makes_the_membership_id_from_the_pair_is_caught() {
    catches(
        IdOfThePair::new,
        c -> c.a_removed_member_is_gone_and_one_who_joins_again_has_a_new_membership_id());
  }

  private static void passes(
      Function<IdentityProvider, IdentityProvider> adapter,
      ThrowingConsumer<IdentityProviderContract> check) {
    assertThatCode(() -> run(adapter, check)).doesNotThrowAnyException();
  }

  private static void catches(
      Function<IdentityProvider, IdentityProvider> adapter,
      ThrowingConsumer<IdentityProviderContract> check) {
    assertThatThrownBy(() -> run(adapter, check)).isInstanceOf(AssertionError.class);
  }

  private static void run(
      Function<IdentityProvider, IdentityProvider> adapter,
      ThrowingConsumer<IdentityProviderContract> check)
      throws Throwable {
    IdentityProviderContract contract =
        new IdentityProviderContract() {
          @Override
          protected ProviderUnderTest open() {
            return new FakeStage(10, Duration.ofMillis(20)) {
              @Override
              public IdentityProvider provider() {
                return adapter.apply(super.provider());
              }
            };
          }
        };
    contract.openProvider();
    try {
      check.accept(contract);
    } finally {
      contract.closeProvider();
    }
  }

  private static void outagesOf(IdentityProviderContract contract) throws Throwable {
    for (var test :
        contract.each_outage_is_unavailable_in_each_look_up_and_ends_with_it().toList()) {
      test.getExecutable().execute();
    }
  }

  private static void keysOf(IdentityProviderContract contract) throws Throwable {
    for (var test :
        contract.a_key_that_is_not_accepted_is_misconfigured_and_never_empty().toList()) {
      test.getExecutable().execute();
    }
  }

  private static class Passing implements IdentityProvider {
    final IdentityProvider sound;

    Passing(IdentityProvider sound) {
      this.sound = sound;
    }

    @Override
    public ProviderInstance instance() {
      return sound.instance();
    }

    @Override
    public Duration callDeadline() {
      return sound.callDeadline();
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return sound.findMembership(organization, user);
    }

    @Override
    public Optional<Organization> findOrganization(OrganizationId organization) {
      return sound.findOrganization(organization);
    }

    @Override
    public Optional<User> findUser(UserId user) {
      return sound.findUser(user);
    }

    @Override
    public List<Membership> listMemberships(UserId user) {
      return sound.listMemberships(user);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization);
    }
  }

  private static final class FirstMembership extends Passing {
    FirstMembership(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return sound.listMemberships(user).stream().findFirst();
    }
  }

  private static final class ActiveOnly extends Passing {
    ActiveOnly(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization).stream().filter(Membership::isActive).toList();
    }
  }

  private static final class OnePage extends Passing {
    OnePage(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return sound.listMembers(organization).stream().limit(10).toList();
    }
  }

  private static final class OutageIsAbsence extends Passing {
    OutageIsAbsence(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      try {
        return sound.findMembership(organization, user);
      } catch (ProviderException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      try {
        return sound.listMembers(organization);
      } catch (ProviderException e) {
        return List.of();
      }
    }
  }

  private static final class IdOfThePair extends Passing {
    IdOfThePair(IdentityProvider sound) {
      super(sound);
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return sound
          .findMembership(organization, user)
          .map(
              m ->
                  new Membership(
                      new MembershipId(organization + "-" + user),
                      m.organization(),
                      m.user(),
                      m.status(),
                      m.roles(),
                      m.updatedAt()));
    }
  }
}
