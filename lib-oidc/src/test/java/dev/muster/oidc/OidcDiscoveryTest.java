package dev.muster.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.oidc.StubIssuer.Answer;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class OidcDiscoveryTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final StubIssuer stub = new StubIssuer();
  private final OidcDiscovery discovery = discover(stub.url());

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void an_issuer_is_found_by_its_name_and_its_tokens_are_verified() {
    AccessTokenVerifier verifier = verifier();
    assertThat(stub.asked).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(verifier.verify(token())).isInstanceOf(TokenCheck.Verified.class);
    }
    assertThat(stub.asked).containsExactly(WELL_KNOWN, "/keys");
  }

  @Test
  void the_configuration_says_what_the_document_says() {
    stub.configuration =
        stub.document(stub.url())
            .replace(
                "}",
                ",\"authorization_endpoint\":\"https://a.example/authorize\","
                    + "\"token_endpoint\":\"https://a.example/token\","
                    + "\"revocation_endpoint\":\"https://a.example/revoke\",\"other\":[1]}");
    assertThat(discovery.configuration())
        .isEqualTo(
            new OidcConfiguration(
                stub.url(),
                URI.create(stub.url() + "/keys"),
                URI.create("https://a.example/authorize"),
                URI.create("https://a.example/token"),
                URI.create("https://a.example/revoke")));
  }

  @Test
  void a_slash_at_the_end_is_part_of_the_name_and_not_of_the_address() {
    OidcDiscovery slashed = discover(stub.url() + "/");
    misconfigured(slashed);
    assertThat(stub.asked).containsExactly(WELL_KNOWN);
    stub.configuration = stub.document(stub.url() + "/");
    assertThat(discover(stub.url() + "/realms/a/").issuer()).isEqualTo(stub.url() + "/realms/a/");
    assertThat(discover(stub.url() + "/").configuration().issuer()).isEqualTo(stub.url() + "/");
  }

  @Test
  void a_document_of_another_issuer_is_wrong_and_serves_nobody() {
    for (String other : List.of("https://evil.example", stub.url() + "/", "", " " + stub.url())) {
      stub.configuration = stub.document(other);
      misconfigured(discover(stub.url()));
    }
    AccessTokenVerifier verifier = verifier();
    assertThat(verifier.verify(token())).isEqualTo(new TokenCheck.Unchecked());
    assertThat(stub.asked).doesNotContain("/keys");
  }

  @Test
  void an_address_that_is_not_safe_is_wrong() {
    for (String odd :
        List.of(
            "\"http://a.example/keys\"", "\"\"", "7", "[]", "\"//a\"", "\"file:/etc/passwd\"")) {
      stub.configuration = "{\"issuer\":\"" + stub.url() + "\",\"jwks_uri\":" + odd + "}";
      misconfigured(discover(stub.url()));
      stub.configuration =
          stub.document(stub.url()).replace("}", ",\"token_endpoint\":" + odd + "}");
      misconfigured(discover(stub.url()));
    }
    stub.configuration = "{\"issuer\":\"" + stub.url() + "\"}";
    misconfigured(discover(stub.url()));
  }

  @Test
  void an_issuer_on_https_has_no_part_on_this_machine() {
    String issuer = "https://issuer.example";
    String document =
        "{\"issuer\":\"https://issuer.example\",\"jwks_uri\":\"https://issuer.example/keys\"}";
    assertThat(OidcConfiguration.read(issuer, document).issuer()).isEqualTo(issuer);
    String local = document.replace("}", ",\"token_endpoint\":\"http://127.0.0.1:8080/token\"}");
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> OidcConfiguration.read(issuer, local))
        .withMessageContaining("token_endpoint");
  }

  @Test
  void what_is_no_document_is_an_outage() {
    for (String odd : List.of("<html>", "[]", "{}", "{\"issuer\":7}", "{\"issuer\":", "null")) {
      stub.answer = Answer.of(200, odd);
      unavailable(discover(stub.url()));
    }
    for (int status : List.of(302, 404, 429, 500, 503)) {
      stub.answer = Answer.of(status, stub.document(stub.url()));
      unavailable(discover(stub.url()));
    }
  }

  @Test
  void an_outage_at_the_start_is_not_fatal_and_heals_after_a_moment() {
    stub.answer = Answer.of(503, "");
    AccessTokenVerifier verifier = verifier();
    for (int i = 0; i < 10; i++) {
      assertThat(verifier.verify(token())).isEqualTo(new TokenCheck.Unchecked());
      unavailable(discovery);
    }
    assertThat(stub.asked).hasSize(1);
    stub.answer = null;
    stub.issuer.advance(IssuerKeys.RETRY_PAUSE);
    assertThat(verifier.verify(token())).isInstanceOf(TokenCheck.Verified.class);
  }

  @Test
  void what_was_read_serves_on_in_an_outage_for_a_while_and_no_longer() {
    OidcConfiguration known = discovery.configuration();
    stub.answer = Answer.of(503, "");
    stub.issuer.advance(IssuerKeys.LIFETIME);
    assertThat(discovery.configuration()).isEqualTo(known);
    stub.issuer.advance(IssuerKeys.OUTAGE_TOLERANCE);
    unavailable(discovery);
  }

  @Test
  void what_was_read_does_not_outlast_a_wrong_document() {
    assertThat(discovery.configuration()).isNotNull();
    stub.configuration = stub.document("https://evil.example");
    stub.issuer.advance(IssuerKeys.LIFETIME);
    misconfigured(discovery);
    misconfigured(discovery);
    stub.answer = Answer.of(503, "");
    stub.issuer.advance(IssuerKeys.RETRY_PAUSE);
    unavailable(discovery);
  }

  @Test
  void it_is_read_again_after_its_lifetime() {
    assertThat(discovery.configuration().token()).isNull();
    stub.configuration =
        stub.document(stub.url()).replace("}", ",\"token_endpoint\":\"https://a.example/token\"}");
    stub.issuer.advance(IssuerKeys.LIFETIME.minusMillis(1));
    assertThat(discovery.configuration().token()).isNull();
    stub.issuer.advance(Duration.ofMillis(1));
    assertThat(discovery.configuration().token()).isNotNull();
  }

  @Test
  @Tag("BAD-INPUT")
  void faults_are_named_all_at_once() {
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OidcDiscovery.of(
                    "http://a.example", following, Duration.ofMinutes(2), stub.issuer::now))
        .withMessage(
            "discovery: the HTTP client must follow no redirects;"
                + " the deadline must be positive and at most PT1M, but was PT2M;"
                + " the issuer must be https, or http on a loopback address without query,"
                + " but was `http://a.example`");
    for (String odd :
        List.of("", "a b", "https://a.example?x=1", "https://a.example#x", "https:")) {
      assertThatIllegalArgumentException().as(odd).isThrownBy(() -> discover(odd));
    }
  }

  private OidcDiscovery discover(String issuer) {
    return OidcDiscovery.of(issuer, StubIssuer.CLIENT, DEADLINE, stub.issuer::now);
  }

  private AccessTokenVerifier verifier() {
    return new AccessTokenVerifier(
        discovery.rules().audience("app").build(), discovery.keys(), stub.issuer::now);
  }

  private String token() {
    return TestIssuer.token(stub.issuer.claims().issuer(stub.url()));
  }

  private static void misconfigured(OidcDiscovery discovery) {
    assertThatExceptionOfType(Misconfigured.class).isThrownBy(discovery::configuration);
  }

  private static void unavailable(OidcDiscovery discovery) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(discovery::configuration);
  }
}
