package dev.muster.feed;

import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Membership;
import dev.muster.store.WalkStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A walk store of which a test makes something else; as it is, it does what the one below does. */
class OtherWalkStore implements WalkStore {
  final WalkStore inner;

  OtherWalkStore(WalkStore inner) {
    this.inner = inner;
  }

  @Override
  public Optional<Walk> find(ProviderInstance provider) {
    return inner.find(provider);
  }

  @Override
  public boolean save(ProviderInstance provider, long fence, Walk walk) {
    return inner.save(provider, fence, walk);
  }

  @Override
  public Optional<Map<MembershipKey, Long>> page(
      ProviderInstance provider,
      long fence,
      Walk walk,
      List<Membership> memberships,
      Instant asOf) {
    return inner.page(provider, fence, walk, memberships, asOf);
  }

  @Override
  public List<Membership> missed(
      ProviderInstance provider, Instant since, @Nullable MembershipKey after, int most) {
    return inner.missed(provider, since, after, most);
  }

  @Override
  public long count(ProviderInstance provider) {
    return inner.count(provider);
  }
}
