package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.keycloak.server.KeycloakAdmin;
import dev.muster.keycloak.server.KeycloakBrowser;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in at a real Keycloak beyond its contract. */
@NeedsKeycloak
class KeycloakSessionsTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private static KeycloakRealm realm;

  private SignInStage stage;
  private UserId ann;

  @BeforeAll
  static void openRealm(KeycloakServer server) {
    realm = server.newRealm();
  }

  @BeforeEach
  void open() {
    stage = new SignInStage(realm);
    ann = stage.createUser("ann@example.org");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-7")
  void who_is_refused_by_an_organization_keeps_the_session() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    OrganizationId initech = stage.createOrganization("Initech");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    stage.enrol(initech, ann, MembershipStatus.ACTIVE, MEMBER);
    ProviderSession session = signIn(new KeycloakBrowser());
    refused(session, globex);
    refused(session, new OrganizationId("no-such"));
    refused(session, new OrganizationId(".."));

    ProviderSession inAcme = rotated(session, acme);
    assertThat(inAcme.organization()).isEqualTo(acme);
    stage.remove(acme, ann);
    refused(inAcme, acme);
    assertThat(rotated(inAcme, null).organization()).isNull();
  }

  @Test
  @Tag("SES-7")
  void a_disabled_organization_refuses_its_members() {
    OrganizationId acme = stage.createOrganization("Acme");
    OrganizationId globex = stage.createOrganization("Globex");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    stage.enrol(globex, ann, MembershipStatus.ACTIVE, MEMBER);
    ProviderSession session = signIn(new KeycloakBrowser());
    stage.enable("/organizations/" + acme, false);
    refused(session, acme);
    stage.enable("/organizations/" + acme, true);
    assertThat(rotated(session, acme).organization()).isEqualTo(acme);
  }

  /* Such a session is given no scope of an organization: the membership is confirmed instead. */
  @Test
  @Tag("SES-7")
  void who_signed_in_as_a_member_of_none_is_brought_into_the_first_organization() {
    ProviderSession session = signIn(new KeycloakBrowser());
    OrganizationId acme = stage.createOrganization("Acme");
    refused(session, acme);
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, MEMBER);
    ProviderSession inAcme = rotated(session, acme);
    assertThat(inAcme.organization()).isEqualTo(acme);
    stage.remove(acme, ann);
    refused(inAcme, acme);
  }

  @Test
  @Tag("SES-6")
  void the_session_of_a_disabled_user_is_not_refreshed() {
    ProviderSession session = signIn(new KeycloakBrowser());
    stage.enable("/users/" + ann, false);
    assertThat(stage.sessions().refresh(session.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
  }

  @Test
  @Tag("SES-9")
  void ending_a_session_ends_the_sign_in_of_the_browser() {
    KeycloakBrowser browser = new KeycloakBrowser();
    ProviderSession first = signIn(browser);
    ProviderSession again = signIn(browser);
    assertThat(again.sessionId()).isEqualTo(first.sessionId());

    stage.sessions().endSession(again.sessionId(), again.refreshToken());

    assertThat(stage.sessions().refresh(first.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
    assertThat(signIn(browser).sessionId()).isNotEqualTo(first.sessionId());
  }

  @Test
  @Tag("SES-6")
  void where_refresh_tokens_are_revoked_one_that_is_used_again_ends_the_session() {
    realm.good(
        "PUT",
        "",
        KeycloakAdmin.object().put("revokeRefreshToken", true).put("refreshTokenMaxReuse", 0));
    try {
      ProviderSession first = signIn(new KeycloakBrowser());
      ProviderSession second = rotated(first, null);
      for (ProviderSession spent : new ProviderSession[] {first, second}) {
        assertThat(stage.sessions().refresh(spent.refreshToken(), null))
            .isEqualTo(new RefreshOutcome.AlreadyExchanged());
      }
    } finally {
      realm.good("PUT", "", KeycloakAdmin.object().put("revokeRefreshToken", false));
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_realm_that_is_not_the_one_of_the_settings_is_refused() {
    KeycloakSettings other =
        KeycloakSettings.builder(new ProviderInstance("keycloak"))
            .baseUrl(realm.server().url())
            .realm("another")
            .clientId("c")
            .clientSecret(Secret.of("marker-s"))
            .build();
    KeycloakProvider provider = KeycloakProvider.of(other);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.sessions(stage.discovery(), "c", Secret.of("marker-s")))
        .withMessageStartingWith("sign-in must be at the realm another, but is at http");
  }

  private ProviderSession signIn(KeycloakBrowser browser) {
    return stage.signedIn(browser, stage.nameOf(ann));
  }

  private void refused(ProviderSession session, OrganizationId organization) {
    assertThat(stage.sessions().refresh(session.refreshToken(), organization))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
  }

  private ProviderSession rotated(ProviderSession session, @Nullable OrganizationId organization) {
    RefreshOutcome outcome = stage.sessions().refresh(session.refreshToken(), organization);
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }
}
