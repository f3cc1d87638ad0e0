package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence for tests of other rooms, of Ann in Acme. */
public final class TestEvidence {
  private TestEvidence() {}

  /** What memory would hold of a member of Acme, if it were somebody else than Ann. */
  public static Evidence remembered(UserId user, Moment asOf) {
    MembershipKey key = new MembershipKey(PROVIDER_INSTANCE, ACME, user);
    Membership membership = membership(user, MembershipStatus.ACTIVE);
    return new Evidence(key, membership, true, asOf, Source.CACHE, 1);
  }

  /** A membership of somebody in Acme. */
  public static Membership membership(UserId user, MembershipStatus status) {
    MembershipId id = new MembershipId("om_" + user);
    return new Membership(id, ACME, user, status, List.of(), Instant.EPOCH);
  }

  /** What a read that did not fail found. */
  public static Evidence known(EvidenceResult result) {
    return result.fold(
        known -> known,
        failure -> {
          throw new AssertionError("failed: " + failure);
        });
  }

  /** Evidence as a reader would make it. */
  public static Evidence of(
      @Nullable Membership membership, boolean known, Moment asOf, Source source, long epoch) {
    MembershipKey key = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
    return new Evidence(key, membership, known, asOf, source, epoch);
  }

  /** The provider's word of a request, after what the mirror held before; of Ann in Acme. */
  public static Evidence after(
      Evidence.@Nullable Before before, @Nullable Membership membership, Moment asOf) {
    return after(new MembershipKey(PROVIDER_INSTANCE, ACME, ANN), before, membership, asOf);
  }

  /** The provider's word of a request, after what the mirror held before. */
  public static Evidence after(
      MembershipKey key,
      Evidence.@Nullable Before before,
      @Nullable Membership membership,
      Moment asOf) {
    return new Evidence(key, membership, true, asOf, Source.LIVE, 1, before);
  }

  /** The same as memory holds it, in the first run of events of a node. */
  public static Evidence followed(Evidence evidence, Watermark watermark) {
    return evidence.followed(watermark.coverage(1), 0).remembered(evidence.statedRoles());
  }
}
