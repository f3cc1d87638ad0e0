package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.testkit.gateway.StubServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No key, code, token, e-mail or text of WorkOS's in anything that may be printed. */
@Tag("BAD-INPUT")
class SecretsTest {
  private static final String TOKEN = "marker-refresh-token-of-ann";
  private static final String CODE = "marker-code-of-ann";
  private static final String EMAIL = "ann.secret@example.org";

  @Test
  void an_exception_tells_nothing_of_what_was_sent_or_answered() {
    String echo =
        "{\"message\":\"leakByWorkos "
            + EMAIL
            + "\",\"error\":\"leakByWorkos\",\"access_token\":\"leakByWorkos\"}";
    for (int status : List.of(200, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503)) {
      tellsNothing(status, echo);
      tellsNothing(status, "leakByWorkos");
    }
  }

  private static void tellsNothing(int status, String echo) {
    try (Stubbed stub =
        Stubbed.answering(
            asked ->
                asked.uri().getPath().startsWith("/sso/jwks/")
                    ? Answer.of(200, "{\"keys\":[]}")
                    : Answer.of(status, echo))) {
      WorkOsProvider workOs = stub.provider;
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> workOs.refresh(Secret.of(TOKEN), Stubbed.ACME),
              () ->
                  workOs.exchangeCode(
                      Secret.of(CODE), Secret.of("v".repeat(43)), URI.create("http://x/")),
              () -> workOs.invite(Stubbed.ACME, EMAIL, new RoleSlug("member"), Stubbed.ANN),
              () -> workOs.createOrganization("Acme", "key"),
              () -> workOs.findUser(Stubbed.ANN),
              () -> workOs.findMembership(Stubbed.ACME, Stubbed.ANN))) {
        Throwable thrown = catchThrowable(call);
        if (thrown != null) {
          assertThat(thrown).isInstanceOf(ProviderException.class);
          StringWriter trace = new StringWriter();
          thrown.printStackTrace(new PrintWriter(trace));
          clean(trace.toString());
        }
      }
    }
  }

  @Test
  void settings_and_provider_print_no_key() {
    WorkOsSettings settings = Stubbed.settings(URI.create("http://127.0.0.1:1")).build();
    clean(settings.toString());
    assertThat(settings.toString()).contains("workos").contains("127.0.0.1:1");
    try (WorkOsProvider provider = WorkOsProvider.of(settings)) {
      clean(provider.toString());
    }
    Throwable fault =
        catchThrowable(
            () ->
                WorkOsSettings.builder(new ProviderInstance("workos"))
                    .apiKey(Secret.of(Stubbed.API_KEY.reveal() + " "))
                    .build());
    clean(fault.getMessage());
  }

  @Test
  void nothing_is_written_to_the_console() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream ear = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(ear);
    System.setErr(ear);
    try (Stubbed stub = Stubbed.answering(500, "{\"message\":\"leakByWorkos\"}")) {
      fails(() -> stub.provider.refresh(Secret.of(TOKEN), null));
      fails(() -> stub.provider.findUser(Stubbed.ANN));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    clean(written.toString(StandardCharsets.UTF_8));
  }

  private static void clean(String text) {
    assertThat(text)
        .doesNotContain(Stubbed.API_KEY.reveal())
        .doesNotContain(TOKEN)
        .doesNotContain(CODE)
        .doesNotContain(EMAIL)
        .doesNotContain("leakByWorkos");
  }

  private static void fails(ThrowingCallable call) {
    assertThat(catchThrowable(call)).isNotNull();
  }
}
