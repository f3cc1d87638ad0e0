package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.keycloak.server.KeycloakBrowser;
import dev.muster.keycloak.server.KeycloakRealm;
import dev.muster.keycloak.server.KeycloakServer;
import dev.muster.keycloak.server.NeedsKeycloak;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.ReachUnknown;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users whom Keycloak has from an LDAP directory, which it disables while that is silent. */
@NeedsKeycloak
class FederationOnKeycloakTest {
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  private final KeycloakServer server;
  private KeycloakStage stage;
  private Federation federation;
  private OrganizationId acme;
  private UserId ann;

  FederationOnKeycloakTest(KeycloakServer server) {
    this.server = server;
  }

  @BeforeEach
  void open() throws Exception {
    stage = new KeycloakStage(server, 10);
    federation = new Federation(stage.realm());
    acme = stage.createOrganization("Acme");
    ann = federation.person("ann");
    stage.enrol(acme, ann, MembershipStatus.ACTIVE, ADMIN);
  }

  @AfterEach
  void close() {
    federation.close();
    stage.close();
  }

  @Test
  @Tag("ANS-2")
  void a_directory_that_is_silent_is_no_answer_about_its_people_and_no_no() {
    assertThat(found().isActive()).isTrue();
    federation.silent(true);
    inDoubt();
    federation.silent(false);
    assertThat(found().isActive()).isTrue();
    assertThat(found().roles()).containsExactly(ADMIN);
  }

  /* So that one of them does not keep all others from being read; nothing is decided by it. */
  @Test
  void lists_tell_the_people_of_a_silent_directory_as_keycloak_does() {
    UserId bob = stage.createUser("bob@example.org");
    stage.enrol(acme, bob, MembershipStatus.ACTIVE, ADMIN);
    federation.silent(true);
    assertThat(stage.provider().listMembers(acme))
        .filteredOn(Membership::isActive)
        .extracting(Membership::user)
        .containsExactly(bob);
    assertThat(stage.provider().listMemberships(ann)).noneMatch(Membership::isActive);
  }

  @Test
  @Tag("SES-6")
  @Tag("SES-7")
  void a_directory_that_is_silent_ends_no_session() {
    SignInStage signIn = new SignInStage(stage.realm());
    try {
      ProviderSession session = signIn.signedIn(new KeycloakBrowser(), "ann");
      federation.silent(true);
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> signIn.sessions().refresh(session.refreshToken(), acme));
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> signIn.sessions().refresh(session.refreshToken(), null));
      federation.silent(false);
      assertThat(signIn.sessions().refresh(session.refreshToken(), acme))
          .isInstanceOfSatisfying(
              RefreshOutcome.Rotated.class,
              again -> assertThat(again.session().organization()).isEqualTo(acme));
    } finally {
      signIn.close();
    }
  }

  @Test
  @Tag("MEM-1")
  void who_is_disabled_or_gone_is_never_granted() throws Exception {
    stage.enable("/users/" + ann, false);
    inDoubt();
    stage.enable("/users/" + ann, true);
    assertThat(found().isActive()).isTrue();
    federation.remove("ann");
    assertThat(stage.provider().findMembership(acme, ann)).isEmpty();
  }

  @Test
  @Tag("FEED-1")
  void a_directory_that_is_switched_off_or_read_anew_may_be_about_anybody() {
    try (KeycloakProvider reader =
        KeycloakProvider.of(
            stage
                .settings(stage.realm().serviceClient(KeycloakRealm.READING))
                .clock(() -> Instant.now().plus(LogReader.SETTLE).plusMillis(1))
                .build())) {
      EventSource events = reader.events(Duration.ofDays(30));
      String start = events.latest().orElseThrow();
      federation.synchronise();
      federation.enable(false);
      assertThat(events.after(start, 25).orElseThrow().events())
          .extracting(ProviderEvent::what)
          .containsSubsequence(new ReachUnknown("REALM"), new ReachUnknown("COMPONENT"));
    }
    inDoubt();
  }

  private Membership found() {
    return stage.provider().findMembership(acme, ann).orElseThrow();
  }

  private void inDoubt() {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::found);
  }
}
