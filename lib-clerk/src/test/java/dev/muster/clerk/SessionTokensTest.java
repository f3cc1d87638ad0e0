package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.clerk.stub.TokenDraft;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.TokenAuthenticator.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clerk's session tokens of both versions: who, and where as a hint. */
@Tag("SES-5")
@Tag("MEM-2")
class SessionTokensTest {
  private final TokenStage stage = new TokenStage();
  private final UserId ann = stage.clerk.createUser("ann@example.org");
  private final OrganizationId acme = stage.clerk.createOrganization("Acme");

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void the_organization_of_either_version_is_a_hint() {
    stage.clerk.rest().defineRole("org:editor", "org:notes:read", "org:notes:write");
    stage.clerk.enrol(acme, ann, "org:editor");
    for (int version : List.of(1, 2)) {
      Outcome.Verified verified = verified(draft().version(version));
      assertThat(verified.user()).isEqualTo(ann);
      assertThat(verified.organization()).isEqualTo(acme);
      assertThat(verified(none().version(version)).organization()).isNull();
    }
  }

  @Test
  void a_hint_that_is_none_makes_the_token_bad() {
    assertThat(outcome(none().claim("o", Map.of("id", 7)))).isEqualTo(new Outcome.Bad());
    assertThat(outcome(none().claim("o", Map.of("id", " ")))).isEqualTo(new Outcome.Bad());
    assertThat(outcome(none().claim("o", 7))).isEqualTo(new Outcome.Bad());
    assertThat(verified(none().claim("o", Map.of())).organization()).isNull();
  }

  @Test
  void who_has_still_to_do_something_to_be_signed_in_is_not() {
    assertThat(outcome(none().claim("sts", "pending"))).isEqualTo(new Outcome.Bad());
    assertThat(outcome(none().claim("sts", "other"))).isEqualTo(new Outcome.Bad());
    assertThat(verified(none().claim("sts", null)).user()).isEqualTo(ann);
  }

  @Test
  void a_token_for_another_origin_or_for_none_is_bad_unless_none_is_allowed() {
    assertThat(outcome(none().claim("azp", "https://evil.example"))).isEqualTo(new Outcome.Bad());
    assertThat(outcome(none().claim("azp", null))).isEqualTo(new Outcome.Bad());
    try (ClerkProvider withNative =
        ClerkProvider.of(
            ClerkStage.settings(stage.clerk)
                .issuer(stage.clerk.issuer())
                .authorizedParty(TokenDraft.ORIGIN)
                .partyMayBeAbsent()
                .clock(stage::now)
                .build())) {
      TokenAuthenticator tokens = withNative.sessionTokens();
      assertThat(tokens.authenticate(none().claim("azp", null).sign()))
          .isInstanceOf(Outcome.Verified.class);
      assertThat(tokens.authenticate(none().claim("azp", "https://evil.example").sign()))
          .isEqualTo(new Outcome.Bad());
    }
  }

  @Test
  void a_token_without_a_session_is_no_session_token() {
    assertThat(outcome(none().claim("sid", null))).isEqualTo(new Outcome.Bad());
    assertThat(outcome(none().claim("aud", "https://api.example"))).isEqualTo(new Outcome.Bad());
  }

  @Test
  void who_acts_as_the_user_is_recorded() {
    Outcome.Verified verified =
        verified(none().claim("act", Map.of("sub", "user_of_support", "sid", "sess_1")));
    assertThat(verified.impersonator()).isEqualTo("user_of_support");
    assertThat(verified.user()).isEqualTo(ann);
  }

  @Test
  @Tag("ANS-4")
  void a_refused_secret_key_costs_no_token_and_is_told_by_the_first_question() {
    stage.clerk.line().rejectKey();
    try (ClerkProvider provider =
        ClerkProvider.of(
            ClerkStage.settings(stage.clerk)
                .issuer(stage.clerk.issuer())
                .authorizedParty(TokenDraft.ORIGIN)
                .clock(stage::now)
                .build())) {
      assertThat(provider.sessionTokens().authenticate(none().sign()))
          .isInstanceOf(Outcome.Verified.class);
      assertThatExceptionOfType(Misconfigured.class)
          .isThrownBy(() -> provider.findMembership(acme, ann));
    }
    assertThat(stage.clerk.line().asked())
        .filteredOn(asked -> asked.path().endsWith("jwks.json"))
        .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("authorization"))
        .isNotEmpty();
  }

  @Test
  void settings_without_an_issuer_check_no_tokens() {
    try (ClerkProvider provider = ClerkProvider.of(ClerkStage.settings(stage.clerk).build())) {
      assertThatIllegalStateException()
          .isThrownBy(provider::sessionTokens)
          .withMessageContaining("issuer")
          .withMessageContaining("authorizedParty");
    }
  }

  private TokenDraft draft() {
    return stage.clerk.token(ann, acme);
  }

  private TokenDraft none() {
    return stage.clerk.token(ann, null);
  }

  private Outcome outcome(TokenDraft draft) {
    return stage.tokens().authenticate(draft.sign());
  }

  private Outcome.Verified verified(TokenDraft draft) {
    Outcome outcome = outcome(draft);
    assertThat(outcome).isInstanceOf(Outcome.Verified.class);
    return (Outcome.Verified) outcome;
  }
}
