package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.mint.TokenFlaw;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("KIT-3")
class ActorTest {
  private final MusterKit kit = MusterKit.standard();
  private final Actor actor = kit.actingAs("u2");

  @BeforeEach
  void stage() {
    kit.org("acme").admin("u1").member("u2");
  }

  @AfterEach
  void close() {
    kit.close();
  }

  private static Decision check(Actor who) {
    return who.in("acme").check(Requirement.member());
  }

  private static Reason refusal(Actor who) {
    return ((Decision.Denied) check(who)).reason();
  }

  @Test
  void a_pass_comes_from_the_front_door_or_not_at_all() {
    Pass pass = actor.in("acme").require(Requirement.member());
    assertThat(pass.organization()).isEqualTo(kit.organization("acme"));
    assertThatExceptionOfType(AccessException.class)
        .isThrownBy(() -> actor.in("acme").require(Requirement.atLeast(new Role("admin"))))
        .withMessage("denied: ROLE_TOO_LOW");
  }

  @Test
  void an_organization_that_nobody_made_is_none() {
    assertThat(actor.in("nowhere").check(Requirement.member())).isInstanceOf(Decision.Denied.class);
    assertThat(kit.provider().fake().dashboard().organizations()).hasSize(1);
  }

  @Test
  void a_route_declares_its_own_freshness() {
    Freshness minute = Freshness.within(Duration.ofMinutes(1));
    assertThat(actor.in("acme").check(Requirement.member(), minute))
        .isInstanceOf(Decision.Granted.class);
    kit.provider().down();
    assertThat(actor.in("acme").check(Requirement.member(), minute))
        .isInstanceOf(Decision.Granted.class);
    assertThat(check(actor)).isInstanceOf(Decision.Undecided.class);
  }

  @Test
  void who_names_no_organization_is_signed_in_and_no_more() {
    assertThat(actor.check(Requirement.signedIn())).isInstanceOf(Decision.Granted.class);
    assertThat(actor.check(Requirement.member())).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void nobody_is_anonymous() {
    assertThat(refusal(kit.anonymous())).isEqualTo(Reason.ANONYMOUS);
    assertThatIllegalStateException().isThrownBy(() -> kit.anonymous().user());
  }

  @Test
  void a_good_bearer_token_is_taken_and_says_who() {
    Actor bearer = actor.presenting(Secret.of("Bearer " + actor.bearer().reveal()));
    assertThat(check(bearer)).isInstanceOf(Decision.Granted.class);
    assertThat(((Authentication.Authenticated) bearer.authentication()).session().user())
        .isEqualTo(kit.user("u2"));
    kit.clock().advance(Duration.ofHours(2));
    assertThat(refusal(bearer)).isEqualTo(Reason.INVALID_CREDENTIAL);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDED")
  void a_flawed_bearer_token_is_refused(TokenFlaw flaw) {
    Secret token = kit.accessTokens().flawed(actor.user(), flaw);
    assertThat(refusal(actor.presenting(kit.accessTokens().header(token))))
        .isEqualTo(Reason.INVALID_CREDENTIAL);
  }

  @Test
  void a_cookie_is_signed_in_through_the_front_door_and_refreshed_as_in_a_browser() {
    Actor browser = actor.byCookie();
    assertThat(kit.calls().count(Operation.EXCHANGE_CODE)).isOne();
    String before = browser.cookie().reveal();
    assertThat(before).startsWith(kit.cookies().name() + "=");
    assertThat(check(browser)).isInstanceOf(Decision.Granted.class);
    kit.calls().reset();
    kit.clock().advance(Duration.ofMinutes(6));
    assertThat(check(browser)).isInstanceOf(Decision.Granted.class);
    assertThat(kit.calls().count(Operation.REFRESH)).isOne();
    assertThat(browser.cookie().reveal()).isNotEqualTo(before);
    kit.provider().endSessions("u2");
    kit.clock().advance(Duration.ofMinutes(6));
    assertThat(refusal(browser)).isEqualTo(Reason.SESSION_ENDED);
    assertThat(refusal(browser)).isEqualTo(Reason.ANONYMOUS);
  }

  @Test
  void an_organization_token_opens_its_organization_until_the_member_is_removed() {
    kit.org("other").member("u2");
    Actor token = actor.in("acme").byToken();
    assertThat(check(token)).isInstanceOf(Decision.Granted.class);
    assertThat(token.check(Requirement.member())).isInstanceOf(Decision.Granted.class);
    assertThat(token.in("other").check(Requirement.member())).isInstanceOf(Decision.Denied.class);
    kit.provider().remove("u2", "acme");
    assertThat(check(token)).isInstanceOf(Decision.Denied.class);
    assertThatExceptionOfType(AccessException.class).isThrownBy(() -> actor.in("acme").token());
  }

  @Test
  void a_token_beyond_the_cap_is_not_issued_and_the_message_says_why() {
    for (int i = 0; i < 10; i++) {
      assertThat(actor.in("acme").token()).isNotNull();
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> actor.in("acme").token())
        .withMessageContaining("CapReached");
  }

  @Test
  void no_actor_prints_a_credential() {
    assertThat(actor.byCookie()).hasToString("Actor[u2]");
    assertThat(actor.in("acme").byToken().in("acme")).hasToString("Actor[u2] in `acme`");
    assertThat(kit.anonymous()).hasToString("Actor");
  }
}
