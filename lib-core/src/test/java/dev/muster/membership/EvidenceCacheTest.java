package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("MEM-13")
class EvidenceCacheTest {
  private static final int FLOOD = 1_000_000;
  private static final int MEMBERS = 1000;
  private static final Freshness HOUR = Freshness.within(Duration.ofHours(1));

  private final Timeline timeline = new HandClock().timeline();
  private final EvidenceCache cache = new EvidenceCache(MEMBERS, Duration.ofSeconds(5));

  @Test
  void a_flood_of_strangers_stays_within_an_eighth_and_evicts_no_member() {
    for (int i = 0; i < MEMBERS / 2; i++) {
      cache.put(evidence(i, true));
    }
    for (int i = MEMBERS; i < MEMBERS + FLOOD; i++) {
      cache.put(evidence(i, false));
    }
    assertThat(cache.size()).isLessThanOrEqualTo(MEMBERS / 2 + MEMBERS / 8);
    for (int i = 0; i < MEMBERS / 2; i++) {
      assertThat(cache.find(key(i), HOUR, timeline.now())).isNotNull();
    }
  }

  @Test
  void a_flood_of_members_stays_within_the_size() {
    for (int i = 0; i < FLOOD; i++) {
      cache.put(evidence(i, true));
    }
    assertThat(cache.size()).isBetween(1L, (long) MEMBERS);
  }

  private Evidence evidence(int i, boolean isMember) {
    MembershipKey key = key(i);
    Membership membership =
        new Membership(
            new MembershipId("om_" + i),
            key.organization(),
            key.user(),
            MembershipStatus.ACTIVE,
            List.of(new RoleSlug("member")),
            null);
    return new Evidence(key, isMember ? membership : null, true, timeline.now(), Source.LIVE, 1);
  }

  private static MembershipKey key(int i) {
    return new MembershipKey(
        PROVIDER_INSTANCE, new OrganizationId("org_" + i), new UserId("user_" + i));
  }
}
