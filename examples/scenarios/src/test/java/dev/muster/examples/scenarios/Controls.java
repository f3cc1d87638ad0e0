package dev.muster.examples.scenarios;

import dev.muster.audit.MusterListener;
import dev.muster.membership.Freshness;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Faults of hosts, and the scenarios that notice them. */
final class Controls {
  private static final Fault OLD_EVIDENCE =
      Fault.of(host -> host.freshness(Freshness.within(Duration.ofHours(1))));
  private static final Fault LIVE = Fault.of(host -> host.freshness(Freshness.live()));
  private static final Fault DEAF = Fault.of(host -> host.listener(MusterListener.none()));

  private static final List<Wrong> OTHERS =
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
              "issues each token for the newest organization",
              StoreFaults.bindsTokensToTheNewest(),
              MembershipScenariosTest.class,
              "a_token_of_one"),
          new Wrong(
              "sees no memberships of a user",
              ProviderFaults.listsNoMemberships(),
              ScopeScenariosTest.class,
              "who_chose"),
          new Wrong(
              "looks for a member on the first page",
              ProviderFaults.readsTheFirstPage(),
              MembershipScenariosTest.class,
              "the_oldest_of_many"),
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
              "asks each question twice",
              ProviderFaults.asksTwice(),
              CrowdScenariosTest.class,
              "a_caller_who"),
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
              "takes each delivery for a message of its own",
              StoreFaults.knowsNoMessages(),
              WebhookScenariosTest.class,
              "a_webhook_that_comes_again"),
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
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_token"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_yes_that"),
          new Wrong("tells nobody", DEAF, AuditScenariosTest.class, "a_first_sign_in"));

  static final List<Wrong> ALL =
      Stream.of(OTHERS, ChangeControls.ALL, UnknownRoleControls.ALL).flatMap(List::stream).toList();

  private Controls() {}
}
