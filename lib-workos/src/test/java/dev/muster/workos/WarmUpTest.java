package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import dev.muster.testkit.gateway.StubServer.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service does at its start, so that its first request does not wait for it. */
class WarmUpTest {
  private static final String KEYS = new JWKSet(Issued.KEY.toPublicJWK()).toString();

  @Test
  @Tag("SES-5")
  void one_call_reads_the_keys_and_opens_the_connection_that_the_first_question_takes() {
    try (Stubbed stub = Stubbed.answering(WarmUpTest::answer)) {
      assertThat(stub.provider.warmUp()).isTrue();
      assertThat(paths(stub)).containsExactly("/sso/jwks/client_test");
      stub.find();
      assertThat(stub.provider.refresh(Secret.of("marker-refresh-token-1"), null))
          .isEqualTo(new RefreshOutcome.AlreadyExchanged());
      assertThat(paths(stub))
          .containsExactly(
              "/sso/jwks/client_test",
              "/user_management/organization_memberships",
              "/user_management/authenticate");
      List<Asked> asked = stub.server.asked();
      assertThat(asked.get(1).connection()).isEqualTo(asked.get(0).connection());
    }
  }

  @Test
  void control_without_it_the_first_sign_in_waits_for_the_keys() {
    try (Stubbed stub = Stubbed.answering(WarmUpTest::answer)) {
      stub.provider.refresh(Secret.of("marker-refresh-token-1"), null);
      assertThat(paths(stub))
          .containsExactly("/sso/jwks/client_test", "/user_management/authenticate");
    }
  }

  @Test
  void keys_that_are_there_are_not_read_again() {
    try (Stubbed stub = Stubbed.answering(WarmUpTest::answer)) {
      stub.provider.warmUp();
      assertThat(stub.provider.warmUp()).isTrue();
      assertThat(paths(stub)).hasSize(1);
    }
  }

  @Test
  @Tag("ANS-2")
  @Timeout(60) // a hang would last for ever
  void an_outage_is_told_within_the_deadline_and_is_no_exception() {
    for (Answer answer :
        List.of(
            Answer.of(500, "{}"),
            Answer.of(401, "{}"),
            Answer.of(200, "<html>"),
            Answer.of(302, ""),
            Answer.broken(Line.CUT),
            Answer.broken(Line.CLOSED),
            Answer.broken(Line.HANGING))) {
      try (Stubbed stub = Stubbed.answering(asked -> answer);
          WorkOsProvider hasty =
              WorkOsProvider.of(
                  Stubbed.settings(stub.server.url())
                      .callDeadline(Duration.ofMillis(300))
                      .build())) {
        assertThat(hasty.warmUp()).as(answer + "").isFalse();
      }
    }
    try (Stubbed stub = Stubbed.answering(WarmUpTest::answer)) {
      stub.server.close();
      assertThat(stub.provider.warmUp()).isFalse();
      stub.provider.close();
      assertThat(stub.provider.warmUp()).isFalse();
    }
  }

  private static Answer answer(Asked asked) {
    return switch (asked.uri().getPath()) {
      case "/sso/jwks/client_test" -> Answer.of(200, KEYS);
      case "/user_management/authenticate" -> Answer.of(400, "{\"error\":\"invalid_grant\"}");
      default -> Answer.of(200, Stubbed.page(Stubbed.MEMBERSHIP));
    };
  }

  private static List<String> paths(Stubbed stub) {
    return stub.server.asked().stream().map(asked -> asked.uri().getPath()).toList();
  }
}
