package dev.muster.proof.check;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.StoreException;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Nodes of one host, with what they ask of the register. Ann is admin of Acme and member of Beta,
 * Bob is in Foreign, and their own slugs are ann and bob.
 */
final class ScopeHost implements AutoCloseable {
  static final ProviderInstance FAKE = new ProviderInstance("fake");
  static final Role ADMIN = new Role("admin");
  static final Duration HOUR = Duration.ofHours(1);

  final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).clock(clock).build();
  final DirectoryStore directory = new InMemoryDirectoryStore(clock);
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  final UserId bob = provider.dashboard().createUser("bob@example.com").id();
  final OrganizationId acme = organization("acme");
  final OrganizationId beta = organization("beta");
  final OrganizationId foreign = organization("foreign");
  boolean registerIsDown;

  private final MembershipStore mirror = new InMemoryMembershipStore(clock);
  private final List<Muster> nodes = new ArrayList<>();

  ScopeHost() {
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    provider.dashboard().join(beta, ann, new RoleSlug("member"));
    provider.dashboard().join(foreign, bob, new RoleSlug("member"));
    directory.renamePersonal(FAKE, ann, slug("ann"));
    directory.renamePersonal(FAKE, bob, slug("bob"));
  }

  Muster node() {
    return node(provider);
  }

  Muster node(IdentityProvider identity) {
    Muster node =
        Muster.builder()
            .provider(identity)
            .memberships(mirror)
            .directory(counted())
            .roles(RoleMap.builder().role("admin").role("member").build())
            .freshness(Freshness.within(HOUR))
            .listener(heard::add)
            .withoutReadingAhead()
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
    nodes.add(node);
    return node;
  }

  private DirectoryStore counted() {
    return (DirectoryStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DirectoryStore.class},
            (self, method, arguments) -> {
              asked.add(method.getName());
              if (registerIsDown) {
                throw new StoreException("down", null);
              }
              try {
                return method.invoke(directory, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private OrganizationId organization(String slug) {
    Organization organization = provider.dashboard().createOrganization(slug);
    directory.add(FAKE, new DirectoryStore.Entry(organization, slug(slug)));
    return organization.id();
  }

  /** Ann's question, of whatever is named. */
  Decision check(Muster node, String text, Requirement requirement) {
    return node.check(node.vouchedByHost(ann), text, requirement);
  }

  Decision live(Muster node, String text, Requirement requirement) {
    return node.check(
        AccessCheck.of(node.vouchedByHost(ann), requirement).in(text).onRoute(Freshness.live()));
  }

  /** What was asked of the register and of the provider meanwhile. */
  List<String> costOf(Runnable work) {
    asked.clear();
    provider.calls().reset();
    work.run();
    List<String> cost = new ArrayList<>(asked);
    provider.calls().calls().forEach(call -> cost.add(call.name()));
    return cost;
  }

  static OrganizationSlug slug(String value) {
    return new OrganizationSlug(value);
  }

  static Reason reason(Decision decision) {
    return ((Decision.Denied) decision).reason();
  }

  @Override
  public void close() {
    nodes.forEach(Muster::close);
  }
}
