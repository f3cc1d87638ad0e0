package dev.muster.proof.contract;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Moment;
import dev.muster.membership.OrganizationResolver;
import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.role.RolePolicies;
import dev.muster.role.RoleSynchronizer;
import dev.muster.role.UnknownRolePolicy;
import dev.muster.scope.MembershipScopeResolver;
import dev.muster.scope.ScopeChoices;
import dev.muster.scope.ScopeMemory;
import dev.muster.scope.ScopeResolver;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.InMemoryRoleStore;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.ScopesUnderTest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Muster's own resolver over the fake; a wrong one is wrapped around it. */
final class PassingScopes extends FakeStage implements ScopesUnderTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int SIZE = 1_000;

  private final Timeline timeline = new Timeline(InstantSource.system(), System::nanoTime);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final ScopeResolver scopes;

  PassingScopes(UnaryOperator<ScopeResolver> wrong) {
    super(ProviderProfile.WORKOS, 10, WrongProviders.SHORT);
    BoundedCalls calls = new BoundedCalls(pool, timeline, DEADLINE);
    RoleMap map = RoleMap.builder().role("admin", "all").role("member").build();
    RoleSynchronizer roles =
        new RoleSynchronizer(
            map,
            RolePolicies.of(UnknownRolePolicy.keep()),
            new InMemoryRoleStore(),
            timeline,
            calls,
            SIZE,
            event -> {});
    OrganizationResolver organizations =
        new OrganizationResolver(
            fake,
            directory,
            SlugPolicy.standard(),
            calls,
            new Random(1),
            timeline,
            new OrganizationResolver.Policy(
                OrganizationResolver.Policy.DEFAULT_REFRESH_AFTER, SIZE),
            event -> {});
    EvidenceReader evidence =
        new EvidenceReader(
            fake,
            new InMemoryMembershipStore(InstantSource.system()),
            timeline,
            new EvidenceReader.Policy(DEADLINE, DEADLINE, Duration.ZERO, SIZE, false),
            pool,
            event -> {},
            ahead -> {});
    scopes =
        wrong.apply(
            new MembershipScopeResolver(
                new ScopeChoices(fake, directory, map, calls, evidence::report),
                organizations,
                evidence,
                roles,
                map,
                new ScopeMemory(evidence, timeline, SIZE)));
  }

  @Override
  public ScopeResolver scopes() {
    return scopes;
  }

  @Override
  public Moment now() {
    return timeline.now();
  }

  @Override
  public void call(OrganizationId organization, OrganizationSlug slug) {
    directory.add(
        fake.instance(),
        new DirectoryStore.Entry(
            fake.dashboard().organizations().stream()
                .filter(one -> one.id().equals(organization))
                .findFirst()
                .orElseThrow(),
            slug));
  }

  @Override
  public void call(UserId user, OrganizationSlug slug) {
    directory.renamePersonal(fake.instance(), user, slug);
  }

  @Override
  public long calls() {
    return fake.calls().total();
  }

  @Override
  public void close() {
    pool.shutdownNow();
    super.close();
  }
}
