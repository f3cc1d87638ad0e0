package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.Peer;
import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Muster among its peers: a check within an hour, which is longer than a measurement, so that what
 * is asked twice is answered from memory. It keeps no mirror, which such a check does not read.
 */
final class MusterPeer implements Peer<MusterPeer.Question, Decision> {
  static final Duration BOUND = Duration.ofHours(1);

  private static final int CALLERS = 32;

  private final Muster muster;

  MusterPeer(List<Holding> facts) {
    Map<List<String>, String> roles =
        facts.stream()
            .collect(
                Collectors.toMap(fact -> List.of(fact.organization(), fact.user()), Holding::role));
    muster =
        Muster.builder()
            .provider(new FixedProvider((organization, user) -> role(roles, organization, user)))
            .roles(RoleMap.builder().role(Holding.ADMIN).role(Holding.MEMBER).build())
            .memberships(new NoStore())
            .roleStore(new NoStore.Roles())
            .freshness(Freshness.within(BOUND))
            .cacheSize(Math.max(1, facts.size() * 2))
            .build();
  }

  @Override
  public Question question(Holding asked) {
    return new Question(
        muster.vouchedByHost(new UserId(asked.user())),
        asked.organization(),
        Requirement.atLeast(new Role(asked.role())));
  }

  /** Asks with many callers: one alone would wait for a look-up thread each time. */
  @Override
  public void prepare(List<Question> questions) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      int share = (questions.size() + CALLERS - 1) / CALLERS;
      List<Callable<Void>> shares = new ArrayList<>();
      for (int i = 0; i < questions.size(); i += share) {
        List<Question> part = questions.subList(i, Math.min(i + share, questions.size()));
        shares.add(
            () -> {
              part.forEach(this::ask);
              return null;
            });
      }
      for (Future<Void> done : callers.invokeAll(shares)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      callers.shutdown();
    }
  }

  @Override
  public Decision ask(Question question) {
    return muster.check(question.session, question.organization, question.requirement);
  }

  @Override
  public boolean isYes(Decision answer) {
    return answer instanceof Decision.Granted;
  }

  @Override
  public void close() {
    muster.close();
  }

  private static Optional<String> role(
      Map<List<String>, String> roles, OrganizationId organization, UserId user) {
    return Optional.ofNullable(roles.get(List.of(organization.value(), user.value())));
  }

  /** A session, the text that names the organization, and what is required. */
  record Question(Session session, String organization, Requirement requirement) {}
}
