package dev.muster.workos;

import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import com.workos.common.http.RetryConfig;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.gateway.StubServer;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The adapter on a server whose answers a test writes. */
final class Stubbed implements AutoCloseable {
  static final Secret API_KEY = Secret.of("sk_test_secret-of-the-host");
  static final OrganizationId ACME = new OrganizationId("org_01ACME");
  static final UserId ANN = new UserId("user_01ANN");

  /** As little as the adapter decides on. */
  static final String MEMBERSHIP =
      "{\"id\":\"om_01\",\"organization_id\":\"org_01ACME\",\"user_id\":\"user_01ANN\","
          + "\"status\":\"active\"}";

  final StubServer server;
  final WorkOsProvider provider;

  private Stubbed(StubServer server, WorkOsProvider provider) {
    this.server = server;
    this.provider = provider;
  }

  static Stubbed answering(int status, String body) {
    return answering(asked -> Answer.of(status, body));
  }

  static Stubbed answering(Function<Asked, Answer> answers) {
    StubServer server = StubServer.start(0, answers);
    return new Stubbed(server, WorkOsProvider.of(settings(server.url()).build()));
  }

  static WorkOsSettings.Builder settings(URI url) {
    return WorkOsSettings.builder(new ProviderInstance("workos"))
        .apiKey(API_KEY)
        .clientId("client_test")
        .baseUrl(url)
        .callDeadline(Patience.LONG);
  }

  Membership find() {
    return provider.findMembership(ACME, ANN).orElseThrow();
  }

  void invite() {
    provider.invite(ACME, "bob@example.org", new RoleSlug("member"), ANN);
  }

  /** The SDK alone, on the same server. */
  WorkOS sdk(RetryConfig retries) {
    return WorkOS.builder()
        .apiKey(API_KEY.reveal())
        .clientId("client_test")
        .apiBaseUrl(server.url().toString())
        .retryConfig(retries)
        .build();
  }

  static void post(WorkOS sdk) {
    sdk.baseClient.requestJson(new RequestConfig("POST", "/any", List.of(), Map.of("a", 1)));
  }

  static String page(String... rows) {
    return pageBefore("null", rows);
  }

  static String pageBefore(String after, String... rows) {
    return "{\"object\":\"list\",\"data\":["
        + String.join(",", rows)
        + "],\"list_metadata\":{\"before\":null,\"after\":"
        + after
        + "}}";
  }

  @Override
  public void close() {
    provider.close();
    server.close();
  }
}
