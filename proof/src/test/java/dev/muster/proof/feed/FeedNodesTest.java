package dev.muster.proof.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.lease.LeaseHolder;
import dev.muster.membership.Freshness;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.store.InvalidationBus;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.token.TokenIssue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens in the provider's dashboard reaches every node, and all that it remembers. */
@Tag("FEED-6")
class FeedNodesTest {
  /** One poll, one look at the log, and what is between them. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private final FeedStage stage = new FeedStage();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Tag("MEM-9")
  void a_removal_reaches_another_nodes_memory_tokens_and_leases_long_before_their_bounds() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    Muster leader = stage.node();
    Muster other = stage.node();
    stage.settle();
    Secret token = issued(leader, leader.vouchedByHost(stage.ann));
    assertThat(isGranted(other, token)).isTrue();
    lease(other, Requirement.member(), other.vouchedByHost(stage.ann));

    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(SOON);

    assertThat(told).containsExactly("ended");
    assertThat(stage.isGranted(other)).isFalse();
    assertThat(stage.isGranted(leader)).isFalse();
    assertThat(isGranted(other, token)).isFalse();
    assertThat(isGranted(leader, token)).isFalse();
  }

  @Test
  @Tag("MEM-9")
  void a_node_that_runs_no_feed_remembers_until_its_bound() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    stage.node();
    Muster other = stage.idle();
    stage.settle();
    assertThat(stage.isGranted(other)).isTrue();

    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(SOON);

    assertThat(stage.isGranted(other)).isTrue();
  }

  @Test
  @Tag("ROLE-1")
  void a_demotion_reaches_the_hosts_record_and_leases_with_no_request() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    stage.node();
    Muster other = stage.node();
    stage.settle();
    Requirement admin = Requirement.atLeast(new Role("admin"));
    assertThat(stage.check(other, admin)).isInstanceOf(Decision.Granted.class);
    lease(other, admin, other.vouchedByHost(stage.ann));
    assertThat(stage.roles.find(stage.key)).contains(new Role("admin"));

    stage.provider.dashboard().setRoles(stage.acme, stage.ann, FeedStage.MEMBER);
    stage.pass(SOON);

    assertThat(stage.roles.find(stage.key)).contains(new Role("member"));
    assertThat(told).containsExactly("ended");
    assertThat(stage.check(other, admin)).isInstanceOf(Decision.Denied.class);
    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.pass(SOON);
    assertThat(stage.roles.find(stage.key)).isEmpty();
  }

  @Test
  @Tag("ROLE-3")
  void who_came_back_with_a_role_that_nobody_knows_has_not_the_one_of_before() {
    stage.node();
    stage.settle();
    RoleSlug guest = new RoleSlug("guest");
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, guest);
    stage.pass(SOON);
    assertThat(stage.roles.find(stage.key)).contains(new Role("admin"));

    stage.provider.dashboard().remove(stage.acme, stage.ann);
    stage.provider.dashboard().join(stage.acme, stage.ann, guest);
    stage.pass(SOON);

    assertThat(stage.roles.find(stage.key)).isEmpty();
    assertThat(stage.mirror.find(stage.key).entry()).isInstanceOf(MirrorEntry.Present.class);
  }

  @Test
  @Tag("ROLE-1")
  @Tag("FEED-4")
  void a_demotion_that_a_webhook_told_first_reaches_the_hosts_record() {
    Muster node = stage.node();
    stage.settle();
    stage.paused.add(node);
    stage.provider.dashboard().setRoles(stage.acme, stage.ann, FeedStage.MEMBER);
    var told = stage.provider.dashboard().events();
    assertThat(stage.store.receive(FeedStage.FAKE, "message", told.get(told.size() - 1).told()))
        .isPresent();

    stage.paused.clear();
    stage.pass(SOON);

    assertThat(stage.roles.find(stage.key)).contains(new Role("member"));
  }

  @Test
  void a_session_that_is_ended_is_refused_while_its_access_token_still_runs() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    Muster leader = stage.node();
    Muster other = stage.node();
    stage.settle();
    Credential cookie =
        Credential.of(
            List.of(),
            List.of(
                SignIn.at(stage.provider, leader.sessions().orElseThrow(), stage.ann)
                    .value()
                    .reveal()));
    Session session = ((Authentication.Authenticated) other.authenticate(cookie)).session();
    Secret token = issued(other, session);
    lease(other, Requirement.member(), session);

    stage.provider.dashboard().endSessions(stage.ann);
    stage.pass(SOON);

    assertThat(leader.authenticate(cookie)).isInstanceOf(Authentication.Ended.class);
    assertThat(other.authenticate(cookie)).isInstanceOf(Authentication.Ended.class);
    assertThat(isGranted(other, token)).isFalse();
    assertThat(told).containsExactly("ended");
    assertThat(stage.isGranted(other)).isTrue();
  }

  @Test
  @Tag("FEED-7")
  void a_changed_role_makes_every_node_read_its_holders_again() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    int[] reads = new int[1];
    stage.decorated = true;
    stage.more =
        builder ->
            builder.memberships(
                Instead.calls(
                    MembershipStore.class,
                    (method, arguments) -> {
                      reads[0]++;
                      return Instead.call(method, stage.mirror, arguments);
                    }));
    stage.node();
    Muster other = stage.node();
    stage.settle();
    assertThat(stage.isGranted(other)).isTrue();
    stage.pass(SOON);
    int before = reads[0];
    assertThat(stage.isGranted(other)).isTrue();
    assertThat(reads[0]).isEqualTo(before);

    stage.provider.dashboard().changePermissions(FeedStage.ADMIN);
    stage.pass(SOON);

    assertThat(stage.isGranted(other)).isTrue();
    assertThat(reads[0]).isEqualTo(before + 1);
  }

  @Test
  void an_organization_that_is_deleted_ends_its_members_tokens_and_leases() {
    ends(() -> stage.provider.dashboard().deleteOrganization(stage.acme));
  }

  @Test
  void a_user_who_is_deleted_is_no_member_any_more() {
    ends(() -> stage.provider.dashboard().deleteUser(stage.ann));
  }

  private void ends(Runnable deed) {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    stage.node();
    Muster other = stage.node();
    stage.settle();
    Secret token = issued(other, other.vouchedByHost(stage.ann));
    lease(other, Requirement.member(), other.vouchedByHost(stage.ann));

    deed.run();
    stage.pass(SOON);

    assertThat(stage.isGranted(other)).isFalse();
    assertThat(isGranted(other, token)).isFalse();
    assertThat(told).containsExactly("ended");
    assertThat(stage.roles.find(stage.key)).isEmpty();
  }

  @Test
  @Tag("TOK-5")
  @Tag("MEM-9")
  void a_revocation_on_one_node_counts_on_another_with_its_next_look_and_with_a_bus_at_once() {
    stage.freshness = Freshness.within(Duration.ofHours(1));
    HandBus bus = new HandBus();
    stage.more = builder -> builder.changeLog(stage.log, bus);
    Muster one = stage.node();
    Muster other = stage.node();
    stage.settle();
    Secret token = issued(one, one.vouchedByHost(stage.ann));
    assertThat(isGranted(other, token)).isTrue();

    one.organizationTokens()
        .orElseThrow()
        .revoke(new dev.muster.store.TokenHolder.OfUser(FeedStage.FAKE, stage.ann));
    stage.pass(Duration.ZERO);

    assertThat(isGranted(other, token)).isFalse();
    assertThat(bus.ears).hasSize(2);
  }

  private Secret issued(Muster node, Session session) {
    Pass pass = node.require(AccessCheck.of(session, Requirement.member()).in(stage.acme.value()));
    return ((TokenIssue.Issued) node.organizationTokens().orElseThrow().issue(pass, "laptop"))
        .token();
  }

  private static boolean isGranted(Muster node, Secret token) {
    Authentication bearer =
        node.authenticate(Credential.of(List.of("Bearer " + token.reveal()), List.of()));
    return node.check(AccessCheck.of(bearer, Requirement.member())) instanceof Decision.Granted;
  }

  private void lease(Muster node, Requirement requirement, Session session) {
    Pass pass = node.require(AccessCheck.of(session, requirement).in(stage.acme.value()));
    var unused =
        node.leases(stage.scheduler(node))
            .hold(
                pass,
                Freshness.within(Duration.ofHours(1)),
                new LeaseHolder() {
                  @Override
                  public void ended(Decision.Denied denied) {
                    told.add("ended");
                  }

                  @Override
                  public void suspended(Decision.Undecided undecided) {
                    told.add("suspended");
                  }

                  @Override
                  public void resumed() {
                    told.add("resumed");
                  }
                });
  }

  /** Wakes everybody in this process. */
  static final class HandBus implements InvalidationBus {
    final List<Runnable> ears = new ArrayList<>();

    @Override
    public void wake() {
      ears.forEach(Runnable::run);
    }

    @Override
    public AutoCloseable listen(Runnable heard) {
      ears.add(heard);
      return () -> ears.remove(heard);
    }
  }
}
