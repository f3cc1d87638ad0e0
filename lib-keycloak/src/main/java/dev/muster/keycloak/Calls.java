package dev.muster.keycloak;

import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestClient;
import dev.muster.rest.RestRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Calls to the admin API of the realm, as the service account. Safe for many threads. */
final class Calls implements AutoCloseable {
  /** The name in failures. */
  static final String KEYCLOAK = "Keycloak";

  /** How many reads stand side by side, each on a connection of its own. */
  private static final int SIDE_BY_SIDE = 16;

  private final KeycloakSettings settings;
  private final RestClient client;
  private final ServiceAccount account;

  Calls(KeycloakSettings settings) {
    this.settings = settings;
    client = RestClient.of(KEYCLOAK, settings.baseUrl(), settings.callDeadline());
    account = new ServiceAccount(client, settings);
  }

  <T> T within(Function<Deadline, T> call) {
    return call.apply(client.begin());
  }

  /** Whether a role is one that Keycloak makes in each realm, for purposes of its own. */
  boolean isOfEveryRealm(RoleSlug role) {
    return List.of("offline_access", "uma_authorization").contains(role.value())
        || role.value().equalsIgnoreCase("default-roles-" + settings.realm());
  }

  int pageSize() {
    return settings.pageSize();
  }

  RestRequest get(String... path) {
    return RestRequest.get(below(path));
  }

  RestRequest post(String... path) {
    return RestRequest.post(below(path));
  }

  RestRequest put(String... path) {
    return RestRequest.put(below(path));
  }

  RestRequest delete(String... path) {
    return RestRequest.delete(below(path));
  }

  Reply send(Deadline deadline, RestRequest request) {
    return sendAll(deadline, List.of(request)).get(0);
  }

  /** Reads side by side; for one request, whatever it is. */
  List<Reply> sendAll(Deadline deadline, List<RestRequest> requests) {
    List<Reply> replies = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += SIDE_BY_SIDE) {
      int to = Math.min(requests.size(), from + SIDE_BY_SIDE);
      replies.addAll(accepted(deadline, requests.subList(from, to)));
    }
    return replies;
  }

  /* A token ends early where the realm or the client was changed; what it was refused for has not
   * been done. */
  private List<Reply> accepted(Deadline deadline, List<RestRequest> requests) {
    ServiceAccount.Token token = account.token(deadline);
    List<Reply> replies = client.sendAll(bearing(requests, token), deadline);
    if (replies.stream().anyMatch(reply -> reply.status() == 401)) {
      replies = client.sendAll(bearing(requests, account.anew(token, deadline)), deadline);
    }
    replies.forEach(Calls::check);
    return replies;
  }

  /**
   * Refuses a list of which the account may see a part only: Keycloak leaves out the rest, or all
   * of it, and does not say so. For an empty one the token is a new one, since Keycloak goes by
   * what the account may do now.
   */
  void requireSight(Deadline deadline, String what, Collection<?> list) {
    ServiceAccount.Token token = account.token(deadline);
    var roles = (list.isEmpty() ? account.anew(token, deadline) : token).roles();
    if (!roles.contains("view-" + what) && !roles.contains("manage-" + what)) {
      throw new Misconfigured(
          "the service account's token does not hold the role view-"
              + what
              + " of realm-management, without which lists are not whole");
    }
  }

  /** A 404 is a no only in a realm that has organizations. */
  void requireOrganizations(Deadline deadline) {
    if (send(deadline, get("organizations", "count")).status() == 404) {
      throw new Misconfigured("organizations are not enabled in the realm");
    }
  }

  /** What Keycloak has done it says with 201 or 204, and nothing else. */
  static void requireDone(Reply reply) {
    if (reply.status() != 201 && reply.status() != 204) {
      throw reply.unforeseen();
    }
  }

  private static void check(Reply reply) {
    if (reply.status() == 401) {
      throw new Misconfigured("Keycloak does not accept the service account's token");
    }
    if (reply.status() == 403) {
      throw new Misconfigured("the service account lacks a role of realm-management");
    }
    if (reply.status() == 404 && !isOfKeycloak(reply.refusal())) {
      throw reply.unforeseen();
    }
  }

  /* A proxy that has lost its way to Keycloak says 404 too, in words of its own. */
  private static boolean isOfKeycloak(Fields refusal) {
    return refusal.node().path("error").isTextual()
        || refusal.node().path("errorMessage").isTextual();
  }

  private static List<RestRequest> bearing(List<RestRequest> requests, ServiceAccount.Token token) {
    return requests.stream().map(request -> request.bearer(token.value())).toList();
  }

  private String[] below(String... path) {
    List<String> all = new ArrayList<>(List.of("admin", "realms", settings.realm()));
    all.addAll(Arrays.asList(path));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    client.close();
  }
}
