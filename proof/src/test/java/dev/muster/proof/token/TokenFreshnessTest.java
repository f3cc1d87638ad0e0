package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.HALF_MINUTE;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.store.TokenHolder;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a node believes what it knows of a token, and what it costs. */
class TokenFreshnessTest {
  private TokenStage stage = new TokenStage(HALF_MINUTE);

  @AfterEach
  void close() {
    stage.close();
  }

  private boolean isGranted(Secret token) {
    return stage.check(token) instanceof Decision.Granted;
  }

  @Test
  @Tag("TOK-4")
  void a_live_use_costs_one_statement_and_each_does() {
    stage.close();
    stage = new TokenStage();
    Secret token = stage.issued();

    assertThat(isGranted(token)).isTrue();
    assertThat(stage.store.count("find")).isEqualTo(1);
    assertThat(isGranted(token)).isTrue();
    assertThat(stage.store.count("find")).isEqualTo(2);
  }

  @Test
  @Tag("TOK-4")
  @Tag("MEM-4")
  void what_was_read_serves_within_the_bound_and_no_longer() {
    Secret token = stage.issued();
    for (int i = 0; i < 1_000; i++) {
      assertThat(isGranted(token)).isTrue();
    }
    assertThat(stage.store.count("find")).isEqualTo(1);

    stage.pass(Duration.ofSeconds(31));
    assertThat(isGranted(token)).isTrue();
    assertThat(stage.store.count("find")).isEqualTo(2);
  }

  @Test
  @Tag("TOK-4")
  @Tag("MEM-4")
  void a_check_that_demands_more_reads_again_and_a_live_one_always() {
    Secret token = stage.issued();
    Authentication held = stage.present(token);
    AccessCheck check = AccessCheck.of(held, Requirement.member());
    stage.pass(Duration.ofSeconds(10));
    assertThat(stage.muster.check(check)).isGranted();
    assertThat(stage.store.count("find")).isEqualTo(1);

    AccessCheck fresher = check.fresher(Freshness.within(Duration.ofSeconds(5)));
    assertThat(stage.muster.check(fresher)).isGranted();
    assertThat(stage.store.count("find")).isEqualTo(2);
    for (int i = 3; i < 6; i++) {
      assertThat(stage.muster.check(check.fresher(Freshness.live()))).isGranted();
      assertThat(stage.store.count("find")).isEqualTo(i);
    }
  }

  @Test
  @Tag("TOK-4")
  void a_reading_serves_the_first_live_check_of_its_own_request_only() {
    Secret token = stage.issued();
    AccessCheck kept =
        AccessCheck.of(stage.present(token), Requirement.member()).fresher(Freshness.live());
    stage.store.revoke(new TokenHolder.OfMembership(stage.key));
    stage.pass(Duration.ofMillis(1_001));

    assertThat(stage.muster.check(kept)).isDenied();
  }

  @Test
  @Tag("TOK-5")
  void a_revocation_on_another_node_counts_within_the_bound_and_for_a_live_check_at_once() {
    try (Muster other = stage.node(host -> host.freshness(HALF_MINUTE))) {
      Secret token = stage.issued();
      Authentication held = stage.present(token);
      assertThat(isGranted(token)).isTrue();

      AccessCheck live = AccessCheck.of(held, Requirement.member()).fresher(Freshness.live());
      assertThat(stage.muster.check(live)).isGranted();

      other.organizationTokens().orElseThrow().revoke(new TokenHolder.OfMembership(stage.key));

      assertThat(stage.muster.check(live)).isDenied();
      stage.pass(Duration.ofSeconds(31));
      assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    }
  }

