package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The part of {@link IdentityProviderContract} about calls that get no answer, and the opening and
 * closing that the whole suite shares.
 */
abstract class OutageContract extends Suite {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  ProviderUnderTest stage;
  IdentityProvider provider;

  /**
   * Opens an empty provider with its adapter, a new one for each test.
   *
   * @return the provider under test
   */
  protected abstract ProviderUnderTest open();

  /**
   * How many memberships are surely more than two pages.
   *
   * @return by default 25
   */
  protected int manyMembers() {
    return 25;
  }

  @BeforeEach
  final void openProvider() {
    stage = open();
    provider = stage.provider();
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> each_outage_is_unavailable_in_each_look_up_and_ends_with_it() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                lookUps(acme, ann).entrySet().stream()
                    .map(
                        lookUp ->
                            dynamicTest(
                                outage + " in " + lookUp.getKey(),
                                () -> failsAndHeals(outage, lookUp.getValue()))));
  }

  @TestFactory
  @Tag("MEM-3")
  Stream<DynamicTest> a_list_that_breaks_after_its_first_page_is_unavailable_and_never_shorter() {
    OrganizationId acme = stage.createOrganization("Acme");
    for (int i = 0; i < manyMembers(); i++) {
      UserId user = stage.createUser("user" + i + "@example.org");
      stage.enrol(acme, user, MembershipStatus.ACTIVE, MEMBER);
    }
    return Stream.of(Outage.values())
        .map(
            outage ->
                dynamicTest(
                    outage.name(),
                    () -> {
                      stage.fail(1, outage);
                      assertThatExceptionOfType(Unavailable.class)
                          .isThrownBy(() -> provider.listMembers(acme));
                      stage.heal();
                      assertThat(provider.listMembers(acme)).hasSize(manyMembers());
                    }));
  }

  @TestFactory
  @Tag("ANS-4")
  Stream<DynamicTest> a_key_that_is_not_accepted_is_misconfigured_and_never_empty() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    stage.rejectOurKey();
    return lookUps(acme, ann).entrySet().stream()
        .map(
            lookUp ->
                dynamicTest(
                    lookUp.getKey(),
                    () ->
                        assertThatExceptionOfType(Misconfigured.class)
                            .isThrownBy(() -> lookUp.getValue().apply(provider))));
  }

  private void failsAndHeals(Outage outage, Function<IdentityProvider, Object> lookUp) {
    Object before = lookUp.apply(provider);
    stage.fail(0, outage);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> lookUp.apply(provider));
    stage.heal();
    assertThat(lookUp.apply(provider)).isEqualTo(before);
  }

  private static Map<String, Function<IdentityProvider, Object>> lookUps(
      OrganizationId organization, UserId user) {
    return Map.of(
        "findMembership", p -> p.findMembership(organization, user),
        "findOrganization", p -> p.findOrganization(organization),
        "findUser", p -> p.findUser(user),
        "listMembers", p -> p.listMembers(organization),
        "listMemberships", p -> p.listMemberships(user));
  }
}
