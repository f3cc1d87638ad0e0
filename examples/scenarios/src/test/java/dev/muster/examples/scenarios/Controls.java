package dev.muster.examples.scenarios;

import dev.muster.audit.MusterListener;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import dev.muster.role.UnknownRolePolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Faults of hosts, and the scenarios that notice them. */
final class Controls {
  private static final Role ADMIN = new Role("admin");
  private static final Fault OLD_EVIDENCE =
      Fault.of(host -> host.freshness(Freshness.within(Duration.ofHours(1))));
  private static final Fault LIVE = Fault.of(host -> host.freshness(Freshness.live()));
  private static final Fault KEEPS_UNKNOWN =
      Fault.of(host -> host.unknownRoles(UnknownRolePolicy.keep()));
  private static final Fault DEAF = Fault.of(host -> host.listener(MusterListener.none()));
  private static final Fault EVERYBODY_IS_ADMIN =
      (kit, host) ->
          host.lifecycle(
              kit.provider().fake(),
              kit.provider().fake(),
              LifecyclePolicy.builder(new Role("member")).build());

  private static final Fault TAKES_MEMBERS_FOR_ADMINS =
      Fault.of(
          host ->
              host.roles(
                  RoleMap.builder()
                      .role(ADMIN, Set.of(new RoleSlug("admin"), new RoleSlug("member")), Set.of())
                      .build()));

