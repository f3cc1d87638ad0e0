package dev.muster.proof.lifecycle;

import static dev.muster.proof.lifecycle.Estate.ADMIN;
import static dev.muster.proof.lifecycle.Estate.MEMBER;
import static dev.muster.proof.lifecycle.Estate.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.account.CreationResult;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecycleResult;
import dev.muster.name.InvitationId;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation, cut off at each of its steps: the host falls down and starts again, or the step
 * fails. What was begun ends by itself, and what was not begun never happened.
 */
class CutOffTest {
  private static final OrganizationSlug FRESH = new OrganizationSlug("fresh");

  /** How an operation is cut off. */
  enum Cut {
    CRASH_BEFORE,
    CRASH_AFTER,
    OUTAGE,
    LOST_ANSWER;

    boolean isCrash() {
      return this == CRASH_BEFORE || this == CRASH_AFTER;
    }

    boolean isAfter() {
      return this == CRASH_AFTER || this == LOST_ANSWER;
    }

    RuntimeException failure(String step) {
      return step.contains("Store.")
          ? new StoreException("cut", null)
          : new ProviderException.Unavailable("cut", null);
    }
  }

  /** The host falls down: nobody catches this. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** An operation in an estate, and what must be so after it was cut off, and in the end. */
  private abstract static class Case {
    final Estate estate;

    Case(Estate estate) {
      this.estate = estate;
    }

    abstract Callable<?> operation();

    /** Right after, on a host that started again or stands. */
    void after() {}

    /** When all is settled; with the operation's answer, if it gave one. */
    abstract void end(Optional<Object> result);

    boolean hasRecord() {
      return !estate
          .changes
          .standing(new Subject.OfOrganization(Estate.FAKE, estate.acme))
          .open()
          .isEmpty();
    }
  }

  private static int everyStep(Callable<? extends Case> cases, Cut cut) throws Exception {
    for (int step = 1; ; step++) {
      Case one = cases.call();
      try (Estate estate = one.estate) {
        AtomicInteger steps = new AtomicInteger();
        int last = step;
        Optional<Object> result;
        try {
          result =
              Optional.of(
                  Wire.<Object>watched(
                      (name, call) -> {
                        if (steps.incrementAndGet() != last) {
                          return call.call();
                        }
                        if (cut.isAfter()) {
                          var unused = call.call();
                        }
                        if (cut.isCrash()) {
                          throw new Crash();
                        }
                        throw cut.failure(name);
                      },
                      one.operation()::call));
        } catch (Crash crash) {
          result = Optional.empty();
          estate.restart();
        }
        one.after();
        for (int i = 0; i < 3; i++) {
          var unused = estate.reconcile();
        }
        one.end(result);
        assertThat(estate.isSettled()).isTrue();
        if (steps.get() < step) {
          return step - 1;
        }
      }
    }
  }

  private static boolean isDone(Optional<Object> result) {
    return result.filter(LifecycleResult.Done.class::isInstance).isPresent();
  }

  /** Ends Bob's membership. */
  private static final class End extends Case {
    private final UserId ann = estate.joined("ann", ADMIN);
    private final UserId bob = estate.joined("bob", MEMBER);
    private final Pass pass;
    private final Hash token;
    private final boolean leaves;
    private boolean begun;

    End(boolean leaves) {
      super(new Estate());
      this.leaves = leaves;
      this.pass = estate.pass(leaves ? bob : ann);
      this.token = estate.token(bob);
      assertThat(estate.check(bob)).isInstanceOf(Decision.Granted.class);
    }

    @Override
    Callable<?> operation() {
      return () -> leaves ? estate.members().leave(pass) : estate.members().remove(pass, bob);
    }

    @Override
    void after() {
      begun = hasRecord() || !estate.isActive(bob);
      assertThat(estate.check(bob))
          .isInstanceOf(begun ? Decision.Denied.class : Decision.Granted.class);
      assertThat(estate.stateOf(token)).isEqualTo(begun ? estate.stateOf(token) : State.LIVE);
      assertThat(estate.stateOf(token) == State.LIVE).isEqualTo(!begun);
    }

    @Override
    void end(Optional<Object> result) {
      assertThat(estate.isActive(bob)).isEqualTo(!begun);
      assertThat(estate.entry(bob))
          .isInstanceOf(begun ? MirrorEntry.Ended.class : MirrorEntry.Present.class);
      assertThat(estate.stateOf(token)).isEqualTo(begun ? State.REVOKED : State.LIVE);
      assertThat(estate.check(bob))
          .isInstanceOf(begun ? Decision.Denied.class : Decision.Granted.class);
      assertThat(isDone(result) && !begun).isFalse();
    }
  }

  /** Makes Bob an administrator. */
  private static final class Promotion extends Case {
    private final Pass pass = estate.pass(estate.joined("ann", ADMIN));
    private final UserId bob = estate.joined("bob", MEMBER);
    private List<RoleSlug> then = List.of();

    Promotion() {
      super(new Estate());
      estate.check(bob);
    }

    @Override
    Callable<?> operation() {
      return () -> estate.members().changeRole(pass, bob, ADMIN);
    }

    @Override
    void after() {
      then = estate.rolesOf(bob);
    }

    /** What the provider had not heard of when it was cut off, it never hears of. */
    @Override
    void end(Optional<Object> result) {
      assertThat(estate.rolesOf(bob)).isEqualTo(then);
      assertThat(((MirrorEntry.Present) estate.entry(bob)).membership().roles()).isEqualTo(then);
      assertThat(estate.roles.find(estate.key(bob))).contains(new Role(then.get(0).value()));
      assertThat(isDone(result) && !then.contains(ADMIN)).isFalse();
    }
  }

