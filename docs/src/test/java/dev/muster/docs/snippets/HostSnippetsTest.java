package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.jdbi.HostRoleTable;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Permission;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Routes;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.store.DirectoryStore;
import dev.muster.testkit.FakeIdentityProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The snippets of docs/database.md, docs/servlet.md and docs/sessions.md, run. */
class HostSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake"))
          .clock(InstantSource.system())
          .build();
  private final RoleMap roles = RoleMap.builder().role("admin", "notes:delete").build();

  @Test
  void database() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:mem:docs;DB_CLOSE_DELAY=-1");
    DataSource dataSource = h2;
    Jdbi.create(h2)
        .useHandle(
            handle ->
                handle.execute(
                    "CREATE TABLE members (organization_id VARCHAR(255), user_id VARCHAR(255),"
                        + " role VARCHAR(255), PRIMARY KEY (organization_id, user_id))"));
    // @start region=database
    MusterSchema.install(dataSource);
    Jdbi jdbi = Jdbi.create(dataSource);
    HostRoleTable members =
        HostRoleTable.binding(jdbi, provider.instance())
            .table("members")
            .organizationColumn("organization_id")
            .userColumn("user_id")
            .roleColumn("role")
            .insertMissingRows()
            .build();
    try (Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .memberships(JdbiMembershipStore.on(jdbi))
            .directory(JdbiDirectoryStore.on(jdbi))
            .roleStore(members)
            .build()) {
      serve(muster);
    }
    // @end
    MusterSchema.verify(dataSource);
    joining(
        jdbi,
        JdbiDirectoryStore.on(jdbi),
        new DirectoryStore.Entry(
            new Organization(new OrganizationId("org_1"), "Acme"), new OrganizationSlug("acme")));
  }

  private void joining(Jdbi jdbi, JdbiDirectoryStore directory, DirectoryStore.Entry acme) {
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE plans (organization_id VARCHAR(255))"));
    // @start region=joining
    jdbi.useTransaction(
        handle -> {
          directory.joining(handle).add(provider.instance(), acme);
          handle.execute("INSERT INTO plans VALUES (?)", acme.organization().id().value());
        });
    // @end
    assertThat(directory.findBySlug(provider.instance(), acme.slug())).contains(acme);
  }

  private static void serve(Muster muster) {
    assertThat(muster.sessions()).isEmpty();
  }

  // @start region=handler
  static final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Pass pass = MusterRequest.pass(request);
      response.getWriter().println("notes of " + pass.organization());
    }
  }

  // @end

  @Test
  void servlet() {
    String base64 = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
    // @start region=settings
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.ofBase64(base64))
            .redirectUri(URI.create("https://notes.example/callback"))
            .home("/")
            .build();
    // @end
    try (Muster muster =
        Muster.builder().provider(provider).roles(roles).sessions(provider, settings).build()) {
      // @start region=filter
      Routes routes =
          Routes.builder()
              .publicPath("/login")
              .publicPath("/callback")
              .route("GET", "/me", Requirement.signedIn())
              .route(
                  "GET",
                  "/orgs/{organization}/notes",
                  Requirement.member(),
                  Freshness.within(Duration.ofSeconds(10)))
              .route(
                  "DELETE",
                  "/orgs/{organization}/notes/{note}",
                  Requirement.permits(new Permission("notes:delete")))
              .build();
      MusterFilter filter = new MusterFilter(muster, routes);
      // @end
      assertThat(filter).isNotNull();
      signIn(muster.sessions().orElseThrow());
    }
  }

  private static void signIn(Sessions sessions) {
    // @start region=login
    LoginStart start = sessions.startLogin("/orgs/acme/notes");
    String setCookie = start.cookie().header();
    URI location = start.location();
    // @end
    assertThat(setCookie).contains("HttpOnly");
    assertThat(location).isNotNull();
    String code = null;
    String state = "forged";
    String error = null;
    List<String> loginCookies = List.of(start.cookie().value().reveal());
    // @start region=callback
    LoginResult result = sessions.finishLogin(code, state, error, loginCookies);
    if (result instanceof LoginResult.SignedIn in) {
      URI back = URI.create(in.returnTo());
      System.out.println("signed in: " + in.session().user() + ", on to " + back);
    }
    // @end
    assertThat(result).isEqualTo(new LoginResult.StateMismatch());
  }
}
