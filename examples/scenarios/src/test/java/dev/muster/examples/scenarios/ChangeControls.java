package dev.muster.examples.scenarios;

import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.role.RoleMap;
import java.util.List;
import java.util.Set;

/** Faults of hosts that change organizations and roles, and the scenarios that notice them. */
final class ChangeControls {
  private static final Role ADMIN = new Role("admin");
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

  static final List<Wrong> ALL =
      List.of(
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
              "writes no role",
              StoreFaults.writesNoRole(),
              RoleScenariosTest.class,
              "a_role_written_outside_is_found_by_a_request"),
          new Wrong(
              "writes no role",
              StoreFaults.writesNoRole(),
              RoleScenariosTest.class,
              "a_role_written_outside_is_found_by_a_batch"));

  private ChangeControls() {}
}
