package dev.muster.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-5")
class KeycloakTokensTest {
  private static final UserId ANN = new UserId("ann");

  private final TokensStage stage = new TokensStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_token_points_to_the_one_organization_that_it_names() {
    Outcome outcome = with(Map.of("organization", Map.of("acme", Map.of("id", "org_1"))));
    assertThat(outcome)
        .isEqualTo(new Outcome.Verified(ANN, "sid-1", new OrganizationId("org_1"), null));
    assertThat(with(Map.of("organization", List.of("acme"))))
        .isEqualTo(new Outcome.Verified(ANN, "sid-1", null, null));
  }

  @Test
  void a_token_of_another_kind_or_of_a_service_account_is_bad() {
    for (String kind : List.of("Refresh", "Offline", "Logout", "DPoP", "bearer")) {
      assertThat(with(Map.of("typ", kind))).isEqualTo(new Outcome.Bad());
    }
    Map<String, Object> none = new HashMap<>();
    none.put("sid", null);
    assertThat(with(none)).isEqualTo(new Outcome.Bad());
    none.clear();
    none.put("typ", null);
    assertThat(with(none)).isEqualTo(new Outcome.Bad());
  }

  @Test
  @Tag("BAD-INPUT")
  void an_organization_that_can_not_be_read_makes_it_bad() {
    assertThat(with(Map.of("organization", "acme"))).isEqualTo(new Outcome.Bad());
  }

  @Test
  void an_audience_that_every_token_has_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeycloakTokens.of(stage.realm(), "account", InstantSource.system()))
        .withMessageContaining("audience");
  }

  private Outcome with(Map<String, Object> more) {
    Secret token = stage.with(ANN, more);
    return stage.tokens().authenticate(token);
  }
}
