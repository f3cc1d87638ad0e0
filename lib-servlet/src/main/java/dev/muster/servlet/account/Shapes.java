package dev.muster.servlet.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.account.ScopeName;
import dev.muster.lifecycle.OrganizationMember;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.provider.Invitation;
import dev.muster.scope.OrganizationChoice;
import dev.muster.scope.PersonalChoice;
import dev.muster.scope.Scope;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.token.TokenIssue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON of what the endpoints tell. What is not known is null, and never left out. */
final class Shapes {
  private Shapes() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An object with one list in it. */
  static <T> ObjectNode list(String name, List<T> values, Function<T, ObjectNode> shape) {
    ObjectNode told = object();
    ArrayNode array = told.putArray(name);
    values.forEach(value -> array.add(shape.apply(value)));
    return told;
  }

  static ObjectNode organization(OrganizationChoice choice) {
    return organization(choice.id(), choice.slug(), choice.name(), choice.role());
  }

  static ObjectNode organization(
      OrganizationId id,
      @Nullable OrganizationSlug slug,
      @Nullable String name,
      @Nullable Role role) {
    return object()
        .put("id", id.value())
        .put("slug", text(slug))
        .put("name", name)
        .put("role", text(role));
  }

  static JsonNode personal(@Nullable PersonalChoice choice) {
    return choice == null
        ? JsonNodeFactory.instance.nullNode()
        : object().put("slug", text(choice.slug()));
  }

  static ObjectNode scope(Scope scope, ScopeName name) {
    return scope.fold(
        personal -> object().put("kind", "personal").put("slug", text(name.slug())),
        there -> {
          ObjectNode told =
              object()
                  .put("kind", "organization")
                  .put("organization", there.id().value())
                  .put("slug", text(name.slug()))
                  .put("name", name.displayName())
                  .put("role", text(there.role().orElse(null)));
          ArrayNode permissions = told.putArray("permissions");
          there.permissions().stream().map(Object::toString).sorted().forEach(permissions::add);
          return told;
        });
  }

  static ObjectNode member(OrganizationMember member) {
    return object()
        .put("user", member.user().value())
        .put("email", member.email())
        .put("role", text(member.role()))
        .put("status", word(member.status()));
  }

  static ObjectNode invitation(Invitation invitation) {
    return object()
        .put("id", invitation.id().value())
        .put("email", invitation.email())
        .put("state", word(invitation.state()))
        .put("expiresAt", text(invitation.expiresAt()));
  }

  static ObjectNode token(Token token) {
    return object()
        .put("id", token.id().value())
        .put("label", token.grant().label())
        .put("role", text(token.grant().role()))
        .put("state", word(token.state()))
        .put("issuedAt", token.issuedAt().toString())
        .put("expiresAt", token.expiresAt().toString())
        .put("lastUsedAt", text(token.lastUsedAt()));
  }

  /** Shown this once. */
  static ObjectNode issued(TokenIssue.Issued issued) {
    return object()
        .put("id", issued.id().value())
        .put("token", issued.token().reveal())
        .put("expiresIn", issued.lifetime().toSeconds());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Typed names and instants say their text. */
  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
