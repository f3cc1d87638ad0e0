package dev.muster.membership;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;

import dev.muster.name.MembershipKey;
import dev.muster.provider.Membership;
import org.jspecify.annotations.Nullable;

/** Evidence for tests of other rooms, of Ann in Acme. */
public final class TestEvidence {
  private TestEvidence() {}

  /** Evidence as a reader would make it. */
  public static Evidence of(
      @Nullable Membership membership, boolean known, Moment asOf, Source source, long epoch) {
    MembershipKey key = new MembershipKey(PROVIDER_INSTANCE, ACME, ANN);
    return new Evidence(key, membership, known, asOf, source, epoch);
  }
}
