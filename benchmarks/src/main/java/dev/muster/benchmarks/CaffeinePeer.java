package dev.muster.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.benchmarks.peers.Holding;
import dev.muster.benchmarks.peers.Peer;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look-up that a host would write itself, as {@link WarmCheckBenchmark} has it, with a fresh
 * key each time. It knows who is a member, and no roles.
 */
final class CaffeinePeer implements Peer<CaffeinePeer.Question, @Nullable Boolean> {
  private final Cache<MembershipKey, Boolean> cache;

  CaffeinePeer(List<Holding> facts) {
    cache =
        Caffeine.newBuilder()
            .maximumSize(facts.size() * 2L)
            .expireAfterWrite(MusterPeer.BOUND)
            .build();
    facts.forEach(fact -> cache.put(question(fact).key(), true));
  }

  @Override
  public Question question(Holding asked) {
    return new Question(new OrganizationId(asked.organization()), new UserId(asked.user()));
  }

  @Override
  public @Nullable Boolean ask(Question question) {
    return cache.getIfPresent(question.key());
  }

  @Override
  public boolean isYes(@Nullable Boolean answer) {
    return answer != null;
  }

  /** An organization and a user. */
  record Question(OrganizationId organization, UserId user) {
    private MembershipKey key() {
      return new MembershipKey(FixedProvider.INSTANCE, organization, user);
    }
  }
}
