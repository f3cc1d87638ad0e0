package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.decision.Decision;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Hold;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider limits, breaks, is not there, or never answers. */
@MusterTest(ImpatientHost.class)
@Tag("A9")
@Tag("ANS-2")
class OutageScenariosTest {
  private static final Duration LATER = BoundedHost.BOUND.plusMillis(1);
  private static final Duration TOO_LATE = BoundedHost.BOUND.plus(BoundedHost.GRACE).plusMillis(1);

  static Stream<Fault> outages() {
    return Stream.of(
        new Fault.RateLimited(Duration.ofSeconds(17)),
        new Fault.ServerError(500),
        new Fault.ServerError(503),
        new Fault.RefusedConnection(),
        new Fault.Hang(new Hold()));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void in_an_outage_fresh_evidence_serves(Fault outage, MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().failing(outage);
    kit.clock().advance(BoundedHost.BOUND);
    assertThat(ann.check(member())).isGranted().isFresh();
  }

  @ParameterizedTest
  @MethodSource("outages")
  @Tag("MEM-8")
  void in_an_outage_older_evidence_serves_within_the_grace_and_is_called_stale(
      Fault outage, MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().failing(outage);
    kit.clock().advance(LATER);
    assertThat(ann.check(member())).isGranted().isStale();
  }

  /** Outages, and when to come back: the provider's own word, or else Muster's. */
  static Stream<Arguments> hints() {
    return outages()
        .map(
            outage ->
                arguments(
                    outage,
                    outage instanceof Fault.RateLimited limited
                        ? limited.retryAfter()
                        : Decision.Undecided.DEFAULT_RETRY_AFTER));
  }

  @ParameterizedTest
  @MethodSource("hints")
  void in_an_outage_beyond_the_grace_the_answer_is_neither_yes_nor_no(
      Fault outage, Duration retryAfter, MusterKit kit) {
    kit.org("acme").member("ann");
    OrganizationActor ann = kit.actingAs("ann").in("acme");
    assertThat(ann.check(member())).isGranted();
    kit.provider().failing(outage);
    kit.clock().advance(TOO_LATE);
    assertThat(ann.check(member())).isUndecided().hasRetryAfter(retryAfter);
  }

  @ParameterizedTest
  @MethodSource("outages")
  @Tag("SES-6")
  void in_an_outage_the_session_is_untouched(Fault outage, MusterKit kit) {
    kit.org("acme").member("ann");
    Actor ann = kit.actingAs("ann").byCookie();
    kit.provider().failing(outage);
    kit.clock().advance(Duration.ofHours(1));
    assertThat(ann.in("acme").check(member())).isUndecided();
    assertThat(ann.authentication().cookies()).isEmpty();
    kit.provider().up();
    assertThat(ann.in("acme").check(member())).isGranted();
  }
}
