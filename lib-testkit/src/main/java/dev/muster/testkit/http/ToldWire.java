package dev.muster.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationEnded;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.rest.Fields;
import dev.muster.testkit.FakeEvent;
import org.jspecify.annotations.Nullable;

/**
 * Events as a feed is told them, as JSON. It reads what {@link EventWire} writes as well; of what
 * says nothing about access, or is not known, it reads the type only.
 */
final class ToldWire {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ToldWire() {}

  static ObjectNode write(ProviderEvent event) {
    ObjectNode node =
        JSON.objectNode()
            .put("id", event.id())
            .put("type", word(event.what()))
            .put("happenedAt", event.happenedAt().toString());
    node.set("subject", subject(event.what()));
    return node;
  }

  static ProviderEvent read(Fields event) {
    return new ProviderEvent(
        event.text("id"), AnswerReader.time(event, "happenedAt"), what(event.text("type"), event));
  }

  private static What what(String word, Fields event) {
    return switch (word) {
      case "membership.created", "membership.updated" ->
          new MembershipStated(AnswerReader.membership(event.object("subject")));
      case "membership.deleted" ->
          new MembershipEnded(AnswerReader.membership(event.object("subject")));
      case "organization.created", "organization.updated" ->
          new OrganizationStated(AnswerReader.organization(event.object("subject")));
      case "organization.deleted" ->
          new OrganizationEnded(event.object("subject").named("id", OrganizationId::new));
      case "user.deleted" -> new UserEnded(event.object("subject").named("id", UserId::new));
      case "session.revoked" -> session(event.object("subject"));
      case "role.created", "role.updated", "role.deleted" -> role(event.object("subject"));
      default -> new Other(word);
    };
  }

  private static SessionEnded session(Fields subject) {
    return new SessionEnded(subject.named("user", UserId::new), subject.text("sessionId"));
  }

  private static RoleChanged role(Fields subject) {
    return new RoleChanged(
        AnswerReader.role(subject), subject.namedOrNull("organization", OrganizationId::new));
  }

  private static String word(What what) {
    if (what instanceof Other other) {
      return other.type();
    }
    return type(what).word();
  }

  private static FakeEvent.Type type(What what) {
    if (what instanceof MembershipStated) {
      return FakeEvent.Type.MEMBERSHIP_UPDATED;
    }
    if (what instanceof MembershipEnded) {
      return FakeEvent.Type.MEMBERSHIP_DELETED;
    }
    if (what instanceof OrganizationStated) {
      return FakeEvent.Type.ORGANIZATION_UPDATED;
    }
    if (what instanceof OrganizationEnded) {
      return FakeEvent.Type.ORGANIZATION_DELETED;
    }
    if (what instanceof UserEnded) {
      return FakeEvent.Type.USER_DELETED;
    }
    return what instanceof SessionEnded
        ? FakeEvent.Type.SESSION_REVOKED
        : FakeEvent.Type.ROLE_UPDATED;
  }

  private static ObjectNode subject(What what) {
    if (what instanceof MembershipStated stated) {
      return AnswerWriter.membership(stated.membership());
    }
    if (what instanceof MembershipEnded ended) {
      return AnswerWriter.membership(ended.membership());
    }
    if (what instanceof OrganizationStated stated) {
      return AnswerWriter.organization(stated.organization());
    }
    if (what instanceof OrganizationEnded ended) {
      return JSON.objectNode().put("id", ended.organization().value());
    }
    if (what instanceof UserEnded ended) {
      return JSON.objectNode().put("id", ended.user().value());
    }
    if (what instanceof SessionEnded ended) {
      return JSON.objectNode().put("sessionId", ended.session()).put("user", ended.user().value());
    }
    return what instanceof RoleChanged changed ? role(changed) : JSON.objectNode();
  }

  private static ObjectNode role(RoleChanged changed) {
    return AnswerWriter.role(changed.role()).put("organization", id(changed.organization()));
  }

  private static @Nullable String id(@Nullable OrganizationId organization) {
    return organization == null ? null : organization.value();
  }
}
