package dev.muster.docs.snippets;

import static dev.muster.testkit.assertion.MusterAssertions.assertThat;

import dev.muster.decision.Problem;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service of docs/servlet.md, called over HTTP: docs/testing.md. */
@Tag("KIT-3")
@MusterTest
class NotesOverHttpTest {
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  // @start region=kit-http
  @Test
  void a_member_reads_by_each_credential_until_the_removal(MusterKit kit) throws Exception {
    Notes.start(server, kit.muster());
    URI notes = server.getURI().resolve("/orgs/acme/notes");
    kit.org("acme").admin("u1").member("u2");
    Actor byJwt = kit.actingAs("u2");
    Actor byCookie = kit.actingAs("u2").byCookie();
    Actor byToken = kit.actingAs("u2").in("acme").byToken();

    assertThat(byJwt.get(notes)).isServed();
    assertThat(byCookie.get(notes)).isServed().isNotStored();
    assertThat(byToken.get(notes)).isServed();

    kit.provider().remove("u2", "acme");
    assertThat(byJwt.get(notes)).isProblem(Problem.NOT_A_MEMBER);
    assertThat(byCookie.get(notes)).isProblem(Problem.NOT_A_MEMBER).clearsNoCookie();
    assertThat(byToken.get(notes)).isProblem(Problem.INVALID_CREDENTIAL);
  }

  @Test
  void an_outage_is_a_503_and_nobody_is_signed_out(MusterKit kit) throws Exception {
    Notes.start(server, kit.muster());
    URI notes = server.getURI().resolve("/orgs/acme/notes");
    kit.org("acme").member("u2");
    Actor u2 = kit.actingAs("u2").byCookie();
    assertThat(u2.get(notes)).isServed();

    kit.provider().rateLimited(Duration.ofSeconds(17));
    assertThat(u2.get(notes))
        .isProblem(Problem.UNAVAILABLE)
        .hasRetryAfter(Duration.ofSeconds(17))
        .clearsNoCookie();

    kit.provider().up();
    assertThat(u2.get(notes)).isServed();
  }

  // @end

  // @start region=kit-minters
  @Test
  void no_token_with_a_flaw_is_taken(MusterKit kit) throws Exception {
    Notes.start(server, kit.muster());
    URI notes = server.getURI().resolve("/orgs/acme/notes");
    kit.org("acme").member("u2");
    AccessTokenMinter minter = kit.accessTokens();

    minter
        .refusals()
        .forEach(
            (flaw, problem) -> {
              var token = minter.flawed(kit.user("u2"), flaw);
              var u2 = kit.actingAs("u2").presenting(minter.header(token));
              assertThat(u2.get(notes)).isProblem(problem);
            });
  }

  // @end
}
