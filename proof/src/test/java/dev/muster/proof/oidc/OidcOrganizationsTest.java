package dev.muster.proof.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.oidc.OidcOrganizations;
import dev.muster.oidc.OidcProvider;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.AuthorizationRequest;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.testkit.gateway.StubServer.Answer;
import dev.muster.testkit.gateway.StubServer.Asked;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in at an issuer that is asked for organizations by scope. */
class OidcOrganizationsTest {
  private static final URI BACK = URI.create("http://127.0.0.1:1/callback");
  private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  private static final UserId ANN = new UserId("ann");
  private static final OrganizationId ACME = new OrganizationId("org_1");

  private final OidcStage stage = new OidcStage();
  private final Map<OrganizationId, String> aliases = new HashMap<>(Map.of(ACME, "acme"));
  private boolean down;
  private boolean inDoubt;
  private Runnable afterwards = () -> {};
  private final OidcProvider sessions =
      builder().scopes("openid").organizations(new ByAlias()).build();

  /** Organizations by an alias, and the claim {@code org} of the ID token. */
  private final class ByAlias implements OidcOrganizations {
    @Override
    public String signInScope() {
      return "organization:*";
    }

    @Override
    public Optional<String> scopeOf(UserId user, OrganizationId organization) {
      if (down) {
        throw new Unavailable("down", null);
      }
      assertThat(user).isEqualTo(ANN);
      String alias = aliases.get(organization);
      afterwards.run();
      return Optional.ofNullable(alias).map("organization:"::concat);
    }

    @Override
    public boolean isInDoubt(UserId user) {
      assertThat(user).isEqualTo(ANN);
      return inDoubt;
    }

    @Override
    public @Nullable OrganizationId in(Map<String, Object> claims) {
      Object org = claims.get("org");
      return org == null ? null : new OrganizationId((String) org);
    }

    @Override
    public Duration deadline() {
      return Duration.ofSeconds(10);
    }
  }

