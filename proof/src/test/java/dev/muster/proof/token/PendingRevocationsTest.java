package dev.muster.proof.token;

import static dev.muster.proof.token.TokenStage.HALF_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.audit.MusterEvent;
import dev.muster.decision.Pass;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.store.TokenHolder;
import dev.muster.token.TokenEvent;
import dev.muster.token.TokenRevocation;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node makes of revocations that its store has not taken. */
class PendingRevocationsTest {
  private final TokenStage stage = new TokenStage(HALF_MINUTE);
  private final TokenHolder anns = new TokenHolder.OfMembership(stage.key);

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("TOK-5")
  void a_revocation_that_no_thread_is_free_for_counts_here_and_is_tried_again() {
    Secret token = stage.issued();
    assertThat(stage.present(token)).isInstanceOf(Authentication.Authenticated.class);
    stage.muster.close();

    assertThat(stage.tokens().revoke(anns)).isInstanceOf(TokenRevocation.Unavailable.class);

    assertThat(stage.present(token)).isNotInstanceOf(Authentication.Authenticated.class);
    assertThat(stage.heard)
        .contains(new MusterEvent.OfToken(new TokenEvent.RevocationFailed(anns)));
    stage.tokens().repeatRevocations();
    assertThat(stage.store.list(stage.key)).isEmpty();
  }

  @Test
  @Tag("TOK-5")
  void a_revocation_that_failed_is_not_done_because_an_earlier_one_was() {
    Pass pass = stage.pass();
    AtomicReference<Secret> between = new AtomicReference<>();
    stage.store.after =
        statement -> {
          if (statement.equals("revoke all")) {
            stage.store.after = again -> {};
            between.set(stage.issued(pass));
            stage.store.down = true;
            assertThat(stage.tokens().revokeHere(anns))
                .isInstanceOf(TokenRevocation.Unavailable.class);
            stage.store.down = false;
          }
        };

    assertThat(stage.tokens().revokeHere(anns)).isInstanceOf(TokenRevocation.Revoked.class);

    assertThat(stage.present(between.get())).isEqualTo(new Authentication.Invalid(stage.acme));
    stage.tokens().repeatRevocations();
    assertThat(stage.store.list(stage.key)).isEmpty();
    assertThat(stage.present(stage.issued(pass))).isInstanceOf(Authentication.Authenticated.class);
  }
}
