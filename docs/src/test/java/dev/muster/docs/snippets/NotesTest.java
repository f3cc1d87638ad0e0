package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.UnguardedRequests;
import dev.muster.testkit.http.FakeProviderServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The service of docs/servlet.md, run: closed to strangers, open to members, closed once removed.
 */
@Tag("WEB-1")
class NotesTest {
  private static final Path SOURCE =
      Path.of(
          System.getProperty("basedir", "."), "src/test/java/dev/muster/docs/snippets/Notes.java");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final UnguardedRequests unguarded = UnguardedRequests.watched();

  @Test
  void a_service_is_closed_to_strangers_open_to_members_and_closed_once_removed() throws Exception {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    SessionSettings cookies =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(URI.create("https://notes.example/account/callback"))
            .build();
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try (FakeProviderServer page = FakeProviderServer.start(provider, Secret.of("key"));
        Muster muster =
            Muster.builder()
                .provider(provider)
                .roles(RoleMap.builder().role("member").build())
                .sessions(provider, cookies)
                .listener(unguarded)
                .build()) {
      Notes.start(server, muster);
      URI notes = server.getURI().resolve("/orgs/" + acme.value() + "/notes");
      assertThat(get(notes, "").statusCode()).isEqualTo(401);
      String session = signIn(server.getURI(), page.uri(), ann.value());
      HttpResponse<String> read = get(notes, session);
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(read.body()).isEqualToIgnoringNewLines("notes of " + acme);
      provider.dashboard().remove(acme, ann);
      assertThat(get(notes, session).statusCode()).isEqualTo(403);
    } finally {
      server.stop();
    }
    unguarded.assertNone();
  }

  @Test
  void with_a_fake_over_http_somebody_can_sign_in_and_read() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI base = URI.create("http://127.0.0.1:" + port);
    Server server = TryNotes.start(port);
    try {
      HttpResponse<String> login = get(base.resolve("/account/login"), "");
      URI page = URI.create(login.headers().firstValue("Location").orElseThrow());
      Matcher button = Pattern.compile("user_[0-9A-Z]+").matcher(get(page, "").body());
      assertThat(button.find()).isTrue();
      assertThat(get(base.resolve("/account/me"), signIn(base, page, button.group())).statusCode())
          .isEqualTo(200);
    } finally {
      server.stop();
    }
  }

  @Test
  void it_takes_25_lines_without_its_imports() throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    List<String> region =
        lines.subList(lines.indexOf("// @start region=quickstart") + 1, lines.indexOf("// @end"));
    assertThat(region.stream().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(25);
    assertThat(region).allMatch(line -> line.length() <= 100);
  }

  private static String signIn(URI base, URI page, String user) throws Exception {
    HttpResponse<String> login = get(base.resolve("/account/login"), "");
    String question =
        URI.create(login.headers().firstValue("Location").orElseThrow()).getRawQuery();
    HttpRequest consent =
        HttpRequest.newBuilder(page.resolve("/authorize"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(question + "&user=" + user))
            .build();
    String back = send(consent).headers().firstValue("Location").orElseThrow();
    String answer = URI.create(back).getRawQuery();
    return cookies(get(base.resolve("/account/callback?" + answer), cookies(login)));
  }

  private static HttpResponse<String> get(URI uri, String cookies) throws Exception {
    return send(HttpRequest.newBuilder(uri).header("Cookie", cookies).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String cookies(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }
}