  @Test
  @Tag("TOK-2")
  void a_clock_that_goes_back_extends_nothing() {
    stage.close();
    stage = new TokenStage(Freshness.within(Duration.ofHours(24)));
    Secret token = stage.issued();
    Authentication held = stage.present(token);
    assertThat(isGranted(token)).isTrue();

    stage.clock.advance(Duration.ofHours(-1));
    stage.ticker.advance(Duration.ofHours(2));
    stage.storeClock.advance(Duration.ofHours(2));

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.muster.check(AccessCheck.of(held, Requirement.member()))).isDenied();
  }

  @Test
  @Tag("TOK-2")
  void a_ticker_that_stood_still_extends_nothing() {
    stage.close();
    stage = new TokenStage(Freshness.within(Duration.ofHours(24)));
    Secret token = stage.issued();
    assertThat(isGranted(token)).isTrue();

    stage.clock.advance(Duration.ofHours(2));
    stage.storeClock.advance(Duration.ofHours(2));

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
  }

  @Test
  @Tag("TOK-5")
  @Tag("MEM-7")
  void a_reading_that_a_revocation_overtook_is_not_believed() {
    assertThat(isGoodAfterRaceWith(holder -> stage.tokens().revoke(holder))).isFalse();
  }

  @Test
  @Tag("TOK-5")
  void control_a_node_that_does_not_hear_of_the_revocation_believes_the_reading() {
    assertThat(isGoodAfterRaceWith(holder -> stage.store.revoke(holder))).isTrue();
  }

  /** The revocation comes between the read and its answer. */
  private boolean isGoodAfterRaceWith(Consumer<TokenHolder> revoke) {
    Secret token = stage.issued();
    stage.store.after =
        statement -> {
          if (statement.equals("find")) {
            stage.store.after = again -> {};
            revoke.accept(new TokenHolder.OfMembership(stage.key));
          }
        };
    Authentication racing = stage.present(token);
    Authentication after = stage.present(token);
    return racing instanceof Authentication.Authenticated
        && after instanceof Authentication.Authenticated;
  }

  @Test
  @Tag("MEM-9")
  void what_somebody_else_wrote_is_forgotten_by_invalidation() {
    Secret token = stage.issued();
    Authentication held = stage.present(token);
    stage.store.revoke(new TokenHolder.OfMembership(stage.key));
    assertThat(stage.present(token)).isInstanceOf(Authentication.Authenticated.class);

    stage.muster.invalidate(stage.key);

    assertThat(stage.present(token)).isEqualTo(new Authentication.Invalid(stage.acme));
    assertThat(stage.muster.check(AccessCheck.of(held, Requirement.member()))).isDenied();
  }

  @Test
  @Tag("ANS-2")
  @Tag("TOK-4")
  void an_outage_of_the_store_within_the_bound_costs_nobody_anything() {
    Secret token = stage.issued();
    assertThat(isGranted(token)).isTrue();
    stage.store.down = true;

    assertThat(isGranted(token)).isTrue();
    stage.pass(Duration.ofSeconds(31));
    assertThat(stage.present(token)).isInstanceOf(Authentication.Unavailable.class);
    stage.store.down = false;
    assertThat(isGranted(token)).isTrue();
  }

  @Test
  @Tag("ANS-8")
  void a_session_of_another_hosts_token_opens_nothing_here() {
    try (TokenStage other = new TokenStage(HALF_MINUTE)) {
      Pass pass = ((Decision.Granted) other.check(other.issued())).pass();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  stage.muster.check(AccessCheck.of(pass.scope().session(), Requirement.member())));
    }
  }

  @Test
  @Tag("TOK-4")
  @Tag("ANS-3")
  void a_node_that_remembers_the_membership_of_before_ends_no_token_of_the_present_one() {
    try (Muster other = stage.node(host -> host.freshness(HALF_MINUTE))) {
      Secret ofNow = issuedAfterRejoining(other);

      Authentication there = TokenStage.present(ofNow, other);

      assertThat(other.check(AccessCheck.of(there, Requirement.member()))).isGranted();
      assertThat(isGranted(ofNow)).isTrue();
      assertThat(stage.store.count("revoke one")).isZero();
    }
  }

  @Test
  @Tag("TOK-4")
  @Tag("ANS-2")
  void an_outage_ends_no_token_of_a_membership_that_nobody_can_be_asked_about() {
    try (Muster other = stage.node(host -> host.freshness(HALF_MINUTE))) {
      Secret ofNow = issuedAfterRejoining(other);
      stage.provider.faults().down();

      Authentication there = TokenStage.present(ofNow, other);

      assertThat(other.check(AccessCheck.of(there, Requirement.member()))).isUndecided();
      assertThat(stage.store.count("revoke one")).isZero();
    }
  }

  @Test
  @Tag("TOK-5")
  @Tag("ANS-2")
  void revocations_of_others_however_many_keep_nobody_from_a_token() {
    Secret token = stage.issued();
    UserId bob = stage.provider.dashboard().createUser("bob@example.com").id();
    stage.store.after =
        statement -> {
          if (statement.equals("find")) {
            stage.tokens().invalidate(new TokenHolder.OfUser(stage.key.provider(), bob));
          }
        };

    assertThat(stage.present(token)).isInstanceOf(Authentication.Authenticated.class);
    assertThat(stage.store.count("find")).isEqualTo(2);
  }

  @Test
  @Tag("TOK-5")
  void a_token_whose_own_revocations_overtake_each_reading_is_not_believed() {
    Secret token = stage.issued();
    stage.store.after =
        statement -> {
          if (statement.equals("find")) {
            stage.tokens().invalidate(new TokenHolder.OfMembership(stage.key));
          }
        };

    assertThat(stage.present(token)).isInstanceOf(Authentication.Unavailable.class);
  }

  @Test
  @Tag("MEM-11")
  @Timeout(20)
  void looking_at_the_token_and_at_the_membership_share_one_deadline() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    IdentityProvider provider =
        (IdentityProvider)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IdentityProvider.class},
                (self, method, arguments) -> {
                  if (hangs.get()) {
                    never.await();
                  }
                  return method.invoke(stage.provider, arguments);
                });
    try (Muster node =
        stage.node(
            host ->
                host.provider(provider)
                    .freshness(Freshness.within(Duration.ofHours(1)))
                    .deadline(Duration.ofSeconds(50)))) {
      Authentication held = TokenStage.present(stage.issued(), node);
      AccessCheck check =
          AccessCheck.of(held, Requirement.member())
              .onRoute(Freshness.within(Duration.ofMinutes(2)));
      stage.pass(Duration.ofMinutes(3));
      hangs.set(true);
      stage.store.after =
          statement -> {
            if (statement.equals("find")) {
              stage.ticker.advance(Duration.ofSeconds(51));
            }
          };

      assertThat(node.check(check)).isUndecided();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    } finally {
      never.countDown();
    }
  }

  /** A token of a new membership, while another node remembers the one before. */
  private Secret issuedAfterRejoining(Muster other) {
    AccessCheck anns =
        AccessCheck.of(other.vouchedByHost(stage.ann), Requirement.member()).in(stage.acme.value());
    assertThat(other.check(anns)).isGranted();
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().join(stage.acme, stage.ann, TokenStage.ADMIN);
    return stage.issued();
  }
}
