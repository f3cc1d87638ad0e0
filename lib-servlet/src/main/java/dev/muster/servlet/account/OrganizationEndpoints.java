package dev.muster.servlet.account;

import dev.muster.lifecycle.Organizations;

/** An organization as a whole: its name, its end. */
final class OrganizationEndpoints {
  private final Organizations organizations;

  OrganizationEndpoints(Organizations organizations) {
    this.organizations = organizations;
  }

  Answer rename(Call call) {
    return Outcomes.of(
        organizations.rename(call.pass(), call.body().text("name")),
        now -> Answer.ok(Shapes.object().put("id", now.id().value()).put("name", now.name())));
  }

  Answer delete(Call call) {
    return Outcomes.of(organizations.delete(call.pass()), ended -> Answer.done());
  }
}
