package dev.muster.examples.ownprovider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.role.RoleMap;
import dev.muster.testkit.contract.Outage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Muster on the company's own tables. */
@Tag("KIT-2")
class StaffMusterTest {
  private final StaffStage stage = new StaffStage();
  private final OrganizationId acme = stage.createOrganization("Acme");
  private final UserId ann = stage.createUser("ann@example.org");
  private final Muster muster =
      Muster.builder()
          .provider(stage.directory())
          .roles(RoleMap.builder().role("admin").role("member").build())
          .build();

  @AfterEach
  void close() {
    muster.close();
    stage.close();
  }

  @Test
  void who_is_taken_off_the_table_is_out_on_the_next_request() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, new RoleSlug("member"));
    assertThat(decide()).isInstanceOf(Decision.Granted.class);

    stage.remove(acme, ann);

    assertThat(decide()).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_database_that_does_not_answer_is_neither_yes_nor_no() {
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, new RoleSlug("member"));
    stage.fail(0, Outage.SERVER_ERROR);

    assertThat(decide()).isInstanceOf(Decision.Undecided.class);
  }

  private Decision decide() {
    return muster.check(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member())
            .in(OrganizationRef.of(acme)));
  }
}
