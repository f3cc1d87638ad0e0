package dev.muster.proof.check;

import static dev.muster.proof.check.ScopeHost.FAKE;
import static dev.muster.proof.check.ScopeHost.reason;
import static dev.muster.proof.check.ScopeHost.slug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization that ended here, at a provider that still lists it. */
@Tag("MEM-7")
class EndedOrganizationsTest {
  private static final Requirement MEMBER = Requirement.member();

  private final ScopeHost host = new ScopeHost();
  private final Muster muster = host.node();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void a_member_whom_the_provider_still_lists_is_as_one_of_an_unknown_organization() {
    host.directory.end(FAKE, host.acme);

    for (String name : List.of(host.acme.value(), "acme")) {
      for (int i = 0; i < 3; i++) {
        assertThat(reason(host.live(muster, name, MEMBER))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
        assertThat(reason(host.check(muster, name, MEMBER))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
      }
    }
    AccessCheck bound = AccessCheck.of(muster.vouchedByHost(host.ann, host.acme), MEMBER);
    assertThat(reason(muster.check(bound))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    assertThat(host.directory.find(FAKE, host.acme)).isEmpty();
  }

  @Test
  void an_organization_that_ended_before_anybody_came_is_never_mirrored() {
    OrganizationId late = host.provider.dashboard().createOrganization("Late").id();
    host.provider.dashboard().join(late, host.ann, new RoleSlug("member"));
    host.directory.end(FAKE, late);

    for (int i = 0; i < 3; i++) {
      assertThat(reason(host.live(muster, late.value(), MEMBER)))
          .isEqualTo(Reason.UNKNOWN_ORGANIZATION);
      host.clock.advance(Duration.ofHours(2));
    }

    assertThat(host.directory.find(FAKE, late)).isEmpty();
    assertThat(host.directory.findBySlug(FAKE, slug("late"))).isEmpty();
  }

  @Test
  void control_without_a_tombstone_the_lazy_mirror_brings_it_back() {
    OrganizationId late = host.provider.dashboard().createOrganization("Late").id();
    host.provider.dashboard().join(late, host.ann, new RoleSlug("member"));

    assertThat(host.live(muster, late.value(), MEMBER)).isInstanceOf(Decision.Granted.class);

    assertThat(host.directory.find(FAKE, late)).isPresent();
  }

  @Test
  @Tag("ORG-4")
  void somebody_elses_ended_organization_costs_what_an_unknown_one_does() {
    host.directory.end(FAKE, host.foreign);

    for (String name : List.of(host.foreign.value(), "foreign")) {
      String unknown = name.equals("foreign") ? "nowhere" : "org_nowhere";
      List<String> cost = host.costOf(() -> host.live(muster, unknown, MEMBER));
      assertThat(host.costOf(() -> host.live(muster, name, MEMBER))).isEqualTo(cost);
      assertThat(reason(host.live(muster, name, MEMBER)).problem())
          .isEqualTo(reason(host.live(muster, unknown, MEMBER)).problem());
    }
  }

  @Test
  void from_when_a_node_learns_of_the_end_it_serves_nobody_from_memory_either() {
    host.provider.dashboard().join(host.acme, host.bob, new RoleSlug("member"));
    Muster other = host.node();
    List<String> names = List.of(host.acme.value(), "acme");
    for (String name : names) {
      for (Muster node : List.of(other, muster, muster)) {
        assertThat(host.check(node, name, MEMBER)).isInstanceOf(Decision.Granted.class);
      }
      assertThat(host.costOf(() -> host.check(muster, name, MEMBER))).isEmpty();
    }
    host.directory.end(FAKE, host.acme);
    AccessCheck bobs = AccessCheck.of(muster.vouchedByHost(host.bob), MEMBER).in(host.acme.value());

    assertThat(reason(muster.check(bobs))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);

    for (String name : names) {
      assertThat(reason(host.check(muster, name, MEMBER))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    }
  }
}
