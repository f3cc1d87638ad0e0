package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Holds the stub against Clerk's OpenAPI documents: requests that it takes, answers and webhooks.
 */
final class ClerkDocuments implements Conformance {
  static final String MISSING = "needs Clerk's OpenAPI documents in a folder shared/specs";

  private static final Optional<Both> BOTH = find();

  private final ApiCheck api;
  private final WebhookCheck webhooks;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private ClerkDocuments(Both both) {
    api = new ApiCheck(both.api());
    webhooks = new WebhookCheck(both.webhooks());
  }

  private record Both(ClerkDocument api, ClerkDocument webhooks) {}

  private static Optional<Both> find() {
    ClerkDocument api = ClerkDocument.find("clerk-bapi-2025-11-10.yml");
    ClerkDocument webhooks = ClerkDocument.find("clerk-webhooks-2025-04-15.yml");
    if (api == null || webhooks == null) {
      System.out.println("The stub of Clerk is held against nothing: " + MISSING);
      return Optional.empty();
    }
    return Optional.of(new Both(api, webhooks));
  }

  static boolean areHere() {
    return BOTH.isPresent();
  }

  /** A new check, or one that lets all pass where there is no document. */
  static Conformance conformance() {
    return BOTH.<Conformance>map(ClerkDocuments::new).orElse(NONE);
  }

  @Override
  public void check(Route route, Asked asked, Answer answer) {
    api.faults(route, asked, answer)
        .forEach(fault -> faults.add(asked.method() + " " + route.template() + ": " + fault));
  }

  @Override
  public void check(WebhookMessage message) {
    webhooks.faults(message).forEach(fault -> faults.add(message.type() + ": " + fault));
  }

  @Override
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** A copy whose null slugs are texts: the document knows none, though slugs may be off. */
  static JsonNode withSlugs(JsonNode body) {
    JsonNode copy = body.deepCopy();
    for (JsonNode parent : copy.findParents("slug")) {
      if (parent.path("slug").isNull() && isOrganization(parent)) {
        ((ObjectNode) parent).put("slug", "off");
      }
    }
    return copy;
  }

  private static boolean isOrganization(JsonNode node) {
    return Set.of("organization").contains(node.path("object").asText());
  }
}
