package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.threads.Callers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moving a session into an organization. */
class AttachTest extends SignedIn {
  @Test
  @Tag("SES-7")
  @Tag("SES-8")
  void attaching_is_verified() {
    Attachment attachment = sessions.attach(session(signedIn), ACME);
    assertThat(attachment).isInstanceOf(Attachment.Attached.class);
    Attachment.Attached attached = (Attachment.Attached) attachment;
    assertThat(attached.session().organization()).contains(ACME);
    assertThat(session(attached.cookies().get(0).value().reveal()).organization()).contains(ACME);
  }

  @Test
  @Tag("SES-7")
  void an_attachment_to_nothing_or_to_another_organization_resets_the_session() {
    provider.onRefresh =
        (token, organization) -> new RefreshOutcome.Rotated(provider.session(null));
    Attachment nothing = sessions.attach(session(signedIn), ACME);
    assertClears(((Attachment.ResetRequired) nothing).cookies());
    String again = provider.signIn();
    provider.onRefresh =
        (token, organization) ->
            new RefreshOutcome.Rotated(provider.session(new OrganizationId("org_other")));
    assertThat(sessions.attach(session(again), ACME)).isInstanceOf(Attachment.ResetRequired.class);
  }

  @Test
  @Tag("SES-7")
  void a_refused_attachment_resets_and_an_outage_keeps_the_cookie() {
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(3));
    assertThat(sessions.attach(session(signedIn), ACME))
        .isEqualTo(new Attachment.Unavailable(Duration.ofSeconds(3)));
    provider.failure = null;
    provider.onRefresh = (token, organization) -> new RefreshOutcome.OrganizationRefused();
    assertThat(sessions.attach(session(signedIn), ACME))
        .isInstanceOf(Attachment.ResetRequired.class);
  }

  @Test
  @Tag("SES-7")
  void attaching_with_a_token_that_was_just_exchanged_here_follows_its_successor() {
    Session old = session(signedIn);
    accessRunsOut();
    authenticate(signedIn);
    provider.onRefresh =
        (token, organization) -> {
          assertThat(token.reveal()).isNotEqualTo(ScriptedSessions.SECRET + "refresh-0");
          return new RefreshOutcome.Rotated(provider.session(organization));
        };
    assertThat(sessions.attach(old, ACME)).isInstanceOf(Attachment.Attached.class);
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  @Tag("SES-6")
  @Tag("SES-7")
  void a_provider_that_keeps_its_refresh_token_is_asked_again_each_time() {
    provider.onRefresh =
        (token, organization) -> new RefreshOutcome.Rotated(keeping(token, organization));
    accessRunsOut();
    Session refreshed = ((Authentication.Authenticated) authenticate(signedIn)).session();
    assertThat(sessions.attach(refreshed, ACME)).isInstanceOf(Attachment.Attached.class);
    assertThat(sessions.attach(refreshed, ACME)).isInstanceOf(Attachment.Attached.class);
    accessRunsOut();
    assertThat(authenticate(signedIn)).isInstanceOf(Authentication.Authenticated.class);
    assertThat(provider.refreshes).hasValue(4);
  }

  private ProviderSession keeping(Secret token, @Nullable OrganizationId organization) {
    ProviderSession session = provider.session(organization);
    return new ProviderSession(
        session.user(), session.sessionId(), organization, token, session.accessLifetime());
  }

  @Test
  @Tag("ANS-8")
  void a_session_of_another_issuer_is_not_attached() {
    Sessions other = provider.sessions(provider.settings().build());
    Session session = session(signedIn);
    assertThat(other.issued(session)).isFalse();
    assertThatThrownBy(() -> other.attach(session, ACME))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("SES-7")
  void attaching_beside_a_refusal_of_another_organization_asks_for_its_own() throws Exception {
    Session session = session(signedIn);
    OrganizationId other = new OrganizationId("org_other");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    provider.onRefresh =
        (token, organization) -> {
          if (!other.equals(organization)) {
            return new RefreshOutcome.Rotated(provider.session(organization));
          }
          asked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new RefreshOutcome.OrganizationRefused();
        };
    Callers<Attachment> callers = new Callers<>();
    callers.ask(() -> sessions.attach(session, other));
    asked.await();
    callers.ask(() -> sessions.attach(session, ACME));
    callers.awaitAllParked();
    release.countDown();
    assertThat(callers.answers())
        .hasAtLeastOneElementOfType(Attachment.ResetRequired.class)
        .hasAtLeastOneElementOfType(Attachment.Attached.class);
  }

  @Test
  @Tag("SES-6")
  void a_refresh_beside_a_refusal_of_another_organization_stays_in_its_own() throws Exception {
    Attachment.Attached there = (Attachment.Attached) sessions.attach(session(signedIn), ACME);
    String cookie = there.cookies().get(0).value().reveal();
    OrganizationId other = new OrganizationId("org_other");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    accessRunsOut();
    provider.onRefresh =
        (token, organization) -> {
          if (!other.equals(organization)) {
            return new RefreshOutcome.Rotated(provider.session(organization));
          }
          asked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new RefreshOutcome.OrganizationRefused();
        };
    Callers<Boolean> callers = new Callers<>();
    callers.ask(() -> sessions.attach(there.session(), other) instanceof Attachment.Attached);
    asked.await();
    callers.ask(() -> session(cookie).organization().filter(ACME::equals).isPresent());
    callers.awaitAllParked();
    release.countDown();
    assertThat(callers.answers()).containsExactly(false, true);
  }

  @Test
  @Tag("BAD-INPUT")
  void null_is_refused_by_name() {
    assertThatNullPointerException()
        .isThrownBy(() -> sessions.attach(null, ACME))
        .withMessage("session");
    assertThatNullPointerException()
        .isThrownBy(() -> sessions.attach(session(signedIn), null))
        .withMessage("organization");
    assertThatNullPointerException()
        .isThrownBy(() -> provider.sessions((ProviderInstance) null, provider.settings().build()))
        .withMessage("instance");
  }
}
