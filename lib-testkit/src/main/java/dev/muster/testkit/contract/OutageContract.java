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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, member());
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
      stage.enrol(acme, user, MembershipStatus.ACTIVE, member());
    }
    return Stream.of(Outage.values())
        .map(
            outage ->
                dynamicTest(
                    outage.name(),
                    () -> {
                      stage.fail(1, outage);
                      isUnavailable(outage + " after one good request", p -> p.listMembers(acme));
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
                            .as("our own key is refused")
                            .isThrownBy(() -> lookUp.getValue().apply(provider))));
  }

  @TestFactory
  @Tag("MEM-11")
  Stream<DynamicTest> an_interrupted_call_is_unavailable_and_the_flag_stays_set() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    return lookUps(acme, ann).entrySet().stream()
        .map(lookUp -> dynamicTest(lookUp.getKey(), () -> keepsTheFlag(lookUp.getValue())));
  }

  final RoleSlug admin() {
    return stage.role("admin");
  }

  final RoleSlug member() {
    return stage.role("member");
  }

  private void keepsTheFlag(Function<IdentityProvider, Object> lookUp) {
    stage.fail(0, Outage.HANG);
    isUnavailable(
        "an interrupted thread",
        asked -> {
          Thread.currentThread().interrupt();
          try {
            return lookUp.apply(asked);
          } finally {
            assertThat(Thread.currentThread().isInterrupted()).as("the interrupt flag").isTrue();
          }
        });
    stage.heal();
  }

  private void failsAndHeals(Outage outage, Function<IdentityProvider, Object> lookUp) {
    Object before = lookUp.apply(provider);
    stage.fail(0, outage);
    isUnavailable(outage.name(), lookUp);
    stage.heal();
    assertThat(lookUp.apply(provider)).isEqualTo(before);
  }

  /* On a thread of its own: an adapter without a deadline fails, and does not hang the suite. */
  private void isUnavailable(String what, Function<IdentityProvider, Object> lookUp) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                answer.complete(lookUp.apply(provider));
              } catch (Throwable failure) {
                answer.completeExceptionally(failure);
              }
            });
    caller.setDaemon(true);
    caller.start();
    assertThatExceptionOfType(Unavailable.class)
        .as("%s is neither a yes nor a no, but Unavailable", what)
        .isThrownBy(() -> ended(answer));
  }

  private void ended(CompletableFuture<Object> answer) throws Throwable {
    try {
      answer.get(provider.callDeadline().plus(PATIENCE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the call had not ended "
              + PATIENCE
              + " after its deadline of "
              + provider.callDeadline()
              + ": one deadline is over the whole call, and does not wait for the provider");
    }
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
