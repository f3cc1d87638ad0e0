package dev.muster.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.ProviderSession;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a cookie of WorkOS's holds: the JSON that its SDKs for Node and Java read. */
final class CookieBody {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z0-9])");

  private CookieBody() {}

  /**
   * The body for a session.
   *
   * @param forJava whether the user is spelled for the Java SDK as well, whose model wants what the
   *     API calls it; Node wants words run together
   */
  static String of(ProviderSession session, boolean forJava) {
    Secret answer = session.answer();
    JsonNode from = answer == null ? JSON.missingNode() : Answers.json(answer.reveal(), "answer");
    if (!from.path("user").isObject()) {
      throw new Unavailable("a session that is not of WorkOS's own answer can't be sealed", null);
    }
    OrganizationId organization = session.organization();
    ObjectNode body = JSON.createObjectNode();
    body.put("organizationId", organization == null ? null : organization.value());
    body.put("accessToken", Answers.text(from, "access_token"));
    body.put("refreshToken", session.refreshToken().reveal());
    putIfThere(body, "authenticationMethod", from.path("authentication_method"));
    putIfThere(body, "impersonator", from.path("impersonator"));
    String actor = session.impersonator();
    if (actor != null && !body.has("impersonator")) {
      // Named at sign-in, perhaps, and not in this answer.
      body.putObject("impersonator").put("email", actor).putNull("reason");
    }
    body.set("user", spelled(from.path("user"), forJava));
    return body.toString();
  }

  private static void putIfThere(ObjectNode body, String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      body.set(name, value);
    }
  }

  private static ObjectNode spelled(JsonNode object, boolean forJava) {
    ObjectNode spelled = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      spelled.set(
          NEXT_WORD.matcher(name).replaceAll(at -> at.group(1).toUpperCase(Locale.ROOT)),
          field.getValue());
      if (forJava && !field.getValue().isNull()) {
        spelled.set(name, field.getValue());
      }
    }
    return spelled;
  }
}
