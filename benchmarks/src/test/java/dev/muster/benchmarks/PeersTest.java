package dev.muster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.benchmarks.peers.CedarPeer;
import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.JCasbinPeer;
import dev.muster.benchmarks.peers.Pac4jPeer;
import dev.muster.benchmarks.peers.Peer;
import dev.muster.benchmarks.peers.ShiroPeer;
import dev.muster.benchmarks.peers.SpringPeer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer, as the benchmarks set it up, answers the question rightly, the second time too. */
class PeersTest {
  private static final List<Holding> FACTS =
      List.of(
          new Holding("ada", "org_acme", Holding.ADMIN),
          new Holding("bob", "org_acme", Holding.MEMBER),
          new Holding("ada", "org_umbrella", Holding.MEMBER),
          new Holding("cleo", "org_umbrella", Holding.ADMIN));

  @ParameterizedTest(name = "{0}")
  @MethodSource("peers")
  void a_peer_says_yes_to_who_holds_the_role_or_a_higher_one_there_and_no_to_all_others(
      String name, Function<List<Holding>, Peer<?, ?>> start) {
    assumeTrue(!name.equals("Cedar") || CedarPeer.missing().isEmpty(), "Cedar has no binary here");
    try (Peer<?, ?> peer = start.apply(FACTS)) {
      for (int time = 0; time < 2; time++) {
        assertThat(says(peer, "ada", "org_acme", Holding.ADMIN)).as("the role itself").isTrue();
        assertThat(says(peer, "ada", "org_acme", Holding.MEMBER)).as("a higher role").isTrue();
        assertThat(says(peer, "bob", "org_acme", Holding.MEMBER)).as("the lower role").isTrue();
        assertThat(says(peer, "bob", "org_acme", Holding.ADMIN)).as("a lower role").isFalse();
        assertThat(says(peer, "ada", "org_umbrella", Holding.MEMBER)).as("elsewhere").isTrue();
        assertThat(says(peer, "ada", "org_umbrella", Holding.ADMIN))
            .as("admin elsewhere")
            .isFalse();
        assertThat(says(peer, "cleo", "org_acme", Holding.MEMBER)).as("only elsewhere").isFalse();
        assertThat(says(peer, "eve", "org_acme", Holding.MEMBER)).as("a stranger").isFalse();
        assertThat(says(peer, "ada", "org_initech", Holding.MEMBER)).as("nowhere").isFalse();
      }
    }
  }

  @Test
  void the_look_up_beside_the_growth_knows_members_from_others() {
    try (CaffeinePeer peer = new CaffeinePeer(FACTS)) {
      assertThat(says(peer, "bob", "org_acme", Holding.MEMBER)).isTrue();
      assertThat(says(peer, "bob", "org_umbrella", Holding.MEMBER)).isFalse();
      assertThat(says(peer, "eve", "org_acme", Holding.MEMBER)).isFalse();
    }
  }

  @Test
  void a_thousand_users_are_in_a_hundred_organizations_of_which_each_has_one_admin() {
    List<Holding> facts = Holding.of(1_000);
    assertThat(facts).extracting(Holding::user).doesNotHaveDuplicates().hasSize(1_000);
    assertThat(facts.stream().map(Holding::organization).distinct()).hasSize(100);
    assertThat(facts.stream().filter(fact -> fact.role().equals(Holding.ADMIN)))
        .extracting(Holding::organization)
        .doesNotHaveDuplicates()
        .hasSize(100);
  }

  private static <Q, A> boolean says(
      Peer<Q, A> peer, String user, String organization, String role) {
    return peer.isYes(peer.ask(peer.question(new Holding(user, organization, role))));
  }

  private static Stream<Arguments> peers() {
    return Stream.of(
        peer("Muster", MusterPeer::new),
        peer("Shiro", ShiroPeer::new),
        peer("pac4j", Pac4jPeer::new),
        peer("Spring Security", SpringPeer::new),
        peer("jCasbin", JCasbinPeer::withRulesByOrganization),
        peer("jCasbin, shared rules", JCasbinPeer::withSharedRules),
        peer("jCasbin, cached", JCasbinPeer::cached),
        peer("Cedar", CedarPeer::new));
  }

  private static Arguments peer(String name, Function<List<Holding>, Peer<?, ?>> start) {
    return Arguments.of(name, start);
  }
}
