package dev.muster.proof.contract;

import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.IdentityProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.IdentityProviderContract;
import dev.muster.testkit.contract.ProviderUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Wrong adapters of the read side, each made of the fake by one fault. */
final class WrongProviders {
  static final Duration SHORT = Duration.ofMillis(20);

  static final Catalogue<UnaryOperator<IdentityProvider>> CATALOGUE =
      new Catalogue<>(
          IdentityProviderContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "has no deadline",
                  BrokenProviders.NoDeadline::new,
                  "the_call_deadline_is_positive_and_the_instance_stays_the_same"),
              Wrong.of(
                  "forgets that it was interrupted",
                  BrokenProviders.ForgetsInterrupts::new,
                  "an_interrupted_call_is_unavailable_and_the_flag_stays_set"),
              Wrong.of(
                  "takes the first membership of the user",
                  BrokenProviders.FirstMembership::new,
                  "a_point_look_up_finds_exactly_the_membership_of_the_pair",
                  "a_membership_of_another_organization_or_user_is_never_returned"),
              Wrong.of(
                  "hides members who are not active",
                  BrokenProviders.ActiveOnly::new,
                  "every_status_is_returned_as_it_is"),
              Wrong.of(
                  "finds nobody without an e-mail",
                  BrokenProviders.NeedsEmail::new,
                  "a_user_without_an_email_is_a_user"),
              Wrong.of(
                  "refuses to look up what is unknown",
                  BrokenProviders.UnknownIsRejected::new,
                  "an_unknown_user_or_organization_is_empty"),
              Wrong.of(
                  "puts ids into addresses as they are",
                  BrokenProviders.PlainIdsOnly::new,
                  "an_id_of_odd_characters_is_unknown_and_not_an_error"),
              Wrong.of(
                  "tidies names and e-mails up",
                  BrokenProviders.Tidied::new,
                  "users_and_organizations_are_found_by_their_ids"),
              Wrong.of(
                  "reads one page",
                  BrokenProviders.OnePage::new,
                  "the_members_of_an_organization_are_listed_to_the_last_page",
                  "the_memberships_of_a_user_are_listed_to_the_last_page"),
              Wrong.of(
                  "keeps its answers",
                  BrokenProviders.Remembering::new,
                  "a_removed_member_is_gone_from_the_next_look_up_on",
                  "a_changed_role_is_seen_in_the_same_membership_and_time_never_moves_back"),
              Wrong.of(
                  "makes the membership's id of the pair",
                  BrokenProviders.IdOfThePair::new,
                  "one_who_joins_again_has_a_new_membership_id"),
              Wrong.of(
                  "tells times that run backwards",
                  BrokenProviders.TimeBackwards::new,
                  "a_changed_role_is_seen_in_the_same_membership_and_time_never_moves_back"),
              Wrong.of(
                  "takes null for nobody",
                  BrokenProviders.NullIsNobody::new,
                  "null_is_refused_by_name"),
              Wrong.of(
                  "takes an outage for absence",
                  BrokenProviders.OutageIsAbsence::new,
                  "each_outage_is_unavailable_in_each_look_up_and_ends_with_it",
                  "a_list_that_breaks_after_its_first_page_is_unavailable_and_never_shorter",
                  "a_key_that_is_not_accepted_is_misconfigured_and_never_empty"),
              Wrong.of(
                  "never comes back after an outage",
                  BrokenProviders.BrokenForGood::new,
                  "each_outage_is_unavailable_in_each_look_up_and_ends_with_it"),
              Wrong.of(
                  "takes a refused key for an outage",
                  BrokenProviders.KeyIsOutage::new,
                  "a_key_that_is_not_accepted_is_misconfigured_and_never_empty")));

  private WrongProviders() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends IdentityProviderContract {
    static UnaryOperator<IdentityProvider> adapter = sound -> sound;

    @Override
    protected ProviderUnderTest open() {
      return new FakeStage(ProviderProfile.PLAIN, 10, SHORT) {
        private final IdentityProvider wrong = adapter.apply(fake);

        @Override
        public IdentityProvider provider() {
          return wrong;
        }
      };
    }
  }
}
