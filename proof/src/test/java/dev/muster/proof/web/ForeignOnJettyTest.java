package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.PassingProvider;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.mint.CookieMinter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What somebody who is signed in and no member learns of an organization over HTTP: nothing. The
 * answer, the calls to the provider and the SQL statements are those for one that does not exist.
 */
@Tag("ORG-4")
class ForeignOnJettyTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final String LIVE = "/live/";
  private static final String WITHIN = "/within/";
  private static final String EITHER = "/either/";

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE).clock(clock).build();
  private final Queue<String> statements = new ConcurrentLinkedQueue<>();
  private final Jdbi jdbi = database();
  private final DirectoryStore directory = JdbiDirectoryStore.on(jdbi);
  private final OrganizationId foreign = provider.dashboard().createOrganization("Foreign").id();
  private final OrganizationId neverSeen = provider.dashboard().createOrganization("New").id();
  private final List<AutoCloseable> running = new ArrayList<>();
  private JettyHost host;
  private UserId eve;
  private String cookie;

  private Jdbi database() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:foreign;DB_CLOSE_DELAY=-1");
    MusterSchema.install(h2);
    Jdbi counted = Jdbi.create(h2);
    counted.useHandle(
        handle ->
            handle.execute(
                "CREATE TABLE members (organization_id VARCHAR(255), user_id VARCHAR(255),"
                    + " role VARCHAR(255), PRIMARY KEY (organization_id, user_id))"));
    counted.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.add(context.getRenderedSql());
          }
        });
    return counted;
  }

  private void start(Filter... before) throws Exception {
    start(provider, directory, before);
  }

  /** Starts a host with a member of the foreign organization, and signs a stranger in. */
  private void start(IdentityProvider asked, DirectoryStore register, Filter... before)
      throws Exception {
    Muster muster =
        Muster.builder()
            .provider(asked)
            .roles(RoleMap.builder().role("member").build())
            .memberships(JdbiMembershipStore.on(jdbi))
            .directory(register)
            .roleStore(
                HostRoleTable.binding(jdbi, FAKE)
                    .table("members")
                    .organizationColumn("organization_id")
                    .userColumn("user_id")
                    .roleColumn("role")
                    .insertMissingRows()
                    .build())
            .sessions(provider, SignIn.settings())
            .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
            .build();
    running.add(muster);
    UserId bob = provider.dashboard().createUser("bob@example.com").id();
    provider.dashboard().join(foreign, bob, new RoleSlug("member"));
    assertThat(muster.check(muster.vouchedByHost(bob), foreign.value(), Requirement.member()))
        .isInstanceOf(Decision.Granted.class);
    assertThat(directory.findBySlug(FAKE, new OrganizationSlug("foreign"))).isPresent();
    assertThat(directory.find(FAKE, neverSeen)).isEmpty();

    eve = provider.dashboard().createUser("eve@example.com").id();
    CookieMinter cookies = CookieMinter.of(muster, provider);
    cookie = "Cookie: " + cookies.header(cookies.valid(eve)).reveal();
    Freshness hour = Freshness.within(Duration.ofHours(1));
    Routes routes =
        Routes.builder()
            .route("GET", LIVE + "{organization}", Requirement.member())
            .route("GET", WITHIN + "{organization}", Requirement.member(), hour)
            .route("GET", EITHER + "{organization}", Requirement.member().orPersonal())
            .route("GET", "/live", Requirement.member())
            .route("GET", "/within", Requirement.member(), hour)
            .organizationHeader("X-Organization")
            .organizationSubdomainOf(JettyHost.HOST)
            .build();
    host = new JettyHost(muster, routes, before);
    running.add(host);
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).close();
    }
    jdbi.useHandle(handle -> handle.execute("DROP ALL OBJECTS"));
  }

  /**
   * All that could tell two organizations apart.
   *
   * @param answer every byte of it but the date
   * @param calls what the provider was asked
   * @param statements what the database was asked
   */
  private record Seen(RawAnswer answer, List<Operation> calls, List<String> statements) {}

  private interface Request {
    RawAnswer send(String name) throws IOException;
  }

  private Seen once(Request request, String name) throws IOException {
    clock.advance(Duration.ofMillis(1));
    statements.clear();
    provider.calls().reset();
    RawAnswer answer = request.send(name);
    return new Seen(answer, List.copyOf(provider.calls().calls()), List.copyOf(statements));
  }

  /** The first time, when nothing is remembered of a no, and the second time. */
  private List<Seen> twice(Request request, String name) throws IOException {
    clock.advance(EvidenceReader.Policy.DEFAULT_NEGATIVE_BOUND.plusSeconds(1));
    return List.of(once(request, name), once(request, name));
  }

  private Request inPath(String before) {
    return name -> host.get(before + name, cookie);
  }

  private Request inHeader(String path) {
    return name -> host.get(path, cookie, "X-Organization: " + name);
  }

  private Request inHostName(String path) {
    return name -> host.getAt(name + "." + JettyHost.HOST, path, cookie);
  }

  private void assertTheSame(Request request, String known, String unknown) throws IOException {
    List<Seen> ofKnown = twice(request, known);
    assertThat(ofKnown).isEqualTo(twice(request, unknown));
    assertThat(ofKnown.get(0).calls()).isNotEmpty();
    assertThat(ofKnown.get(0).statements()).isNotEmpty();
    for (Seen seen : ofKnown) {
      assertThat(seen.answer().status()).isEqualTo(403);
      assertThat(seen.answer().body()).contains("\"code\":\"not_a_member\"");
    }
    assertThat(host.handled()).isZero();
  }

  @Test
  void by_slug_a_foreign_organization_is_as_one_that_does_not_exist() throws Exception {
    start();
    assertTheSame(inPath(LIVE), "foreign", "unknown");
    assertTheSame(inPath(WITHIN), "foreign", "unknown-2");
    assertTheSame(inHeader("/live"), "foreign", "unknown");
    assertTheSame(inHeader("/within"), "foreign", "unknown");
    assertTheSame(inHostName("/live"), "foreign", "unknown");
    assertTheSame(inHostName("/within"), "foreign", "unknown");
  }

  @Test
  void by_id_a_foreign_organization_is_as_one_that_does_not_exist() throws Exception {
    start();
    assertTheSame(inPath(LIVE), foreign.value(), "org_unknown");
    assertTheSame(inPath(WITHIN), foreign.value(), "org_unknown2");
    assertTheSame(inHeader("/live"), foreign.value(), "org_unknown");
    assertTheSame(inHeader("/within"), foreign.value(), "org_unknown3");
  }

  @Test
  void by_id_an_organization_that_nobody_here_was_seen_in_is_as_one_that_does_not_exist()
      throws Exception {
    start();
    assertTheSame(inPath(LIVE), neverSeen.value(), "org_unknown");
    assertTheSame(inPath(WITHIN), neverSeen.value(), "org_unknown2");
    assertTheSame(inPath(LIVE), "new", "unknown");
  }

  @Test
  @Tag("SCOPE-1")
  void somebody_elses_own_slug_is_as_an_organization_that_does_not_exist() throws Exception {
    start();
    directory.renamePersonal(FAKE, new UserId("user_bob"), new OrganizationSlug("bob"));
    assertTheSame(inPath(LIVE), "bob", "unknown");
    assertTheSame(inPath(WITHIN), "bob", "unknown-2");
    assertTheSame(inHeader("/within"), "bob", "unknown");
    assertTheSame(inHostName("/live"), "bob", "unknown");
    assertTheSame(inPath(EITHER), "bob", "unknown");
  }

  @Test
  @Tag("SCOPE-1")
  void ones_own_slug_in_a_path_is_the_personal_scope_where_the_route_opens_it() throws Exception {
    start();
    directory.renamePersonal(FAKE, eve, new OrganizationSlug("eve"));
    RawAnswer answer = inPath(EITHER).send("eve");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Seen")).containsExactly(JettyHost.PERSONAL);
    assertThat(inPath(LIVE).send("eve").body()).contains("\"code\":\"organization_required\"");
  }

  @Test
  void a_stranger_leaves_no_row_behind() throws Exception {
    start();
    for (String name : List.of("foreign", "unknown", foreign.value(), "org_unknown")) {
      List<Seen> seen = twice(inPath(WITHIN), name);
      assertThat(seen)
          .flatExtracting(Seen::statements)
          .noneMatch(
              sql ->
                  sql.toLowerCase(Locale.ROOT).matches("(?s)\\s*(insert|update|merge|delete).*"));
    }
  }

  @Test
  void control_a_404_for_what_does_not_exist_is_caught() throws Exception {
    Filter tells =
        (request, response, chain) -> {
          if (isKnown((HttpServletRequest) request)) {
            chain.doFilter(request, response);
          } else {
            Problems.write(
                (HttpServletRequest) request, (HttpServletResponse) response, Problem.NOT_FOUND);
          }
        };
    start(tells);
    assertCaught(Seen::answer);
  }

  @Test
  void control_one_header_more_is_caught() throws Exception {
    Filter tells =
        (request, response, chain) -> {
          if (isKnown((HttpServletRequest) request)) {
            ((HttpServletResponse) response).setHeader("X-Plan", "gold");
          }
          chain.doFilter(request, response);
        };
    start(tells);
    assertCaught(Seen::answer);
  }

  @Test
  void control_a_second_statement_about_what_exists_is_caught() throws Exception {
    UnaryOperator<DirectoryStore> looksAgain =
        sound ->
            (DirectoryStore)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DirectoryStore.class},
                    (self, method, arguments) -> {
                      Object answer = method.invoke(sound, arguments);
                      return answer instanceof Optional<?> found && found.isPresent()
                          ? method.invoke(sound, arguments)
                          : answer;
                    });
    start(provider, looksAgain.apply(directory));
    assertCaught(Seen::statements);
  }

  @Test
  void control_a_call_that_is_saved_for_what_does_not_exist_is_caught() throws Exception {
    PassingProvider saves =
        new PassingProvider(provider) {
          @Override
          public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
            Optional<Organization> known = super.findOrganization(organization);
            return known.isEmpty() ? Optional.empty() : super.findMembership(organization, user);
          }
        };
    start(saves, directory);
    assertCaught(Seen::calls);
  }

  private boolean isKnown(HttpServletRequest request) {
    String name = request.getPathInfo().substring(LIVE.length());
    return directory.findBySlug(FAKE, new OrganizationSlug(name)).isPresent();
  }

  private void assertCaught(Function<Seen, Object> by) throws IOException {
    List<Seen> known = twice(inPath(LIVE), "foreign");
    List<Seen> unknown = twice(inPath(LIVE), "unknown");
    assertThat(known).isNotEqualTo(unknown);
    assertThat(known.stream().map(by).toList()).isNotEqualTo(unknown.stream().map(by).toList());
  }
}