  /**
   * A fault and who notices it.
   *
   * @param what what the host does wrong
   * @param fault the fault
   * @param type the class of the scenario
   * @param begins how the name of the scenario begins
   */
  record Wrong(String what, Fault fault, Class<?> type, String begins) {
    Method method() {
      List<Method> found =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> method.getName().startsWith(begins))
              .toList();
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " scenarios begin with " + begins);
      }
      return found.get(0);
    }
  }

  static final List<Wrong> ALL =
      List.of(
          new Wrong(
              "takes the first membership of a user",
              ProviderFaults.takesTheFirstMembership(),
              MembershipScenariosTest.class,
              "a_member_of_one"),
          new Wrong(
              "takes the first membership of a user",
              ProviderFaults.takesTheFirstMembership(),
              MembershipScenariosTest.class,
              "of_two_organizations"),
          new Wrong(
              "looks for a member on the first page",
              ProviderFaults.readsTheFirstPage(),
              MembershipScenariosTest.class,
              "the_oldest_of_many"),
          new Wrong(
              "keeps every unknown role",
              KEEPS_UNKNOWN,
              UnknownRoleScenariosTest.class,
              "a_request_that_finds"),
          new Wrong(
              "keeps every unknown role",
              KEEPS_UNKNOWN,
              UnknownRoleScenariosTest.class,
              "a_webhook_that_tells"),
          new Wrong(
              "keeps every unknown role",
              KEEPS_UNKNOWN,
              UnknownRoleScenariosTest.class,
              "a_batch_that_finds"),
          new Wrong(
              "believes evidence of an hour",
              OLD_EVIDENCE,
              MembershipScenariosTest.class,
              "who_was_removed_at_the_provider_is_out_within"),
          new Wrong(
              "takes no webhook",
              ProviderFaults.takesNoWebhook(),
              MembershipScenariosTest.class,
              "who_was_removed_at_the_provider_is_out_at_once_when_a_webhook"),
          new Wrong(
              "reads no events",
              ProviderFaults.readsNoEvents(),
              MembershipScenariosTest.class,
              "who_was_removed_at_the_provider_is_out_at_once_when_the_feed"),
          new Wrong(
              "believes evidence of an hour",
              OLD_EVIDENCE,
              TokenScenariosTest.class,
              "a_token_of_a_demoted"),
          new Wrong(
              "takes no webhook",
              ProviderFaults.takesNoWebhook(),
              TokenScenariosTest.class,
              "a_token_that_is_being_issued_while_its_holder_was"),
          new Wrong(
              "denies nobody before the provider has removed them",
              StoreFaults.removesThereFirst(),
              TokenScenariosTest.class,
              "a_token_that_is_being_issued_while_its_holder_is_being"),
          new Wrong(
              "keeps one token of a member",
              StoreFaults.keepsOneToken(),
              TokenScenariosTest.class,
              "a_token_for_a_second"),
          new Wrong(
              "counts no tokens",
              StoreFaults.hasNoCap(),
              TokenScenariosTest.class,
              "the_cap_of_live"),
          new Wrong(
              "takes a failure for a no",
              ProviderFaults.takesFailureForNo(),
              OutageScenariosTest.class,
              "in_an_outage_beyond"),
          new Wrong(
              "takes a failure for a no",
              ProviderFaults.takesFailureForNo(),
              OutageScenariosTest.class,
              "in_an_outage_older"),
          new Wrong(
              "takes only the provider's word of now",
              LIVE,
              OutageScenariosTest.class,
              "in_an_outage_fresh"),
          new Wrong(
              "takes a failed refresh for the end",
              ProviderFaults.takesFailureForEnd(),
              OutageScenariosTest.class,
              "in_an_outage_the_session"),
          new Wrong(
              "asks each question twice",
              ProviderFaults.asksTwice(),
              CrowdScenariosTest.class,
              "a_hundred_misses"),
          new Wrong(
              "verifies no webhook",
              ProviderFaults.verifiesNoWebhook(),
              WebhookScenariosTest.class,
              "a_body_that_somebody_read"),
          new Wrong(
              "verifies no webhook",
              ProviderFaults.verifiesNoWebhook(),
              WebhookScenariosTest.class,
              "a_body_that_was_parsed"),
          new Wrong(
              "verifies no webhook",
              ProviderFaults.verifiesNoWebhook(),
              WebhookScenariosTest.class,
              "an_old_webhook"),
          new Wrong(
              "verifies no webhook",
              ProviderFaults.verifiesNoWebhook(),
              WebhookScenariosTest.class,
              "a_webhook_that_somebody_changed"),
          new Wrong(
              "takes no webhook",
              ProviderFaults.takesNoWebhook(),
              WebhookScenariosTest.class,
              "a_webhook_that_comes_twice"),
          new Wrong(
              "takes no webhook",
              ProviderFaults.takesNoWebhook(),
              WebhookScenariosTest.class,
              "in_whatever_order_they_come_who_was_removed"),
          new Wrong(
              "ends whatever membership there is",
              ProviderFaults.ignoresMembershipIds(),
              WebhookScenariosTest.class,
              "in_whatever_order_they_come_who_joined"),
          new Wrong(
              "ends whatever membership there is",
              ProviderFaults.ignoresMembershipIds(),
              WebhookScenariosTest.class,
              "the_old_deletion"),
          new Wrong(
              "takes an invitation for a membership",
              ProviderFaults.takesPendingForActive(),
              OrganizationScenariosTest.class,
              "an_invitation_grants"),
          new Wrong(
              "revokes no invitation",
              ProviderFaults.revokesNothing(),
              OrganizationScenariosTest.class,
              "a_revoked_invitation"),
          new Wrong(
              "sees no other creation",
              StoreFaults.seesNoOtherCreation(),
              OrganizationScenariosTest.class,
              "who_creates_twice"),
          new Wrong(
              "gives a slug to everybody",
              StoreFaults.reservesForEverybody(),
              OrganizationScenariosTest.class,
              "of_two_who_create"),
          new Wrong(
              "takes every member for an administrator",
              EVERYBODY_IS_ADMIN,
              LastAdminScenariosTest.class,
              "the_last_administrator_can_not_leave"),
          new Wrong(
              "takes every member for an administrator",
              EVERYBODY_IS_ADMIN,
              LastAdminScenariosTest.class,
              "the_last_administrator_can_not_be_demoted"),
          new Wrong(
              "begins a change at any epoch",
              StoreFaults.beginsAtAnyEpoch(),
              LastAdminScenariosTest.class,
              "of_the_last_two_administrators_who_leave"),
          new Wrong(
              "begins a change at any epoch",
              StoreFaults.beginsAtAnyEpoch(),
              LastAdminScenariosTest.class,
              "of_the_last_two_administrators_who_demote"),
          new Wrong(
              "begins a change at any epoch",
              StoreFaults.beginsAtAnyEpoch(),
              LastAdminScenariosTest.class,
              "of_the_last_two_administrators_who_remove"),
          new Wrong(
              "begins a change at any epoch",
              StoreFaults.beginsAtAnyEpoch(),
              LastAdminScenariosTest.class,
              "of_the_last_two_administrators_who_deactivate"),
          new Wrong(
              "takes both roles of the provider for the higher one",
              TAKES_MEMBERS_FOR_ADMINS,
              LastAdminScenariosTest.class,
              "the_last_administrator_is_removed"),
          new Wrong(
              "lets tokens live for a day",
              StoreFaults.keepsTokensForADay(),
              ScopeScenariosTest.class,
              "an_expired_token_is_refused"),
          new Wrong(
              "lets tokens live for a day",
              StoreFaults.keepsTokensForADay(),
              ScopeScenariosTest.class,
              "an_expired_token_never"),
          new Wrong(
              "makes an account for whoever was not found before",
              StoreFaults.makesAccountsUnasked(),
              AccountScenariosTest.class,
              "two_first_sign_ins"),
          new Wrong(
              "remembers nobody",
              StoreFaults.remembersNobody(),
              AccountScenariosTest.class,
              "who_changes_the_email"),
          new Wrong(
              "makes an account for whoever was not found before",
              StoreFaults.makesAccountsUnasked(),
              LinkingScenarioTest.class,
              "who_signs_in"),
          new Wrong(
              "writes no role",
              StoreFaults.writesNoRole(),
              RoleScenariosTest.class,
              "a_role_written_outside_is_found_by_a_request"),
          new Wrong(
              "writes no role",
              StoreFaults.writesNoRole(),
              RoleScenariosTest.class,
              "a_role_written_outside_is_found_by_a_batch"),
          new Wrong(
              "never asks the provider again",
              ProviderFaults.neverAsksAgain(),
              LeaseScenariosTest.class,
              "the_lease_of_a_removed"),
          new Wrong(
              "never asks the provider again",
              ProviderFaults.neverAsksAgain(),
              LeaseScenariosTest.class,
              "the_lease_of_a_demoted"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "every_yes"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "every_no"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_changed_role"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "an_end_at"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_removal_through"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_first_sign_in"));

  private Controls() {}
}
