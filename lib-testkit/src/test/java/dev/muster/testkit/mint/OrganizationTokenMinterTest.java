package dev.muster.testkit.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.Muster;
import dev.muster.decision.AccessException;
import dev.muster.decision.Problem;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenFormat.Form;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-1")
class OrganizationTokenMinterTest {
  private final FrontDoor door = new FrontDoor();
  private final OrganizationTokenMinter minter =
      OrganizationTokenMinter.of(door.muster, door.store, door.tokens);
  private final TokenFormat format = new TokenFormat("notes_");

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void a_good_token_is_let_in_where_it_was_issued_and_nowhere_else() {
    assertThat(answers(minter.valid(door.ann, door.acme))).isEmpty();
    assertThat(answers(minter.valid(door.ann, door.globex))).contains(Problem.WRONG_ORGANIZATION);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "WRONG_SIGNER", "WRONG_KIND", "TAMPERED", "ENDED"})
  void each_flaw_meets_its_problem_and_its_twin_is_let_in(TokenFlaw flaw) {
    Secret flawed = minter.flawed(door.ann, door.acme, flaw);
    assertThat(answers(flawed)).contains(minter.refusals().get(flaw));
    assertThat(answers(minter.valid(door.ann, door.acme))).isEmpty();
  }

  @Test
  void an_expired_token_was_good_until_then() {
    Secret expired = minter.flawed(door.ann, door.acme, TokenFlaw.EXPIRED);
    assertThat(door.muster.authenticate(credential(expired)))
        .isEqualTo(new Authentication.Invalid(door.acme));
    assertThat(stored(expired)).map(Token::state).contains(State.LIVE);
    door.pass(Duration.ofSeconds(-1));
    assertThat(answers(expired)).isEmpty();
  }

  @Test
  void an_expired_token_may_do_what_a_good_one_may() {
    Token good = stored(minter.valid(door.ann, door.acme)).orElseThrow();
    Token expired = stored(minter.flawed(door.ann, door.acme, TokenFlaw.EXPIRED)).orElseThrow();
    assertThat(expired.grant()).isEqualTo(good.grant());
  }

  @Test
  void a_token_that_was_never_issued_has_the_form_of_one() {
    Secret unknown = minter.flawed(door.ann, door.acme, TokenFlaw.WRONG_SIGNER);
    assertThat(format.form(unknown.reveal())).isEqualTo(Form.WELL_FORMED);
    assertThat(stored(unknown)).isEmpty();
  }

  @Test
  void a_tampered_token_has_a_wrong_checksum() {
    String tampered = minter.flawed(door.ann, door.acme, TokenFlaw.TAMPERED).reveal();
    assertThat(format.form(tampered)).isEqualTo(Form.MALFORMED);
    assertThat(tampered).hasSameSizeAs(minter.valid(door.ann, door.acme).reveal());
  }

  @Test
  void an_ended_token_was_revoked() {
    assertThat(stored(minter.flawed(door.ann, door.acme, TokenFlaw.ENDED)))
        .map(Token::state)
        .contains(State.REVOKED);
  }

  @Test
  void a_token_of_another_kind_that_the_host_knows_is_the_wrong_credential() {
    TokenSettings settings = TokenSettings.of("notes_").withOtherKinds("hook_", "build_");
    try (FrontDoor other = new FrontDoor(settings, UnaryOperator.identity())) {
      OrganizationTokenMinter known =
          OrganizationTokenMinter.of(other.muster, other.store, settings);
      Secret build = known.flawed(other.ann, other.acme, TokenFlaw.WRONG_KIND);
      assertThat(new TokenFormat("build_").form(build.reveal())).isEqualTo(Form.WELL_FORMED);
      assertThat(known.refusals()).containsEntry(TokenFlaw.WRONG_KIND, Problem.WRONG_CREDENTIAL);
      assertThat(other.answers(credential(build))).contains(Problem.WRONG_CREDENTIAL);
    }
  }

  @Test
  void whoever_is_no_member_gets_none() {
    UserId bob = door.fake.dashboard().createUser("bob@example.org").id();
    assertThatExceptionOfType(AccessException.class).isThrownBy(() -> minter.valid(bob, door.acme));
  }

  @Test
  void a_token_too_many_is_told_and_none() {
    TokenSettings settings = TokenSettings.of("notes_").withCap(1);
    try (FrontDoor other = new FrontDoor(settings, UnaryOperator.identity())) {
      OrganizationTokenMinter one = OrganizationTokenMinter.of(other.muster, other.store, settings);
      one.valid(other.ann, other.acme);
      assertThatIllegalStateException()
          .isThrownBy(() -> one.valid(other.ann, other.acme))
          .withMessage("the issue of a token came to CapReached[cap=1]");
      assertThatIllegalStateException()
          .isThrownBy(() -> one.flawed(other.ann, other.acme, TokenFlaw.EXPIRED))
          .withMessage("the issue of a token came to FULL");
    }
  }

  @Test
  void what_can_t_be_minted_is_refused() {
    assertThat(minter.refusals().keySet())
        .isEqualTo(
            Set.of(
                TokenFlaw.EXPIRED,
                TokenFlaw.WRONG_SIGNER,
                TokenFlaw.WRONG_KIND,
                TokenFlaw.TAMPERED,
                TokenFlaw.ENDED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> minter.flawed(door.ann, door.acme, TokenFlaw.UNSIGNED));
    try (Muster none =
        Muster.builder()
            .provider(door.fake)
            .roles(RoleMap.builder().role("member").build())
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OrganizationTokenMinter.of(none, door.store, door.tokens))
          .withMessage("the Muster issues no organization tokens");
    }
  }

  @Test
  void nothing_prints_a_token() {
    Secret token = minter.valid(door.ann, door.acme);
    assertThat(minter).hasToString("OrganizationTokenMinter[notes_]");
    assertThat(token.toString() + minter.header(token)).doesNotContain(token.reveal());
  }

  private Optional<Problem> answers(Secret token) {
    return door.answers(credential(token));
  }

  private Credential credential(Secret token) {
    return new Credential.Header(minter.header(token));
  }

  private Optional<Token> stored(Secret token) {
    return door.store.find(TokenFormat.hash(token)).map(found -> found.token());
  }
}
