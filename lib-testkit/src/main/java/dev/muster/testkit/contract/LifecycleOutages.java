package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The part of {@link OrganizationLifecycleContract} about calls that can't be made. */
abstract class LifecycleOutages extends Suite {

  LifecycleUnderTest stage;
  IdentityProvider provider;
  OrganizationLifecycle lifecycle;
  OrganizationId acme;
  OrganizationId globex;

  /** An admin of both organizations, whom no test touches. */
  UserId boss;

  UserId ann;

  /** Ann's at Acme. */
  Membership member;

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract LifecycleUnderTest open();

  @BeforeEach
  final void openProvider() {
    stage = open();
    provider = stage.provider();
    lifecycle = stage.lifecycle();
    acme = stage.createOrganization("Acme");
    globex = stage.createOrganization("Globex");
    boss = stage.createUser("boss@example.org");
    ann = stage.createUser("ann@example.org");
    stage.enrol(acme, boss, MembershipStatus.ACTIVE, admin());
    stage.enrol(globex, boss, MembershipStatus.ACTIVE, admin());
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, member());
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, member());
    member = find(acme, ann);
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_in_each_call() {
    return Stream.of(Outage.values())
        .map(outage -> dynamicTest(outage.name(), () -> isUnavailable(outage)));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_misconfigured() {
    stage.rejectOurKey();
    calls()
        .forEach(
            (name, call) ->
                assertThatExceptionOfType(Misconfigured.class).as(name).isThrownBy(call));
    stage.heal();
    assertThat(find(acme, ann)).isEqualTo(member);
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    refuses("membership", () -> lifecycle.removeMember(null));
    refuses("membership", () -> lifecycle.changeRole(null, admin()));
    refuses("role", () -> lifecycle.changeRole(member, null));
    refuses("membership", () -> lifecycle.deactivate(null));
    refuses("membership", () -> lifecycle.reactivate(null));
    refuses("organization", () -> lifecycle.rename(null, "Acme"));
    refuses("name", () -> lifecycle.rename(acme, null));
    refuses("organization", () -> lifecycle.deleteOrganization(null));
  }

  /* All calls at once: a hang costs each of them its whole deadline. */
  private void isUnavailable(Outage outage) throws InterruptedException {
    stage.fail(0, outage);
    Map<String, Throwable> failures = new ConcurrentHashMap<>();
    List<Thread> callers =
        calls().entrySet().stream()
            .map(
                call ->
                    new Thread(
                        () -> {
                          Throwable failure = catchThrowable(call.getValue());
                          failures.put(
                              call.getKey(),
                              failure == null ? new AssertionError("it answered") : failure);
                        }))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    stage.heal();
    assertThat(failures).hasSameSizeAs(calls());
    failures.forEach(
        (name, failure) -> assertThat(failure).as(name).isInstanceOf(Unavailable.class));
  }

  private Map<String, ThrowingCallable> calls() {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("changeRole", () -> lifecycle.changeRole(member, admin()));
    calls.put("deactivate", () -> lifecycle.deactivate(member));
    calls.put("reactivate", () -> lifecycle.reactivate(member));
    calls.put("removeMember", () -> lifecycle.removeMember(member));
    calls.put("rename", () -> lifecycle.rename(acme, "Acme 2"));
    calls.put("deleteOrganization", () -> lifecycle.deleteOrganization(acme));
    return calls;
  }

  final RoleSlug admin() {
    return stage.role("admin");
  }

  final RoleSlug member() {
    return stage.role("member");
  }

  final Membership find(OrganizationId organization, UserId user) {
    return provider.findMembership(organization, user).orElseThrow();
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }
}
