package dev.muster.session;

import static dev.muster.session.ScriptedSessions.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.threads.Callers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests of one expired session on two nodes; the claim is also tried on nodes that share
 * nothing.
 */
@Timeout(60)
@Tag("SES-6")
class NodesRefreshTest extends OnTwoNodes {
  private static final int CALLERS = 50;

  /** How many of 50 concurrent requests, and of two just after, come out signed in. */
  private long signedInOn(Sessions one, Sessions other) throws InterruptedException {
    provider.onRefresh = this::onlyOnceAndSlowly;
    Callers<Boolean> callers = new Callers<>();
    callers.ask(() -> rotatesAt(one));
    begun.await();
    for (int i = 1; i < CALLERS; i++) {
      Sessions node = i % 2 == 0 ? one : other;
      callers.ask(() -> rotatesAt(node));
    }
    callers.awaitAllParked();
    answer.countDown();
    long during = callers.answers().stream().filter(in -> in).count();
    return during + (rotatesAt(one) ? 1 : 0) + (rotatesAt(other) ? 1 : 0);
  }

  @Test
  void requests_on_both_nodes_make_one_refresh_and_all_get_the_rotated_cookie()
      throws InterruptedException {
    assertThat(signedInOn(here, there)).isEqualTo(CALLERS + 2);
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void control_nodes_that_share_nothing_lose_the_session() throws InterruptedException {
    assertThat(signedInOn(provider.node(null), provider.node(null))).isLessThan(CALLERS + 2);
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void every_node_comes_to_the_same_session() {
    provider.onRefresh = (token, organization) -> onlyOnce(token, ACME);
    provider.impersonator = "support@example.org";
    Session first = ((Authentication.Authenticated) at(here)).session();
    Session second = ((Authentication.Authenticated) at(there)).session();
    assertThat(second.user()).isEqualTo(first.user());
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.organization()).contains(ACME);
    assertThat(ticket(second)).isEqualTo(ticket(first));
    assertThat(there.issued(second)).isTrue();
  }

  private static Session.Ticket ticket(Session session) {
    Session.Ticket ticket = session.ticket();
    if (ticket == null) {
      throw new AssertionError("no ticket");
    }
    return ticket;
  }

  @Test
  void an_outcome_is_shared_for_a_minute_and_then_the_token_is_a_spent_one() {
    assertThat(rotatesAt(here)).isTrue();
    store.awaitTold(1);
    provider.clock.advance(Duration.ofSeconds(59));
    assertThat(rotatesAt(there)).isTrue();
    assertThat(provider.refreshes).hasValue(1);
    provider.clock.advance(Duration.ofSeconds(2));
    assertKept(at(there));
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  void an_end_on_one_node_is_the_end_on_the_other() {
    provider.onRefresh = (token, organization) -> new RefreshOutcome.Ended();
    assertThat(at(here)).isInstanceOf(Authentication.Ended.class);
    assertThat(at(there)).isInstanceOf(Authentication.Ended.class);
    assertThat(provider.refreshes).hasValue(1);
  }

  @Test
  void an_outage_on_one_node_leaves_the_token_to_the_other() {
    provider.failure = new ProviderException.Unavailable("down", null, Duration.ofSeconds(3));
    assertThat(at(here)).isEqualTo(new Authentication.Unavailable(Duration.ofSeconds(3)));
    provider.failure = null;
    assertThat(rotatesAt(there)).isTrue();
    assertThat(rotatesAt(here)).isTrue();
    assertThat(provider.refreshes).hasValue(2);
  }

  @Test
  @Tag("SES-7")
  void attaching_follows_what_became_of_the_token_on_other_nodes() {
    String fresh = provider.signIn();
    Session old = session(there, fresh);

    String first = attached(here.attach(session(here, fresh), new OrganizationId("org_1")));
    attached(here.attach(session(here, first), new OrganizationId("org_2")));
    String last = attached(there.attach(old, ACME));

    assertThat(session(there, last).organization()).contains(ACME);
    assertThat(provider.refreshes).as("one for each").hasValue(3);
  }

  private static Session session(Sessions node, String cookie) {
    Authentication authentication = node.authenticate(ScriptedSessions.cookie(cookie));
    return ((Authentication.Authenticated) authentication).session();
  }

  private static String attached(Attachment attachment) {
    assertThat(attachment).isInstanceOf(Attachment.Attached.class);
    return ((Attachment.Attached) attachment).cookies().get(0).value().reveal();
  }

  @Test
  void what_the_store_is_given_holds_no_token() {
    assertThat(rotatesAt(here)).isTrue();
    assertThat(rotatesAt(there)).isTrue();
    assertThat(store.dump).hasSizeGreaterThan(2);
    for (String text : store.dump) {
      assertThat(text)
          .doesNotContain(ScriptedSessions.SECRET)
          .doesNotContain(ScriptedSessions.ANN.value());
      for (String part : text.split("\\.", -1)) {
        assertThat(decoded(part)).doesNotContain(ScriptedSessions.SECRET);
      }
    }
    for (String text : store.dump) {
      assertThat(here.authenticate(ScriptedSessions.cookie(text)))
          .as("no cookie either")
          .isInstanceOf(Authentication.Invalid.class);
    }
  }

  private static String decoded(String part) {
    try {
      return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  @Test
  void a_refusal_of_the_organization_leaves_the_token_to_whoever_asks_for_another() {
    provider.onRefresh =
        (token, organization) ->
            organization == null ? onlyOnce(token, null) : new RefreshOutcome.OrganizationRefused();
    assertThat(List.of(rotatesAt(here), rotatesAt(there))).containsOnly(true);
  }
}
