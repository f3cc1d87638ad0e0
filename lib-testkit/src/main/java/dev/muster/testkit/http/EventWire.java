package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.rest.Fields;
import dev.muster.testkit.FakeEvent;
import dev.muster.testkit.FakeEvent.OfInvitation;
import dev.muster.testkit.FakeEvent.OfMembership;
import dev.muster.testkit.FakeEvent.OfOrganization;
import dev.muster.testkit.FakeEvent.OfRole;
import dev.muster.testkit.FakeEvent.OfSession;
import dev.muster.testkit.FakeEvent.OfUser;
import dev.muster.testkit.FakeEvent.Subject;
import java.util.stream.Stream;

/** Events as the protocol's JSON: written, and read as strictly as everything else. */
final class EventWire {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EventWire() {}

  static ObjectNode write(FakeEvent event) {
    ObjectNode node =
        JSON.objectNode()
            .put("id", event.id())
            .put("type", event.type().word())
            .put("happenedAt", event.happenedAt().toString());
    node.set("subject", subject(event.subject()));
    return node;
  }

  static FakeEvent read(Fields event) {
    FakeEvent.Type type = type(event.text("type"));
    return new FakeEvent(
        event.text("id"),
        type,
        AnswerReader.time(event, "happenedAt"),
        subject(type, event.object("subject")));
  }

  private static ObjectNode subject(Subject subject) {
    if (subject instanceof OfUser of) {
      return AnswerWriter.user(of.user());
    }
    if (subject instanceof OfOrganization of) {
      return AnswerWriter.organization(of.organization());
    }
    if (subject instanceof OfMembership of) {
      return AnswerWriter.membership(of.membership());
    }
    if (subject instanceof OfInvitation of) {
      return AnswerWriter.invitation(of.invitation());
    }
    if (subject instanceof OfRole of) {
      OrganizationId organization = of.organization();
      return AnswerWriter.role(of.role())
          .put("organization", organization == null ? null : organization.value());
    }
    OfSession of = (OfSession) subject;
    return JSON.objectNode().put("sessionId", of.sessionId()).put("user", of.user().value());
  }

  private static Subject subject(FakeEvent.Type type, Fields of) {
    return switch (type) {
      case USER_CREATED, USER_UPDATED, USER_DELETED -> new OfUser(AnswerReader.user(of));
      case ORGANIZATION_CREATED, ORGANIZATION_UPDATED, ORGANIZATION_DELETED ->
          new OfOrganization(AnswerReader.organization(of));
      case MEMBERSHIP_CREATED, MEMBERSHIP_UPDATED, MEMBERSHIP_DELETED ->
          new OfMembership(AnswerReader.membership(of));
      case INVITATION_CREATED, INVITATION_ACCEPTED, INVITATION_REVOKED ->
          new OfInvitation(AnswerReader.invitation(of));
      case SESSION_CREATED, SESSION_REVOKED ->
          new OfSession(of.text("sessionId"), of.named("user", UserId::new));
      case ROLE_CREATED, ROLE_UPDATED, ROLE_DELETED ->
          new OfRole(AnswerReader.role(of), of.namedOrNull("organization", OrganizationId::new));
    };
  }

  private static FakeEvent.Type type(String word) {
    return Stream.of(FakeEvent.Type.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() -> AnswerReader.malformed("type"));
  }
}
