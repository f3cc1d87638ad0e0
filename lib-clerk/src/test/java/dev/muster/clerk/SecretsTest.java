package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No key, e-mail, address or text of Clerk's in anything that may be printed. */
@Tag("BAD-INPUT")
class SecretsTest {
  private static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final UserId ANN = new UserId("user_ann");
  private static final RoleSlug MEMBER = new RoleSlug("org:member");
  private static final String EMAIL = "ann.secret@example.org";
  private static final String LEAK = "leakByClerk";

  private final ClerkStage stage = new ClerkStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void an_exception_tells_nothing_of_what_was_sent_or_answered() {
    String echo =
        "{\"id\":\"leakByClerk\",\"data\":[{\"id\":\"leakByClerk\"}],\"total_count\":1,"
            + "\"errors\":[{\"code\":\"leakByClerk\",\"message\":\"leakByClerk ann.secret@example.org\"}]}";
    for (int status : List.of(200, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503)) {
      for (String body : List.of(echo, "leakByClerk", "[\"leakByClerk\"]")) {
        stage.clerk().line().instead(asked -> Answer.of(status, body));
        calls().forEach(this::tellsNothing);
      }
    }
  }

  @Test
  void nothing_is_written_to_the_console() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream ear = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(ear);
    System.setErr(ear);
    try {
      stage.clerk().line().instead(asked -> Answer.of(500, LEAK));
      calls().forEach(call -> assertThat(catchThrowable(call)).isNotNull());
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    clean(written.toString(StandardCharsets.UTF_8));
  }

  private List<ThrowingCallable> calls() {
    ClerkProvider clerk = stage.adapter();
    return List.of(
        () -> clerk.findUser(ANN),
        () -> clerk.findMembership(ACME, ANN),
        () -> clerk.listMembers(ACME),
        () -> clerk.profiles(ACME, Set.of(ANN)),
        () -> clerk.createOrganization("Acme", "marker-key-of-creation"),
        () -> clerk.addMember(ACME, ANN, MEMBER),
        () -> clerk.rename(ACME, "Acme"),
        () -> clerk.invite(ACME, EMAIL, MEMBER, ANN));
  }

  private void tellsNothing(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(ProviderException.class);
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      clean(trace.toString());
    }
  }

  private void clean(String text) {
    assertThat(text)
        .doesNotContain(stage.clerk().key().reveal())
        .doesNotContain(EMAIL)
        .doesNotContain("marker-key-of-creation")
        .doesNotContain(LEAK);
  }
}
