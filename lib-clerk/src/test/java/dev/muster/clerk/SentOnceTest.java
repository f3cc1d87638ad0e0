package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.clerk.stub.Asked;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.contract.Outage;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Line;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change is sent once, whatever becomes of its answer. */
@Tag("ADM-2")
class SentOnceTest {
  private static final RoleSlug ADMIN = new RoleSlug("org:admin");
  private static final RoleSlug MEMBER = new RoleSlug("org:member");

  private final ClerkStage stage = new ClerkStage();
  private final ClerkProvider clerk = stage.adapter();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void no_change_is_sent_again_after_a_broken_line() {
    OrganizationId acme = stage.createOrganization("Acme");
    UserId ann = stage.createUser("ann@example.org");
    UserId bob = stage.createUser("bob@example.org");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
    Membership member = clerk.findMembership(acme, ann).orElseThrow();
    Map<String, ThrowingCallable> changes =
        Map.of(
            "invite", () -> clerk.invite(acme, "guest@example.org", MEMBER, ann),
            "create", () -> clerk.createOrganization("Other", "key"),
            "add", () -> clerk.addMember(acme, bob, MEMBER),
            "role", () -> clerk.changeRole(member, MEMBER),
            "remove", () -> clerk.removeMember(member),
            "rename", () -> clerk.rename(acme, "Acme 2"),
            "delete", () -> clerk.deleteOrganization(acme));
    for (Line line : List.of(Line.CLOSED, Line.CUT)) {
      changes.forEach(
          (name, change) -> {
            stage.clerk().line().forget();
            stage.clerk().line().instead(asked -> isChange(asked) ? Answer.broken(line) : null);
            assertThat(catchThrowable(change)).as(name).isInstanceOf(Unavailable.class);
            assertThat(stage.clerk().line().asked().stream().filter(SentOnceTest::isChange))
                .as("%s, %s", name, line)
                .hasSize(1);
          });
    }
    stage.fail(0, Outage.SERVER_ERROR);
    stage.heal();
    assertThat(clerk.findMembership(acme, ann)).contains(member);
  }

  private static boolean isChange(Asked asked) {
    return !asked.method().equals("GET");
  }
}
