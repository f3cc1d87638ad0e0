package dev.muster.proof.simulation;

import dev.muster.name.MembershipKey;
import dev.muster.name.RemovalId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.MembershipStore;
import dev.muster.store.MembershipStore.Verdict;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.RemovalStep;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Removes members as a host does through one node: denied here, removed there, then confirmed or
 * undone. What somebody left half done is taken up. Any step may fail, and the node may die in it.
 */
record Remover(
    IdentityProvider provider,
    Consumer<Membership> removal,
    MembershipStore store,
    Runnable forget) {
  /** One removal, from the start or from where it was left. */
  void remove(MembershipKey key, RemovalId id) {
    MembershipStore.Read found = store.find(key);
    if (found.entry() instanceof MirrorEntry.Ending left) {
      finish(key, left.removal(), left.membership());
      return;
    }
    Optional<Membership> stated = provider.findMembership(key.organization(), key.user());
    if (stated.isPresent()) {
      Observation.Seen seen = new Observation.Seen(stated.get(), found.storeTime());
      RemovalStep begin = new RemovalStep.Begin(id, seen, found.entry().epoch());
      if (store.remove(key, begin).verdict() == Verdict.ACCEPTED) {
        forget.run();
        finish(key, id, stated.get());
      }
    }
  }

  private void finish(MembershipKey key, RemovalId id, Membership membership) {
    boolean refused = false;
    try {
      removal.accept(membership);
    } catch (ProviderException.Rejected e) {
      refused = true;
    }
    store.remove(key, refused ? new RemovalStep.Undo(id) : new RemovalStep.Confirm(id));
    forget.run();
  }
}
