package dev.muster.testkit.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginResult;
import dev.muster.session.Session;
import dev.muster.testkit.fault.Operation;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-1")
class CookieMinterTest {
  private final FrontDoor door = new FrontDoor();
  private final CookieMinter minter = CookieMinter.of(door.muster, door.fake);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void a_good_cookie_is_of_a_sign_in_of_its_own() {
    Secret one = minter.valid(door.ann);
    Secret two = minter.valid(door.ann);
    assertThat(answers(one)).isEmpty();
    assertThat(answers(two)).isEmpty();
    assertThat(session(one)).isNotEqualTo(session(two));
    assertThat(door.fake.calls().count(Operation.EXCHANGE_CODE)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "WRONG_SIGNER", "WRONG_KIND", "TAMPERED", "ENDED"})
  void each_flaw_meets_its_problem_and_its_twin_is_let_in(TokenFlaw flaw) {
    Secret flawed = minter.flawed(door.ann, flaw);
    assertThat(answers(flawed)).contains(minter.refusals().get(flaw));
    assertThat(answers(minter.valid(door.ann))).isEmpty();
  }

  @Test
  void an_expired_cookie_was_good_when_it_was_set() {
    Secret expired = minter.flawed(door.ann, TokenFlaw.EXPIRED);
    door.pass(Duration.ofDays(-401));
    assertThat(answers(expired)).isEmpty();
  }

  @Test
  void a_forged_cookie_names_the_host_s_key() {
    String forged = minter.flawed(door.ann, TokenFlaw.WRONG_SIGNER).reveal();
    String good = minter.valid(door.ann).reveal();
    assertThat(forged).hasSameSizeAs(good).startsWith(good.substring(0, good.lastIndexOf('.')));
  }

  @Test
  void a_cookie_of_the_wrong_kind_is_a_good_login_cookie() {
    String cookie = minter.flawed(door.ann, TokenFlaw.WRONG_KIND).reveal();
    assertThat(
            door.muster
                .sessions()
                .orElseThrow()
                .finishLogin("code", "another state", null, List.of(cookie)))
        .isInstanceOf(LoginResult.StateMismatch.class);
  }

  @Test
  void a_tampered_cookie_differs_in_one_character() {
    Secret good = minter.valid(door.ann);
    Secret tampered = Tampering.with(good);
    assertThat(tampered.reveal()).hasSameSizeAs(good.reveal());
    assertThat(
            IntStream.range(0, good.reveal().length())
                .filter(i -> good.reveal().charAt(i) != tampered.reveal().charAt(i)))
        .hasSize(1);
    assertThat(answers(tampered)).contains(Problem.INVALID_CREDENTIAL);
    assertThat(answers(good)).isEmpty();
  }

  @Test
  void the_cookie_of_an_ended_session_is_cleared() {
    Secret ended = minter.flawed(door.ann, TokenFlaw.ENDED);
    assertThat(door.muster.authenticate(new Credential.Cookie(ended)).cookies())
        .anySatisfy(
            cookie -> {
              assertThat(cookie.name()).isEqualTo(minter.name());
              assertThat(cookie.maxAge()).isZero();
            });
  }

  @Test
  void a_session_can_be_brought_into_an_organization() {
    assertThat(session(minter.valid(door.ann)).organization()).isEmpty();
    assertThat(session(minter.in(door.acme).valid(door.ann)).organization()).contains(door.acme);
    assertThat(answers(minter.in(door.acme).flawed(door.ann, TokenFlaw.WRONG_SIGNER)))
        .contains(Problem.INVALID_CREDENTIAL);
    UserId bob = door.fake.dashboard().createUser("bob@example.org").id();
    assertThatIllegalStateException()
        .isThrownBy(() -> minter.in(door.acme).valid(bob))
        .withMessage("the sign-in of `" + bob + "` came to ResetRequired");
  }

  @Test
  void a_sign_in_that_fails_is_told_and_no_cookie() {
    door.fake.faults().down();
    assertThatIllegalStateException()
        .isThrownBy(() -> minter.valid(door.ann))
        .withMessage("the sign-in of `" + door.ann + "` came to Unavailable");
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
        .isThrownBy(() -> minter.flawed(door.ann, TokenFlaw.WRONG_AUDIENCE));
    try (Muster none =
        Muster.builder()
            .provider(door.fake)
            .roles(RoleMap.builder().role("member").build())
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CookieMinter.of(none, door.fake))
          .withMessage("the Muster keeps no sessions");
    }
  }

  @Test
  void a_host_s_own_cookie_name_and_life_count() {
    try (FrontDoor other =
        new FrontDoor(
            TokenSettings.of("notes_"),
            settings -> settings.cookieName("notes").life(Duration.ofDays(400)))) {
      CookieMinter named = CookieMinter.of(other.muster, other.fake);
      Secret good = named.valid(other.ann);
      assertThat(named.header(good).reveal()).isEqualTo("notes=" + good.reveal());
      named
          .refusals()
          .forEach(
              (flaw, problem) ->
                  assertThat(other.answers(new Credential.Cookie(named.flawed(other.ann, flaw))))
                      .as(flaw.name())
                      .contains(problem));
    }
  }

  @Test
  void nothing_prints_a_cookie() {
    Secret cookie = minter.valid(door.ann);
    assertThat(minter).hasToString("CookieMinter[__Host-muster]");
    assertThat(cookie.toString() + minter.header(cookie)).doesNotContain(cookie.reveal());
  }

  private Optional<Problem> answers(Secret cookie) {
    return door.answers(new Credential.Cookie(cookie));
  }

  private Session session(Secret cookie) {
    return ((Authentication.Authenticated) door.muster.authenticate(new Credential.Cookie(cookie)))
        .session();
  }
}
