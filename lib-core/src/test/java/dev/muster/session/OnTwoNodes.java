package dev.muster.session;

import static dev.muster.session.ScriptedSessions.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An expired session, two nodes on one store, and a provider with whom each token counts once. */
abstract class OnTwoNodes {
  final ScriptedSessions provider = new ScriptedSessions();
  final WatchedRefreshStore store = new WatchedRefreshStore(provider.clock);
  final Sessions here = provider.node(store);
  final Sessions there = provider.node(store);
  final String signedIn = provider.signIn();
  final Set<Secret> spent = ConcurrentHashMap.newKeySet();
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch answer = new CountDownLatch(1);

  OnTwoNodes() {
    provider.clock.advance(Duration.ofMinutes(5));
    provider.onRefresh = this::onlyOnce;
  }

  @AfterEach
  final void close() {
    answer.countDown();
    provider.close();
  }

  final RefreshOutcome onlyOnce(Secret token, @Nullable OrganizationId organization) {
    return spent.add(token)
        ? new RefreshOutcome.Rotated(provider.session(organization))
        : new RefreshOutcome.AlreadyExchanged();
  }

  /** The first exchange is answered when the test says so. */
  final RefreshOutcome onlyOnceAndSlowly(Secret token, @Nullable OrganizationId organization) {
    RefreshOutcome outcome = onlyOnce(token, organization);
    if (outcome instanceof RefreshOutcome.Rotated) {
      begun.countDown();
      awaitAnswer();
    }
    return outcome;
  }

  final void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  final Authentication at(Sessions node) {
    return node.authenticate(cookie(signedIn));
  }

  final boolean rotatesAt(Sessions node) {
    Authentication authentication = at(node);
    return authentication instanceof Authentication.Authenticated
        && authentication.cookies().size() == 1;
  }

  /** A session that goes on in spite of it. */
  static void assertKept(Authentication authentication) {
    assertThat(authentication).isInstanceOf(Authentication.Unavailable.class);
    assertThat(authentication.cookies()).isEmpty();
  }
}
