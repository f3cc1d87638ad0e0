package dev.muster.servlet.account;

import dev.muster.decision.Problem;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.lifecycle.Members;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;

/** The members of an organization: listed, changed, removed, gone. */
final class MemberEndpoints {
  private final Members members;

  MemberEndpoints(Members members) {
    this.members = members;
  }

  Answer list(Call call) {
    return Outcomes.of(
        members.list(call.pass()), all -> Answer.ok(Shapes.list("members", all, Shapes::member)));
  }

  Answer changeRole(Call call) {
    RoleSlug role = new RoleSlug(call.body().text("role"));
    return done(members.changeRole(call.pass(), user(call), role));
  }

  Answer remove(Call call) {
    return done(members.remove(call.pass(), user(call)));
  }

  Answer deactivate(Call call) {
    return done(members.deactivate(call.pass(), user(call)));
  }

  Answer reactivate(Call call) {
    return done(members.reactivate(call.pass(), user(call)));
  }

  Answer leave(Call call) {
    return done(members.leave(call.pass()));
  }

  Answer transfer(Call call) {
    UserId heir = new UserId(call.body().text("user"));
    return Outcomes.of(
        members.transferOwnership(call.pass(), heir),
        transfer -> Answer.ok(Shapes.object().put("complete", transfer.isComplete())));
  }

  private static Answer done(LifecycleResult<?> result) {
    return Outcomes.of(result, token -> Answer.done());
  }

  private static UserId user(Call call) {
    return call.named("user", UserId::new, Problem.NOT_A_MEMBER);
  }
}
