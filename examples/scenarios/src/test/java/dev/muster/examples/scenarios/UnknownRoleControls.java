package dev.muster.examples.scenarios;

import dev.muster.name.Role;
import dev.muster.role.UnknownRolePolicy;
import java.util.List;

/** Faults of hosts with roles that nobody has heard of, one for each policy and each way. */
final class UnknownRoleControls {
  private static final Fault KEEPS = Fault.of(host -> host.unknownRoles(UnknownRolePolicy.keep()));
  private static final Fault FALLS_BACK =
      Fault.of(host -> host.unknownRoles(UnknownRolePolicy.fallback(new Role("member"))));

  static final List<Wrong> ALL =
      List.of(
          keeps("a_request", "Fallback"),
          keeps("a_request", "Deny"),
          fallsBack("a_request", "Keep"),
          keeps("a_webhook", "Fallback"),
          keeps("a_webhook", "Deny"),
          fallsBack("a_webhook", "Keep"),
          keeps("a_batch", "Fallback"),
          fallsBack("a_batch", "Deny"),
          fallsBack("a_batch", "Keep"),
          takesNone("Keep"),
          takesNone("Fallback"),
          takesNone("Deny"),
          seesNobody("Keep"),
          seesNobody("Fallback"),
          seesNobody("Deny"));

  private UnknownRoleControls() {}

  private static Wrong keeps(String begins, String row) {
    return wrong("keeps every unknown role", KEEPS, begins, row);
  }

  private static Wrong fallsBack(String begins, String row) {
    return wrong("takes every unknown role for a member's", FALLS_BACK, begins, row);
  }

  private static Wrong takesNone(String row) {
    return wrong("takes no webhook", ProviderFaults.takesNoWebhook(), "a_webhook", row);
  }

  private static Wrong seesNobody(String row) {
    return wrong("sees nobody in a list", ProviderFaults.listsNobody(), "a_batch", row);
  }

  private static Wrong wrong(String what, Fault fault, String begins, String row) {
    return new Wrong(what, fault, UnknownRoleScenariosTest.class, begins, row);
  }
}