  private OidcProvider.Builder builder() {
    return OidcProvider.builder(stage.discovery(), PlainIssuer.CLIENT)
        .secret(Secret.of(PlainIssuer.SECRET));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("SES-7")
  void a_sign_in_asks_for_what_a_refresh_may_narrow() {
    assertThat(page(sessions).toString()).contains("&scope=openid+organization%3A*&");
  }

  @Test
  @Tag("SES-7")
  void a_refresh_asks_for_one_organization_or_for_none_and_is_in_what_the_id_token_names() {
    ProviderSession session = signIn(sessions);
    assertThat(session.organization()).isNull();
    answering(Map.of("org", "org_1"));
    ProviderSession inAcme = rotated(sessions.refresh(session.refreshToken(), ACME));
    assertThat(asked("scope")).isEqualTo("openid organization:acme");
    assertThat(inAcme.organization()).isEqualTo(ACME);
    ProviderSession none = rotated(sessions.refresh(inAcme.refreshToken(), null));
    assertThat(asked("scope")).isEqualTo("openid");
    assertThat(none.organization()).isNull();
  }

  @Test
  @Tag("SES-7")
  void another_organization_than_was_asked_for_is_none_and_the_token_is_not_lost() {
    ProviderSession session = signIn(sessions);
    answering(Map.of("org", "org_2"));
    ProviderSession after = rotated(sessions.refresh(session.refreshToken(), ACME));
    assertThat(after.organization()).isNull();
    assertThat(after.refreshToken()).isNotEqualTo(session.refreshToken());
  }

  @Test
  @Tag("SES-7")
  void where_the_id_token_names_none_what_was_told_before_counts_and_no_outage_after_it() {
    answering(Map.of());
    ProviderSession session = signIn(sessions);
    assertThat(into(session).organization()).isEqualTo(ACME);
    afterwards = () -> down = true;
    assertThat(into(session).organization()).isEqualTo(ACME);
  }

  private ProviderSession into(ProviderSession session) {
    return rotated(sessions.refresh(session.refreshToken(), ACME));
  }

  @Test
  @Tag("SES-7")
  void a_refusal_and_an_outage_of_the_question_spend_no_token() {
    ProviderSession session = signIn(sessions);
    int before = stage.issuer.asked().size();
    assertThat(sessions.refresh(session.refreshToken(), new OrganizationId("org_2")))
        .isEqualTo(new RefreshOutcome.OrganizationRefused());
    down = true;
    unavailable(() -> sessions.refresh(session.refreshToken(), ACME));
    assertThat(stage.issuer.asked()).hasSize(before);
    rotated(sessions.refresh(session.refreshToken(), null));
  }

  @Test
  @Tag("SES-6")
  void a_refusal_for_want_of_an_answer_is_no_end_of_the_session() {
    ProviderSession session = signIn(sessions);
    stage.issuer.instead = asked -> PlainIssuer.error(400, "invalid_grant");
    inDoubt = true;
    unavailable(() -> sessions.refresh(session.refreshToken(), null));
    inDoubt = false;
    assertThat(sessions.refresh(session.refreshToken(), null))
        .isEqualTo(new RefreshOutcome.AlreadyExchanged());
  }

  @Test
  @Tag("SES-7")
  @Tag("BAD-INPUT")
  void an_organization_that_can_not_be_read_is_no_answer() {
    ProviderSession session = signIn(sessions);
    answering(Map.of("org", 7));
    unavailable(() -> sessions.refresh(session.refreshToken(), ACME));
  }

  @Test
  @Tag("SES-9")
  void the_issuers_session_is_the_session_and_is_ended_where_it_is_said() {
    OidcProvider own =
        builder()
            .sessionIdsOfIssuer()
            .sessionsEndAt(URI.create(stage.issuer.url() + "/logout"))
            .build();
    stage.issuer.instead = asked -> tokens(asked, Map.of("sid", "sid-7"));
    ProviderSession session = signIn(own);
    assertThat(session.sessionId()).isEqualTo("sid-7");
    assertThat(rotated(own.refresh(session.refreshToken(), null)).sessionId()).isEqualTo("sid-7");
    stage.issuer.instead =
        asked ->
            asked.uri().getPath().equals("/logout")
                ? Answer.of(204, "")
                : PlainIssuer.error(500, "no");
    own.endSession(session.sessionId(), session.refreshToken());
    assertThat(asked("refresh_token")).isEqualTo("marker-refresh-0");
    stage.issuer.instead = asked -> PlainIssuer.error(400, "invalid_grant");
    own.endSession(session.sessionId(), session.refreshToken());
  }

  @Test
  @Tag("SES-6")
  void without_the_issuers_session_there_is_none_where_that_is_what_counts() {
    OidcProvider own = builder().sessionIdsOfIssuer().build();
    unavailable(() -> signIn(own));
  }

  @Test
  @Tag("BAD-INPUT")
  void a_call_that_may_outlast_the_lease_and_an_address_that_leaks_are_refused() {
    OidcProvider.Builder builder =
        OidcProvider.builder(stage.discovery(Duration.ofSeconds(11)), "c")
            .organizations(new ByAlias())
            .sessionsEndAt(URI.create("http://issuer.example/logout"));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "OIDC provider: where sessions end must be https, or http on a loopback address, but"
                + " was http://issuer.example/logout; four deadlines of the discovery and two of"
                + " the organizations must be at most PT1M, but were PT1M4S");
  }

  private String asked(String field) {
    List<Asked> all = stage.issuer.asked();
    return PlainIssuer.form(all.get(all.size() - 1).body()).getOrDefault(field, "");
  }

  private void answering(Map<String, Object> claims) {
    stage.issuer.instead = asked -> tokens(asked, claims);
  }

  private @Nullable Answer tokens(Asked asked, Map<String, Object> claims) {
    if (!asked.uri().getPath().equals("/token")) {
      return null;
    }
    String id = PlainIssuer.idToken(stage.issuer.url(), "ann", claims);
    return Answer.of(
        200,
        "{\"access_token\":\"a\",\"refresh_token\":\"marker-refresh-0\",\"id_token\":\""
            + id
            + "\"}");
  }

  private static URI page(OidcProvider at) {
    return at.authorizationUri(new AuthorizationRequest(BACK, "s", OidcStage.CHALLENGE));
  }

  private ProviderSession signIn(OidcProvider at) {
    String code = stage.issuer.signIn(page(at), "ann").getQuery().replaceFirst("code=", "");
    return at.exchangeCode(Secret.of(code.replaceFirst("&.*", "")), VERIFIER, BACK);
  }

  private static ProviderSession rotated(RefreshOutcome outcome) {
    assertThat(outcome).isInstanceOf(RefreshOutcome.Rotated.class);
    return ((RefreshOutcome.Rotated) outcome).session();
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }
}
