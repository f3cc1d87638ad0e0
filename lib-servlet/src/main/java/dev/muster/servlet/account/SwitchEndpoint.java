package dev.muster.servlet.account;

import dev.muster.account.OrganizationSwitch;

/** Moves a browser's session to another organization. */
final class SwitchEndpoint {
  private final OrganizationSwitch switching;

  SwitchEndpoint(OrganizationSwitch switching) {
    this.switching = switching;
  }

  /** The filter has checked the membership: the pass is for the organization in the path. */
  Answer move(Call call) {
    return Outcomes.of(
        switching.to(call.pass()),
        switched ->
            new Answer.Told(
                200,
                Shapes.object().put("organization", switched.organization().value()),
                switched.cookies()));
  }
}
