package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Reason;
import dev.muster.session.Authentication;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where a request works, and that it never silently works somewhere else. */
@MusterTest(LiveHost.class)
@Tag("A17")
class ScopeScenariosTest {
  @Test
  @Tag("ANS-6")
  void who_chose_no_organization_is_told_to_choose_one(MusterKit kit) {
    kit.org("acme").member("ann");
    assertThat(kit.actingAs("ann").check(member())).isDenied(Reason.NO_ORGANIZATION_NAMED);
    assertThat(kit.actingAs("nobody").check(member())).isDenied(Reason.NO_ORGANIZATION_AT_ALL);
  }

  @Test
  @Tag("SCOPE-3")
  void an_expired_token_is_refused_and_names_its_organization(MusterKit kit) {
    kit.org("acme").member("ann");
    Actor cli = kit.actingAs("ann").in("acme").byToken();
    assertThat(cli.check(member())).isGranted();
    kit.clock().advance(Duration.ofHours(2).plusMillis(1));
    assertThat(cli.authentication())
        .isEqualTo(new Authentication.Invalid(kit.organization("acme")));
    assertThat(cli.check(member())).isDenied(Reason.INVALID_CREDENTIAL);
  }

  @Test
  @Tag("SCOPE-3")
  void an_expired_token_never_works_for_the_person_or_another_organization(MusterKit kit) {
    kit.org("acme").member("ann");
    kit.org("globex").member("ann");
    Actor cli = kit.actingAs("ann").in("acme").byToken();
    kit.clock().advance(Duration.ofHours(2).plusMillis(1));
    assertThat(cli.check(member().orPersonal())).isDenied(Reason.INVALID_CREDENTIAL);
    assertThat(cli.in("globex").check(member())).isDenied(Reason.INVALID_CREDENTIAL);
  }
}
