package dev.muster.testkit.assertion;

import dev.muster.decision.Decision;
import dev.muster.decision.Explanation;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.testkit.stage.MusterKit;
import java.time.Duration;

/** One decision of each kind: a yes from a whole Muster, since nothing else makes one. */
final class Answers {
  final UserId ann;
  final OrganizationId acme;
  final Decision granted;
  final Decision personal;
  final Decision denied;
  final Decision anonymous;
  final Decision stale;
  final Decision undecided;

  /** What a message says of whom and where. */
  final String whose;

  Answers() {
    Requirement member = Requirement.member();
    try (MusterKit kit = MusterKit.standard()) {
      kit.org("acme").member("ann");
      ann = kit.user("ann");
      acme = kit.organization("acme");
      granted = kit.actingAs("ann").in("acme").check(member);
      personal = kit.actingAs("ann").check(Requirement.signedIn());
    }
    whose = "user `" + ann + "`, organization `" + acme + "`";
    denied = new Decision.Denied(Reason.NO_MEMBERSHIP, explained(Source.MIRROR, 3, false));
    anonymous =
        new Decision.Denied(
            Reason.ANONYMOUS, new Explanation(member, null, null, null, null, null, null, false));
    stale = new Decision.Denied(Reason.ROLE_TOO_LOW, explained(Source.CACHE, 60, true));
    undecided =
        new Decision.Undecided(
            new Failure(Failure.Cause.PROVIDER_UNAVAILABLE, Duration.ofSeconds(7)),
            new Explanation(member, ann, null, null, null, null, null, false));
  }

  private Explanation explained(Source source, int seconds, boolean stale) {
    return new Explanation(
        Requirement.member(),
        ann,
        acme,
        stale ? new Role("member") : null,
        source,
        Duration.ofSeconds(seconds),
        null,
        stale);
  }
}
