package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.membership.Failure;
import dev.muster.membership.Source;
import dev.muster.role.RoleEvent;
import dev.muster.role.RoleEvent.RoleChanged.Origin;
import dev.muster.role.RolePlan;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.AuditTrail;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.OrganizationActor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the host's audit hears: every decision and every change, with source and reason. */
@MusterTest(BoundedHost.class)
@Tag("A23")
@Tag("ANS-7")
class AuditScenariosTest {
}
