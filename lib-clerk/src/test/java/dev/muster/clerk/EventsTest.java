package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.ClerkStub;
import dev.muster.clerk.stub.WebhookMessage;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.WebhookSource.Receipt;
import dev.muster.provider.WebhookSource.Why;
import dev.muster.testkit.SignedWebhook;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each sort of message that Clerk sends about access is read, and others say nothing. */
@Tag("FEED-4")
@Tag("FEED-7")
class EventsTest {
  private final ClerkStub clerk = ClerkStub.start();
  private final ClerkWebhooks webhooks = ClerkWebhooks.of(clerk.webhooks().secret());
  private final UserId ann = clerk.createUser("ann@example.org");
  private final OrganizationId acme = clerk.createOrganization("Acme");

  @AfterEach
  void close() {
    clerk.close();
  }

  @Test
  void a_membership_that_begins_changes_and_ends_is_told() {
    clerk.enrol(acme, ann, "org:member");
    clerk.setRole(acme, ann, "org:admin");
    clerk.remove(acme, ann);

    Membership begun = ((MembershipStated) what("organizationMembership.created")).membership();
    assertThat(begun.organization()).isEqualTo(acme);
    assertThat(begun.user()).isEqualTo(ann);
    assertThat(begun.status()).isEqualTo(MembershipStatus.ACTIVE);
    assertThat(begun.roles()).containsExactly(new RoleSlug("org:member"));
    Membership changed = ((MembershipStated) what("organizationMembership.updated")).membership();
    assertThat(changed.id()).isEqualTo(begun.id());
    assertThat(changed.roles()).containsExactly(new RoleSlug("org:admin"));
    assertThat(what("organizationMembership.deleted")).isEqualTo(new MembershipEnded(changed));
  }

  @Test
  void an_end_is_told_by_what_counts_of_it_alone() {
    String data =
        "{\"id\":\"orgmem_1\",\"organization\":{\"id\":\"org_1\"},\"updated_at\":\"now\","
            + "\"public_user_data\":{\"user_id\":\"user_1\",\"banned\":\"no\"}}";
    MembershipEnded ended =
        (MembershipEnded) read(message("organizationMembership.deleted", 1, data)).event().what();
    assertThat(ended.membership().id().value()).isEqualTo("orgmem_1");
    for (String part : List.of("orgmem_1", "org_1", "user_1")) {
      assertThat(receipt(message("organizationMembership.deleted", 1, data.replace(part, ""))))
          .as(part)
          .isEqualTo(new Receipt.Refused(Why.MALFORMED));
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void a_time_that_can_not_be_is_malformed_and_an_id_has_no_dot() {
    String data = "{\"id\":\"user_1\"}";
    for (long time : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000L)) {
      assertThat(receipt(message("user.deleted", time, data)))
          .as("%d", time)
          .isEqualTo(new Receipt.Refused(Why.MALFORMED));
    }
    assertThat(read(message("user.deleted", 253_402_300_799_999L, data))).isNotNull();
    WebhookMessage good = message("user.deleted", 1, data);
    assertThat(receipt(new WebhookMessage("msg.1", good.type(), good.at(), good.body())))
        .isEqualTo(new Receipt.Refused(Why.UNSIGNED));
  }

  @Test
  void an_organization_that_begins_changes_and_ends_is_told() {
    clerk.rename(acme, "Acme 2");
    clerk.deleteOrganization(acme);
    assertThat(what("organization.created"))
        .isEqualTo(new OrganizationStated(new Organization(acme, "Acme")));
    assertThat(what("organization.updated"))
        .isEqualTo(new OrganizationStated(new Organization(acme, "Acme 2")));
    assertThat(what("organization.deleted")).isEqualTo(new OrganizationEnded(acme));
  }

  @Test
  void the_end_of_a_user_and_of_a_session_is_told() {
    String session = clerk.rest().signIn(ann);
    clerk.rest().signOut(session);
    clerk.deleteUser(ann);
    assertThat(what("session.ended")).isEqualTo(new SessionEnded(ann, session));
    assertThat(what("user.deleted")).isEqualTo(new UserEnded(ann));
    assertThat(what("user.created")).isEqualTo(new Other("user.created"));
  }

  @Test
  void a_role_whose_permissions_change_is_told_for_all_its_holders() {
    clerk.rest().defineRole("org:auditor", "org:notes:read");
    clerk.rest().defineRole("org:auditor", "org:notes:read", "org:notes:write");
    RoleChanged auditor = new RoleChanged(new RoleSlug("org:auditor"), null);
    assertThat(what("role.created")).isEqualTo(auditor);
    assertThat(what("role.updated")).isEqualTo(auditor);
    clerk.rest().deleteRole("org:auditor");
    assertThat(what("role.deleted")).isIn(new Other("role.deleted"), auditor);
  }

  @Test
  void a_message_that_is_sent_again_is_the_same_event() {
    WebhookMessage message = clerk.webhooks().messages("organization.created").get(0);
    assertThat(read(message)).isEqualTo(read(message));
    assertThat(read(message).message()).isEqualTo(message.id());
    assertThat(read(message).event().id()).isEqualTo(message.id());
  }

  @Test
  void a_time_is_taken_in_seconds_as_the_document_shows_it_and_in_milliseconds() {
    WebhookMessage message = clerk.webhooks().messages("organization.created").get(0);
    Instant at = read(message).event().happenedAt();
    assertThat(at.toEpochMilli()).isEqualTo(message.at().toEpochMilli());
    String inSeconds =
        message.body().replaceFirst("\"timestamp\":[0-9]+", "\"timestamp\":" + at.getEpochSecond());
    WebhookMessage other =
        new WebhookMessage(message.id(), message.type(), message.at(), inSeconds);
    assertThat(read(other).event().happenedAt())
        .isEqualTo(Instant.ofEpochSecond(at.getEpochSecond()));
  }

  private What what(String type) {
    List<WebhookMessage> told = clerk.webhooks().messages(type);
    assertThat(told).as(type).isNotEmpty();
    return read(told.get(told.size() - 1)).event().what();
  }

  private static WebhookMessage message(String type, long time, String data) {
    String body = "{\"type\":\"%s\",\"timestamp\":%d,\"data\":%s}".formatted(type, time, data);
    return new WebhookMessage("msg_1", type, Instant.now(), body);
  }

  private Receipt.Accepted read(WebhookMessage message) {
    Receipt receipt = receipt(message);
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return (Receipt.Accepted) receipt;
  }

  private Receipt receipt(WebhookMessage message) {
    SignedWebhook signed = clerk.webhooks().sign(message);
    return webhooks.read(signed.headers()::get, signed.bytes(), Instant.now());
  }
}
