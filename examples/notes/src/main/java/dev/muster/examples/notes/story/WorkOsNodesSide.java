package dev.muster.examples.notes.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.examples.notes.Settings;
import dev.muster.examples.notes.WorkOsAccess;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.testkit.SignedWebhook;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** WorkOS's own emulator, for several nodes. */
final class WorkOsNodesSide extends WorkOsSide implements NodesSide {
  private static final int PAGE = 100;

  private final WorkOsAccess nodes;

  /** The emulator counts the requests of each key: people have one, and the nodes another. */
  WorkOsNodesSide(WorkOsAccess people, WorkOsAccess nodes) {
    super(people, Settings.DEADLINE);
    this.nodes = nodes;
  }

  @Override
  public Map<String, String> environment() {
    return nodes.environment();
  }

  @Override
  public OrganizationId found(String name) throws Exception {
    JsonNode made = send("POST", "/organizations", JSON.createObjectNode().put("name", name));
    return new OrganizationId(made.path("id").asText());
  }

  @Override
  public void join(OrganizationId organization, UserId user, RoleSlug role) throws Exception {
    send(
        "POST",
        MEMBERSHIPS,
        JSON.createObjectNode()
            .put("organization_id", organization.value())
            .put("user_id", user.value())
            .put("role_slug", role.value()));
  }

  @Override
  public Set<String> members() {
    DirectoryWalk walk = provider.directoryWalk();
    Set<String> rows = new HashSet<>();
    for (Organization organization : all(after -> walk.organizations(after, PAGE))) {
      for (Membership member : all(after -> walk.members(organization.id(), after, PAGE))) {
        rows.add(MirrorRows.text(member));
      }
    }
    return rows;
  }

  @Override
  public long lookUps() throws Exception {
    return send(nodes, "GET", "/_asked", null).path("lookUps").asLong();
  }

  @Override
  public List<SignedWebhook> webhooks() {
    return List.of();
  }

  @Override
  public void tellUntold(Steps steps) {
    steps.untold("provider", "POST /account/webhook", "the emulator signs no message to a service");
    steps.untold(
        "leader",
        "reads a stretch of time again",
        "the emulator begins its whole log again, and the adapter leaves out what is too early");
  }

  @Override
  public void endSessions(UserId user) throws Exception {
    JsonNode all =
        send("GET", "/user_management/users/" + user.value() + "/sessions?limit=100", null);
    for (JsonNode session : all.path("data")) {
      send(
          "POST",
          "/user_management/sessions/revoke",
          JSON.createObjectNode().put("session_id", session.path("id").asText()));
    }
  }

  private static <T> Set<T> all(Function<@Nullable String, DirectoryWalk.Page<T>> pages) {
    Set<T> all = new HashSet<>();
    String after = null;
    do {
      DirectoryWalk.Page<T> page = pages.apply(after);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }
}
