package dev.muster.proof.contract;

import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.MemberProfilesContract;
import dev.muster.testkit.contract.ProfilesUnderTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Wrong profiles of members, each made of the fake's by one fault. */
final class WrongProfiles {
  static final Catalogue<Function<FakeIdentityProvider, MemberProfiles>> CATALOGUE =
      new Catalogue<>(
          MemberProfilesContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of(
                  "tells all members",
                  fake ->
                      (organization, members) ->
                          fake.profiles(
                              organization,
                              fake.listMembers(organization).stream()
                                  .map(member -> member.user())
                                  .collect(Collectors.toSet())),
                  "those_asked_for_are_told_and_nobody_else"),
              Wrong.of(
                  "reads the first batch only",
                  fake ->
                      (organization, members) ->
                          fake.profiles(
                              organization, members.stream().limit(10).collect(Collectors.toSet())),
                  "all_of_many_are_told_once_each"),
              Wrong.of(
                  "tells some twice",
                  fake ->
                      (organization, members) -> {
                        List<User> told = new ArrayList<>(fake.profiles(organization, members));
                        told.addAll(told.subList(0, told.isEmpty() ? 0 : 1));
                        return told;
                      },
                  "all_of_many_are_told_once_each",
                  "those_asked_for_are_told_and_nobody_else"),
              Wrong.of(
                  "leaves out who has no e-mail",
                  fake ->
                      (organization, members) ->
                          fake.profiles(organization, members).stream()
                              .filter(user -> user.email() != null)
                              .toList(),
                  "a_member_without_an_email_is_told_as_well"),
              Wrong.of(
                  "looks users up and no members",
                  fake ->
                      (organization, members) ->
                          members.stream().flatMap(user -> fake.findUser(user).stream()).toList(),
                  "who_is_no_member_there_is_not_told",
                  "the_unknown_are_passed_over"),
              Wrong.of(
                  "refuses the unknown",
                  fake ->
                      (organization, members) -> {
                        List<User> told = fake.profiles(organization, members);
                        if (told.size() < members.size()) {
                          throw new Rejected("not_found");
                        }
                        return told;
                      },
                  "the_unknown_are_passed_over",
                  "who_is_no_member_there_is_not_told"),
              Wrong.of(
                  "takes an outage for nobody",
                  fake ->
                      (organization, members) -> {
                        try {
                          return fake.profiles(organization, members);
                        } catch (Unavailable outage) {
                          return List.of();
                        }
                      },
                  "an_outage_is_unavailable_and_never_a_shorter_list"),
              Wrong.of(
                  "tells those it got before the outage",
                  fake ->
                      (organization, members) -> {
                        List<User> told = new ArrayList<>();
                        for (UserId member : members) {
                          try {
                            told.addAll(fake.profiles(organization, Set.of(member)));
                          } catch (Unavailable outage) {
                            if (told.isEmpty()) {
                              throw outage;
                            }
                          }
                        }
                        return told;
                      },
                  "an_outage_is_unavailable_and_never_a_shorter_list"),
              Wrong.of(
                  "takes a refused key for an outage",
                  fake ->
                      (organization, members) -> {
                        try {
                          return fake.profiles(organization, members);
                        } catch (Misconfigured key) {
                          throw new Unavailable("401", key);
                        }
                      },
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of(
                  "takes null for nobody",
                  fake ->
                      (organization, members) ->
                          fake.profiles(
                              organization, members == null ? Set.of() : new HashSet<>(members)),
                  "null_is_refused_by_name")));

  private WrongProfiles() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends MemberProfilesContract {
    static Function<FakeIdentityProvider, ? extends MemberProfiles> adapter = sound -> sound;

    @Override
    protected ProfilesUnderTest open() {
      return new FakeStage(ProviderProfile.PLAIN, 10, WrongProviders.SHORT) {
        private final MemberProfiles wrong = adapter.apply(fake);

        @Override
        public MemberProfiles profiles() {
          return wrong;
        }
      };
    }
  }
}