  /** Lets Bob accept an invitation. */
  private static final class Acceptance extends Case {
    private final UserId bob = estate.user("bob");
    private final Pass pass = estate.personal(bob);
    private final InvitationId invitation;

    Acceptance() {
      super(new Estate());
      estate.joined("ann", ADMIN);
      invitation = estate.dashboard().invite(estate.acme, "bob@example.com", MEMBER).id();
    }

    @Override
    Callable<?> operation() {
      return () -> estate.invitations().accept(pass, invitation);
    }

    @Override
    void end(Optional<Object> result) {
      boolean member = estate.isActive(bob);
      assertThat(estate.check(bob))
          .isInstanceOf(member ? Decision.Granted.class : Decision.Denied.class);
      assertThat(isDone(result) && !member).isFalse();
      if (!member) {
        MembersTest.done(estate.invitations().accept(estate.personal(bob), invitation));
      }
    }
  }

  /** Creates an organization. */
  private static final class Creation extends Case {
    private final UserId ann = estate.user("ann");
    private final UserId bob = estate.user("bob");
    private final Pass pass = estate.signedIn(ann);

    Creation() {
      super(new Estate(Estate.Build.OURS.policy(policy -> policy.owned(1))));
    }

    @Override
    Callable<?> operation() {
      return () -> estate.muster.organizationCreation().orElseThrow().create(pass, FRESH, "Fresh");
    }

    @Override
    void end(Optional<Object> result) {
      Optional<OrganizationId> slug =
          estate
              .directory
              .findBySlug(Estate.FAKE, FRESH)
              .flatMap(DirectoryStore.Owner::organization)
              .map(entry -> entry.organization().id());
      boolean stands = estate.dashboard().organizations().size() == 2;
      assertThat(slug.isPresent()).isEqualTo(stands);
      if (stands) {
        Membership owner = estate.provider.findMembership(slug.orElseThrow(), ann).orElseThrow();
        assertThat(owner.isActive()).isTrue();
        assertThat(owner.roles()).containsExactly(OWNER);
      } else {
        assertThat(estate.directory.reserve(Estate.FAKE, FRESH, bob, "any"))
            .isEqualTo(new DirectoryStore.Reservation.Reserved("any"));
      }
      assertThat(result.filter(CreationResult.Created.class::isInstance).isPresent() && !stands)
          .isFalse();
    }
  }

  /** Deletes Acme. */
  private static final class Deletion extends Case {
    private static final AtomicInteger HOOKED = new AtomicInteger();
    private final UserId ann = estate.joined("ann", ADMIN);
    private final UserId bob = estate.joined("bob", MEMBER);
    private final Pass pass;
    private final Hash token;
    private boolean begun;

    Deletion() {
      super(
          new Estate(
              Estate.Build.OURS.policy(
                  policy ->
                      policy.onDeletion((provider, organization) -> HOOKED.incrementAndGet()))));
      HOOKED.set(0);
      pass = estate.pass(ann);
      estate.pass(bob);
      token = estate.token(bob);
    }

    @Override
    Callable<?> operation() {
      return () -> estate.life().organizations().delete(pass);
    }

    private boolean stands() {
      return estate.provider.findOrganization(estate.acme).isPresent();
    }

    @Override
    void after() {
      begun = hasRecord() || !stands();
    }

    @Override
    void end(Optional<Object> result) {
      assertThat(stands()).isEqualTo(!begun);
      assertThat(estate.directory.hasEnded(Estate.FAKE, estate.acme)).isEqualTo(begun);
      for (UserId user : List.of(ann, bob)) {
        assertThat(estate.entry(user))
            .isInstanceOf(begun ? MirrorEntry.Ended.class : MirrorEntry.Present.class);
      }
      assertThat(estate.stateOf(token)).isEqualTo(begun ? State.REVOKED : State.LIVE);
      assertThat(HOOKED.get() > 0).isEqualTo(begun);
      assertThat(isDone(result) && !begun).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ADM-3")
  void a_removal_that_is_cut_off_anywhere_denies_from_its_beginning_and_comes_to_its_end(Cut cut)
      throws Exception {
    assertThat(everyStep(() -> new End(false), cut)).isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ADM-3")
  void a_departure_that_is_cut_off_anywhere_denies_from_its_beginning_and_comes_to_its_end(Cut cut)
      throws Exception {
    assertThat(everyStep(() -> new End(true), cut)).isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ROLE-7")
  void a_change_of_role_that_is_cut_off_anywhere_ends_alike_in_provider_mirror_and_record(Cut cut)
      throws Exception {
    assertThat(everyStep(Promotion::new, cut)).isGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ADM-2")
  void an_acceptance_that_is_cut_off_anywhere_makes_a_member_or_can_be_made_again(Cut cut)
      throws Exception {
    assertThat(everyStep(Acceptance::new, cut)).isGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("SES-7")
  void a_creation_that_is_cut_off_anywhere_is_whole_or_leaves_nothing(Cut cut) throws Exception {
    assertThat(everyStep(Creation::new, cut)).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("ADM-5")
  void a_deletion_that_is_cut_off_anywhere_is_whole_or_leaves_everything(Cut cut) throws Exception {
    assertThat(everyStep(Deletion::new, cut)).isGreaterThanOrEqualTo(4);
  }
}
