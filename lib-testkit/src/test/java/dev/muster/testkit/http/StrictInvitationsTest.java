package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Invitation;
import dev.muster.provider.ProviderException.Unavailable;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invitations and events that a sound server never answers with. */
@Tag("ANS-2")
class StrictInvitationsTest {
  private static final InvitationId ID = new InvitationId("invitation_1");
  private static final OrganizationId ACME = new OrganizationId("org_1");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final UserId ANN = new UserId("user_1");
  private static final String GOOD =
      "{\"id\":\"invitation_1\",\"organization\":\"org_1\",\"email\":\"bob@example.org\","
          + "\"state\":\"pending\",\"inviter\":\"user_1\",\"expiresAt\":\"2026-11-28T10:00:00Z\"}";

  private final OneAnswer server = new OneAnswer();
  private final HttpIdentityProvider client =
      HttpIdentityProvider.of(new ProviderInstance("test"), server.uri(), ServedStage.KEY);

  StrictInvitationsTest() throws IOException {}

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void a_sound_answer_is_read_and_an_unknown_state_is_unknown() {
    server.body = GOOD;
    assertThat(client.invite(ACME, "bob@example.org", MEMBER, ANN).inviter()).isEqualTo(ANN);
    server.body = GOOD.replace("pending", "postponed");
    assertThat(client.findInvitation(ID).orElseThrow().state()).isEqualTo(Invitation.State.UNKNOWN);
  }

  @Test
  void an_answer_about_something_else_is_none() {
    server.body = GOOD.replace("invitation_1", "invitation_2");
    unavailable(() -> client.findInvitation(ID));
    unavailable(() -> client.findInvitation(ACME, ID));
    server.body = GOOD.replace("org_1", "org_2");
    unavailable(() -> client.findInvitation(ACME, ID));
    unavailable(() -> client.invite(ACME, "bob@example.org", MEMBER, ANN));
    server.body = GOOD.replace("bob@", "eve@");
    unavailable(() -> client.invite(ACME, "bob@example.org", MEMBER, ANN));
    server.body = GOOD.replace("pending", "accepted");
    unavailable(() -> client.invite(ACME, "bob@example.org", MEMBER, ANN));
    server.body = GOOD;
    unavailable(() -> client.acceptInvitation(ID));
    unavailable(() -> client.revokeInvitation(ACME, ID));
    server.body = GOOD.replace("org_1", "org_2").replace("pending", "revoked");
    unavailable(() -> client.revokeInvitation(ACME, ID));
    server.body = "{\"data\":[" + GOOD.replace("org_1", "org_2") + "],\"after\":null}";
    unavailable(() -> client.listInvitations(ACME));
  }

  @Test
  @Tag("MEM-3")
  void a_page_with_a_total_that_is_none_is_no_page() {
    for (String total : new String[] {"-1", "1.5", "\"1\"", "99999999999"}) {
      server.body = "{\"data\":[],\"after\":null,\"total\":" + total + "}";
      unavailable(() -> client.listInvitations(ACME));
    }
    server.body = "{\"data\":[],\"after\":null,\"total\":1}";
    unavailable(() -> client.listInvitations(ACME));
  }

  @Test
  void an_event_of_another_form_is_no_answer() {
    String subject = "{\"id\":\"org_1\",\"name\":\"Acme\"}";
    String event =
        "{\"id\":\"event_1\",\"type\":\"organization.created\","
            + "\"happenedAt\":\"2026-01-01T00:00:00Z\",\"subject\":"
            + subject
            + "}";
    assertThat(events(event)).isEqualTo(1);
    for (String bad :
        new String[] {
          event.replace("organization.created", "organization.exploded"),
          event.replace("organization.created", "user.created"),
          event.replace("\"id\":\"event_1\",", ""),
          event.replace("2026-01-01T00:00:00Z", "yesterday"),
          event.replace(subject, "null")
        }) {
      unavailable(() -> events(bad));
    }
  }

  private int events(String event) {
    server.body = "{\"data\":[" + event + "],\"after\":null}";
    return client.events(null, 10).rows().size();
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }
}
