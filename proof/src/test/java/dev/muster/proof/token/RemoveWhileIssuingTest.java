package dev.muster.proof.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RemovalId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.role.RoleMap;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.RemovalStep;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Law 8, on every interleaving: a token is issued while its holder is removed, and when the removal
 * has returned none is usable. The removal's steps fall before each call that the issue makes, and
 * after it.
 */
@Tag("TOK-3")
class RemoveWhileIssuingTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  @Test
  void no_interleaving_of_a_removal_leaves_a_usable_token() {
    Outcome all = explore(UnaryOperator.identity(), Host::removalSteps);

    assertThat(all.usable()).isEmpty();
    assertThat(all.schedules()).isGreaterThan(50);
    assertThat(all.issued()).isPositive();
    assertThat(all.refused()).isPositive();
  }

  @Test
  void no_interleaving_of_a_removal_in_the_dashboard_that_somebody_noticed_leaves_a_usable_token() {
    Outcome all = explore(UnaryOperator.identity(), Host::dashboardSteps);

    assertThat(all.usable()).isEmpty();
    assertThat(all.issued()).isPositive();
    assertThat(all.refused()).isPositive();
  }

  @Test
  void control_an_issue_that_compares_no_epoch_is_caught() {
    assertThat(explore(Careless::of, Host::removalSteps).usable()).isNotEmpty();
    assertThat(explore(Careless::of, Host::dashboardSteps).usable()).isNotEmpty();
  }

  @Test
  void control_a_removal_that_only_revokes_what_it_finds_at_first_is_caught() {
    Function<Host, List<Runnable>> early =
        host -> {
          List<Runnable> steps = new ArrayList<>(host.removalSteps());
          return List.of(() -> host.store.revoke(host.holder()), steps.get(0), steps.get(1));
        };
    assertThat(explore(Careless::of, early).usable()).isNotEmpty();
  }

  /** What came of all schedules. */
  record Outcome(int schedules, int issued, int refused, List<List<Integer>> usable) {}

  private static Outcome explore(
      UnaryOperator<OrganizationTokenStore> store, Function<Host, List<Runnable>> removal) {
    int points;
    int steps;
    try (Host alone = new Host(store)) {
      points = alone.steps.run(alone::issue, List.of(), List.of());
      steps = removal.apply(alone).size();
    }
    int issued = 0;
    int refused = 0;
    List<List<Integer>> usable = new ArrayList<>();
    List<List<Integer>> schedules = schedules(steps, points);
    for (List<Integer> schedule : schedules) {
      try (Host host = new Host(store)) {
        host.steps.run(host::issue, removal.apply(host), schedule);
        if (host.issue instanceof TokenIssue.Issued) {
          issued++;
        } else {
          refused++;
        }
        if (host.isUsable()) {
          usable.add(schedule);
        }
      }
    }
    return new Outcome(schedules.size(), issued, refused, usable);
  }

  /** All ways to put steps, in their order, before one of the points or after the last. */
  private static List<List<Integer>> schedules(int steps, int points) {
    if (steps == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> fewer : schedules(steps - 1, points)) {
      int from = fewer.isEmpty() ? 0 : fewer.get(fewer.size() - 1);
      for (int point = from; point <= points; point++) {
        List<Integer> one = new ArrayList<>(fewer);
        one.add(point);
        all.add(one);
      }
    }
    return all;
  }

  /** Adds a token at whatever epoch there is. */
  private static final class Careless {
    static OrganizationTokenStore of(OrganizationTokenStore sound) {
      return (OrganizationTokenStore)
          Proxy.newProxyInstance(
              Careless.class.getClassLoader(),
              new Class<?>[] {OrganizationTokenStore.class},
              (self, method, arguments) -> {
                if (method.getName().equals("add")) {
                  OrganizationTokenStore.NewToken token =
                      (OrganizationTokenStore.NewToken) arguments[0];
                  return sound.add(token, sound.epoch(token.grant().key()), (Integer) arguments[2]);
                }
                return method.invoke(sound, arguments);
              });
    }
  }

  /** One node that issues, another one that removes, one store, one mirror, one provider. */
  private static final class Host implements AutoCloseable {
    private final Steps steps = new Steps();
    private final FakeIdentityProvider provider =
        FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(() -> NOW).build();
    private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
    private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    private final Membership membership =
        provider.dashboard().join(acme, ann, new RoleSlug("member"));
    private final MembershipKey key = new MembershipKey(provider.instance(), acme, ann);
    private final OrganizationTokenStore store;
    private final MembershipStore mirror = new InMemoryMembershipStore(() -> NOW);
    private final Muster issuing;
    private final Muster removing;
    private final Pass pass;
    private TokenIssue issue = new TokenIssue.WrongCredential();

    Host(UnaryOperator<OrganizationTokenStore> wrap) {
      store = wrap.apply(new InMemoryOrganizationTokenStore(() -> NOW));
      issuing =
          node(
              steps.watched(IdentityProvider.class, provider),
              steps.watched(OrganizationTokenStore.class, store),
              steps.watched(MembershipStore.class, mirror));
      removing = node(provider, store, mirror);
      pass = issuing.require(check(issuing));
    }

    private static Muster node(
        IdentityProvider provider, OrganizationTokenStore store, MembershipStore mirror) {
      return Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .memberships(mirror)
          .organizationTokens(store, TokenSettings.of("acme_"))
          .lookupThreads(1)
          .clocks(() -> NOW, () -> 0L)
          .build();
    }

    private AccessCheck check(Muster at) {
      return AccessCheck.of(at.vouchedByHost(ann), Requirement.member()).in(acme.value());
    }

    private TokenHolder holder() {
      return new TokenHolder.OfMembership(key);
    }

    private void issue() {
      issue = issuing.organizationTokens().orElseThrow().issue(pass, "");
    }

    /** Intent and suspension, provider, confirmation and revocation. */
    private List<Runnable> removalSteps() {
      RemovalId removal = new RemovalId("removal_1");
      return List.of(
          () -> {
            MirrorEntry entry = mirror.find(key).entry();
            mirror.remove(
                key,
                new RemovalStep.Begin(
                    removal, new Observation.Seen(membership, NOW), entry.epoch()));
            store.suspend(key);
          },
          () -> provider.dashboard().remove(acme, ann),
          () -> {
            mirror.remove(key, new RemovalStep.Confirm(removal));
            store.revoke(holder());
          });
    }

    /** Removed at the provider, and then noticed by a request at another node. */
    private List<Runnable> dashboardSteps() {
      return List.of(
          () -> provider.dashboard().remove(acme, ann),
          () -> assertThat(removing.check(check(removing))).isInstanceOf(Decision.Denied.class));
    }

    private boolean isUsable() {
      return store.list(key).stream().anyMatch(token -> token.state() == State.LIVE);
    }

    @Override
    public void close() {
      issuing.close();
      removing.close();
    }
  }
}
