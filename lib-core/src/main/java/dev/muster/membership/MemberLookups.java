package dev.muster.membership;

import dev.muster.name.MembershipKey;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks members up for a job that no request waits for: on the caller's thread, past this node's
 * memory and past the threads that requests share. Safe for many threads; blocks on the store and
 * the provider, never holding one across the other.
 */
public final class MemberLookups {
  private final IdentityProvider provider;
  private final MembershipStore store;
  private final Timeline timeline;
  private final Consumer<MembershipEvent> events;

  /**
   * Look-ups at one provider.
   *
   * @param provider the provider
   * @param store the mirror
   * @param timeline the clocks
   * @param events hears of memberships that ended; must not throw
   */
  public MemberLookups(
      IdentityProvider provider,
      MembershipStore store,
      Timeline timeline,
      Consumer<MembershipEvent> events) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.store = Objects.requireNonNull(store, "store");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Reads the mirror, and then asks the provider. Writes nothing.
   *
   * @param key whom and where
   * @return both answers
   * @throws ProviderException if the provider gave no full answer
   * @throws dev.muster.store.StoreException if the mirror can't answer
   */
  public Found ask(MembershipKey key) {
    Objects.requireNonNull(key, "key");
    MembershipStore.Read read = store.find(key);
    Moment asOf = timeline.now();
    Membership stated = provider.findMembership(key.organization(), key.user()).orElse(null);
    if (stated != null
        && !(stated.organization().equals(key.organization())
            && stated.user().equals(key.user()))) {
      throw new ProviderException.Unavailable("the answer is about another membership", null);
    }
    return new Found(key, read, asOf, stated);
  }

  /**
   * Ends what the provider does not know, if nothing changed in the mirror since. To be called only
   * if the provider is known to be the right one: it knows the organization, or has lost it.
   *
   * @param found what was found
   * @return false if the mirror knows better, or moved on meanwhile
   * @throws dev.muster.store.StoreException if the mirror can't answer
   */
  public boolean end(Found found) {
    if (!found.isGone()) {
      return false;
    }
    MembershipStore.Write write =
        store.record(
            found.key(),
            new Observation.Absent(found.read().storeTime()),
            found.read().entry().epoch());
    boolean ended =
        write.verdict() == MembershipStore.Verdict.ACCEPTED
            && write.entry() instanceof MirrorEntry.Ended;
    if (ended) {
      events.accept(new MembershipEvent.MembershipEnded(found.key(), write.entry().epoch()));
    }
    return ended;
  }

  /**
   * What a list stated of a member, for comparing: it is not recorded, and serves no request.
   *
   * @param stated one of the list
   * @param asOf just before the list was asked for
   * @return the evidence
   */
  public Evidence listed(Membership stated, Moment asOf) {
    MembershipKey key =
        new MembershipKey(provider.instance(), stated.organization(), stated.user());
    return new Evidence(key, stated, true, asOf, Source.LIVE, 0);
  }

  /**
   * What the provider stated of a member, beside what the mirror holds now; for what must be done
   * before it is recorded. It serves no request.
   *
   * @param stated of an event, a webhook or a list
   * @return the evidence, which tells whether it is the membership of before
   * @throws dev.muster.store.StoreException if the mirror can't answer
   */
  public Evidence arriving(Membership stated) {
    MembershipKey key =
        new MembershipKey(provider.instance(), stated.organization(), stated.user());
    MirrorEntry held = store.find(key).entry();
    return new Evidence(
        key,
        stated,
        true,
        timeline.now(),
        Source.LIVE,
        held.epoch(),
        MirroredReader.before(held, stated));
  }

  /**
   * What mirror and provider said of a member.
   *
   * @param key whose
   * @param read what the mirror held just before
   * @param asOf just before the provider was asked
   * @param stated what the provider states, or null if it knows no such membership
   */
  public record Found(
      MembershipKey key, MembershipStore.Read read, Moment asOf, @Nullable Membership stated) {
    /** Checks the parts. */
    public Found {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(asOf, "asOf");
    }

    /**
     * Whether the mirror holds a membership that the provider does not know.
     *
     * @return false also for a removal in progress
     */
    public boolean isGone() {
      return stated == null && read.entry() instanceof MirrorEntry.Present;
    }
  }
}
