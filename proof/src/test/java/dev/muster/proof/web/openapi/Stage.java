package dev.muster.proof.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.name.ChangeId;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.servlet.BrowserPages;
import dev.muster.session.SessionSettings;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.Subject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service on a server, with a document as it serves it, and people who sign in. */
final class Stage implements AutoCloseable {
  static final String HEADER = "X-Organization";

  private static final String PAGE = "/start";

  final Service service = new Service();
  final ApiHost host;

  /** The same service, where it tells of no organization that it exists. */
  final ApiHost hiding;

  /** The same service, where it has pages for browsers. */
  final ApiHost paged;

  final Recorder recorder;
  private int changes;

  Stage() throws Exception {
    host = new ApiHost(service.muster, routes -> routes.organizationHeader(HEADER));
    hiding =
        new ApiHost(
            service.muster, routes -> routes.organizationHeader(HEADER).hideOrganizations());
    BrowserPages pages =
        BrowserPages.builder().login(PAGE).onboarding(PAGE).picker(PAGE).home(PAGE).build();
    paged =
        new ApiHost(
            service.muster,
            routes -> routes.organizationHeader(HEADER).publicPath(PAGE).pages(pages));
    Exchange described = host.send("GET", "/account/openapi.json", List.of(), null);
    recorder = new Recorder(new ApiDocument(Schemas.JSON.readTree(described.body())));
  }

  Ask ask(String operation) {
    return new Ask(host, recorder, operation);
  }

  /** A sign-in that a browser began: the cookie that it has, and where the provider sends it. */
  record Begun(String cookie, String query) {}

  Begun begin(UserId user, String returnTo) throws IOException {
    Exchange login = ask("login").query("returnTo=" + returnTo).expect(302);
    Map<String, String> asked = SignIn.query(URI.create(login.values("location").get(0)));
    URI back =
        service.provider.authorize(
            new AuthorizationRequest(
                Service.CALLBACK, asked.get("state"), asked.get("code_challenge")),
            user);
    return new Begun(cookie(login, settings().loginCookieName()), back.getRawQuery());
  }

  /** The header line of the session of a person who signs in. */
  String signIn(UserId user) throws IOException {
    Begun begun = begin(user, "/");
    return cookie(
        ask("callback").query(begun.query()).header(begun.cookie()).expect(302),
        settings().cookieName());
  }

  /** The header line of the cookie that an answer sets. */
  String cookie(Exchange answer, String name) {
    return answer.values("set-cookie").stream()
        .filter(header -> header.startsWith(name + "="))
        .map(header -> "Cookie: " + header.substring(0, header.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  SessionSettings settings() {
    return service.muster.sessions().orElseThrow().settings();
  }

  /** A person's token of the provider's. */
  static String bearer(UserId user) {
    return "Authorization: Bearer " + user.value();
  }

  /** A token of an organization, as a header line. */
  String token(String session, OrganizationId organization) throws IOException {
    JsonNode issued = ask("issueToken").in(organization).header(session).json("{}").read(201);
    return "Authorization: Bearer " + issued.path("token").asText();
  }

  /** The organization is being ended by somebody, from now on. */
  void ending(OrganizationId organization) {
    Subject all = new Subject.OfOrganization(service.provider.instance(), organization);
    Change deletion =
        new Change.Deletion(
            new ChangeId("c" + changes++), service.provider.instance(), organization);
    Beginning begun =
        service.changes.begin(deletion, List.of(service.changes.standing(all)), Duration.ofDays(1));
    if (begun != Beginning.BEGUN) {
      throw new IllegalStateException("it did not begin: " + begun);
    }
  }

  @Override
  public void close() {
    host.close();
    hiding.close();
    paged.close();
    service.close();
  }
}
