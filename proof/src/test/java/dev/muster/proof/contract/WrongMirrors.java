package dev.muster.proof.contract;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Membership;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.MirrorEntry.Ended;
import dev.muster.store.MirrorRules;
import dev.muster.store.Observation;
import dev.muster.testkit.contract.MembershipStoreContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wrong mirrors: identity, time and order. Those with wrong rules are in {@link WrongRules}. */
final class WrongMirrors {
  static final Catalogue<Supplier<MembershipStore>> CATALOGUE =
      new Catalogue<>(
          MembershipStoreContract.class,
          Runner.class,
          store -> Runner.store = store,
          FaultyMirror::new,
          Stream.of(wrongs(), WrongRules.all(), WrongRemovals.all())
              .flatMap(List::stream)
              .toList());

  private WrongMirrors() {}

  /** Runs the suite on the store it was handed last. */
  static final class Runner extends MembershipStoreContract {
    static Supplier<MembershipStore> store = FaultyMirror::new;

    @Override
    protected MembershipStore open() {
      return store.get();
    }
  }

  private static List<Wrong<Supplier<MembershipStore>>> wrongs() {
    return List.of(
        Wrong.of(
            "remembers who was never there",
            RemembersStrangers::new,
            "a_key_never_written_is_unknown_at_epoch_zero"),
        Wrong.of(
            "has a clock that runs backwards",
            ClockBackwards::new,
            "store_time_never_runs_backwards_from_read_to_read"),
        Wrong.of(
            "keeps times to the microsecond",
            () -> memberships(m -> copy(m, m.id(), truncated(m.updatedAt()), m.roles())),
            "every_part_of_a_membership_comes_back_as_it_was_written"),
        Wrong.of(
            "writes a time where there is none",
            () ->
                memberships(
                    m ->
                        copy(
                            m,
                            m.id(),
                            m.updatedAt() == null ? Instant.EPOCH : m.updatedAt(),
                            m.roles())),
            "a_membership_without_roles_and_without_updated_at_comes_back_so"),
        Wrong.of(
            "does not look whose membership it is",
            AnyMembership::new,
            "a_membership_of_another_user_or_organization_is_an_illegal_argument"),
        Wrong.of(
            "compares keys without regard to case",
            () ->
                keys(
                    k ->
                        new MembershipKey(
                            k.provider(),
                            k.organization(),
                            new UserId(k.user().value().toLowerCase(Locale.ROOT)))),
            "keys_that_look_alike_are_different_keys"),
        Wrong.of(
            "cuts the blanks off membership ids",
            () ->
                memberships(
                    m ->
                        copy(
                            m, new MembershipId(m.id().value().strip()), m.updatedAt(), m.roles())),
            "membership_ids_that_look_alike_are_different_memberships"),
        Wrong.of(
            "has one row for all providers",
            () ->
                keys(
                    k ->
                        new MembershipKey(new ProviderInstance("any"), k.organization(), k.user())),
            "provider_instances_never_share_a_row"),
        Wrong.of(
            "cuts long names",
            () ->
                memberships(
                    m ->
                        copy(
                            m,
                            m.id(),
                            m.updatedAt(),
                            m.roles().stream().map(WrongMirrors::cut).toList())),
            "the_longest_names_fit"),
        Wrong.of(
            "reads and writes in two steps",
            TwoSteps::new,
            "of_many_first_writers_exactly_one_wins"),
        Wrong.of(
            "compares no epochs",
            NoEpochs::new,
            "of_many_writers_at_one_epoch_exactly_one_wins",
            "a_removal_and_a_change_at_one_epoch_never_both_stand",
            "a_write_at_any_other_epoch_has_moved_and_changes_nothing",
            "a_write_at_an_epoch_of_a_key_never_written_has_moved"),
        Wrong.of("takes null for a key", NullIsUnknown::new, "a_null_is_refused_by_name"));
  }

  private static final class RemembersStrangers extends FaultyMirror {
    @Override
    MirrorEntry neverWritten() {
      return new Ended(0, new MembershipId("om_never"), null, Instant.EPOCH);
    }
  }

  private static final class ClockBackwards extends FaultyMirror {
    private final Instant start = Instant.now();
    private final AtomicLong reads = new AtomicLong();

    @Override
    Instant now() {
      return start.minusNanos(reads.incrementAndGet());
    }
  }

  private static final class AnyMembership extends FaultyMirror {
    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      MembershipKey other =
          observation instanceof Observation.Seen seen
              ? new MembershipKey(
                  key.provider(), seen.membership().organization(), seen.membership().user())
              : key;
      return super.record(other, observation, expectedEpoch);
    }
  }

  private static final class NoEpochs extends FaultyMirror {
    @Override
    long expected(MirrorEntry current, long expectedEpoch) {
      return current.epoch();
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsUnknown extends FaultyMirror {
    @Override
    public Read find(MembershipKey key) {
      return key == null ? new Read(UNKNOWN, now()) : super.find(key);
    }
  }

  /** All who race have read before the first one writes. */
  private static final class TwoSteps extends FaultyMirror {
    private final Rendezvous allHaveRead = new Rendezvous();

    @Override
    public Write record(MembershipKey key, Observation observation, long expectedEpoch) {
      MirrorEntry current = entries.getOrDefault(key, UNKNOWN);
      allHaveRead.await();
      Write write = MirrorRules.decide(key, current, observation, expectedEpoch, now());
      entries.put(key, write.entry());
      return write;
    }
  }

  private static FaultyMirror memberships(UnaryOperator<Membership> change) {
    return new FaultyMirror() {
      @Override
      Observation observed(Observation observation) {
        return changed(observation, change);
      }
    };
  }

  private static FaultyMirror keys(UnaryOperator<MembershipKey> change) {
    return new FaultyMirror() {
      @Override
      MembershipKey key(MembershipKey key) {
        return change.apply(key);
      }
    };
  }

  static Membership copy(
      Membership m, MembershipId id, @Nullable Instant updatedAt, List<RoleSlug> roles) {
    return new Membership(id, m.organization(), m.user(), m.status(), roles, updatedAt);
  }

  private static @Nullable Instant truncated(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }

  private static RoleSlug cut(RoleSlug role) {
    return new RoleSlug(role.value().substring(0, Math.min(191, role.value().length())));
  }
}
