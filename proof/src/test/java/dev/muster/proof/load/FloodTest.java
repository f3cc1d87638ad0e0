package dev.muster.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ids that nobody ever heard of, far more than memory holds, from somebody who has a session. */
@Tag("once")
@Tag("MEM-13")
class FloodTest {
  private static final int CACHE = 100;

  /** Two hundred times what memory holds; fifty times that with {@code -Psimulation}. */
  private static final int FLOOD = Integer.getInteger("muster.flood", 20_000);

  private static final int MEMBERS = 80;

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .freshness(Freshness.within(Duration.ofHours(12)))
          .cacheSize(CACHE)
          .build();

  @AfterEach
  void stop() {
    muster.close();
  }

  @Test
  void the_working_set_still_answers_without_a_call() {
    List<Session> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      UserId user = provider.dashboard().createUser("u" + i + "@example.com").id();
      provider.dashboard().join(acme, user, new RoleSlug("member"));
      members.add(muster.vouchedByHost(user));
    }
    members.forEach(member -> assertThat(isMember(member, acme.value())).isTrue());

    Session stranger = muster.vouchedByHost(new UserId("user_stranger"));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FLOOD; i++) {
      String id = "org_" + Long.toHexString(random.nextLong());
      if (i % 2 == 0) {
        assertThat(isMember(stranger, id)).isFalse();
      } else {
        assertThat(isMember(muster.vouchedByHost(new UserId("u" + id)), acme.value())).isFalse();
      }
    }

    provider.calls().reset();
    members.forEach(member -> assertThat(isMember(member, acme.value())).isTrue());
    assertThat(provider.calls().total()).isZero();
  }

  private boolean isMember(Session session, String organization) {
    return muster.check(session, organization, Requirement.member()) instanceof Decision.Granted;
  }
}
