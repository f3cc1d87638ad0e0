package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Routes;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.mint.CookieMinter;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever ended or has not begun answers over HTTP as an organization that does not exist. */
@Tag("ORG-4")
@Tag("MEM-1")
class EndedOnJettyTest {
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final String EMAIL = "ann@example.com";

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(FAKE)
          .profile(ProviderProfile.WORKOS)
          .clock(InstantSource.system())
          .build();
  private final FakeDashboard dashboard = provider.dashboard();
  private final DirectoryStore directory = new InMemoryDirectoryStore(InstantSource.system());
  private final Queue<MusterEvent.Decided> decided = new ConcurrentLinkedQueue<>();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .directory(directory)
          .sessions(provider, SignIn.settings())
          .listener(
              event -> {
                if (event instanceof MusterEvent.Decided decision) {
                  decided.add(decision);
                }
              })
          .build();
  private final UserId ann = dashboard.createUser(EMAIL).id();
  private final OrganizationId acme = organization("acme");
  private JettyHost host;
  private String cookie;

  private OrganizationId organization(String slug) {
    Organization organization = dashboard.createOrganization(slug);
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug(slug)));
    return organization.id();
  }

  @BeforeEach
  void start() throws Exception {
    CookieMinter cookies = CookieMinter.of(muster, provider);
    cookie = "Cookie: " + cookies.header(cookies.valid(ann)).reveal();
    host =
        new JettyHost(
            muster,
            Routes.builder().route("GET", "/orgs/{organization}", Requirement.member()).build());
  }

  @AfterEach
  void stop() {
    host.close();
    muster.close();
  }

  private void joinAndEnter() throws Exception {
    dashboard.join(acme, ann, MEMBER);
    assertThat(host.get("/orgs/acme", cookie).status()).isEqualTo(200);
  }

  /** By slug and by id, one decision each, as for what never was. */
  private void assertAsIfItNeverWas() throws Exception {
    RawAnswer unknown = host.get("/orgs/never-was", cookie);
    assertThat(unknown.status()).isEqualTo(403);
    int handled = host.handled();
    decided.clear();
    assertThat(host.get("/orgs/acme", cookie)).isEqualTo(unknown);
    assertThat(host.get("/orgs/" + acme.value(), cookie)).isEqualTo(unknown);
    assertThat(host.handled()).isEqualTo(handled);
    assertThat(decided).hasSize(2);
  }

  @Test
  void a_removed_member() throws Exception {
    joinAndEnter();
    dashboard.remove(acme, ann);
    assertAsIfItNeverWas();
  }

  @Test
  void a_deactivated_member() throws Exception {
    joinAndEnter();
    dashboard.deactivate(acme, ann);
    assertAsIfItNeverWas();
  }

  @Test
  void an_invited_one() throws Exception {
    dashboard.invite(acme, EMAIL, MEMBER);
    assertAsIfItNeverWas();
  }

  @Test
  void a_member_of_an_organization_that_was_deleted() throws Exception {
    joinAndEnter();
    dashboard.deleteOrganization(acme);
    assertAsIfItNeverWas();
  }

  @Test
  void an_active_member_of_another_organization() throws Exception {
    dashboard.join(organization("other"), ann, MEMBER);
    assertThat(host.get("/orgs/other", cookie).status()).isEqualTo(200);
    assertAsIfItNeverWas();
  }

  @Test
  void control_an_active_member_is_told_apart() throws Exception {
    joinAndEnter();
    assertThat(host.get("/orgs/acme", cookie)).isNotEqualTo(host.get("/orgs/never-was", cookie));
  }
}
