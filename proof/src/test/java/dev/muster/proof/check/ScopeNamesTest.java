package dev.muster.proof.check;

import static dev.muster.proof.check.ScopeHost.ADMIN;
import static dev.muster.proof.check.ScopeHost.FAKE;
import static dev.muster.proof.check.ScopeHost.slug;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.muster.Muster;
import dev.muster.account.AccountEvent;
import dev.muster.account.RenameResult;
import dev.muster.account.ScopeName;
import dev.muster.account.ScopeNames;
import dev.muster.account.ShowResult;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Showing and renaming the scope that a pass is for. */
@Tag("SCOPE-5")
class ScopeNamesTest {
  private static final Requirement EITHER = Requirement.member().orPersonal();

  private final ScopeHost host = new ScopeHost();
  private final Muster muster = host.node();
  private final ScopeNames names = muster.scopeNames(Requirement.atLeast(ADMIN));
  private final Pass personal = pass("ann");
  private final Pass acme = pass("acme");
  private final Pass beta = pass("beta");

  @AfterEach
  void close() {
    host.close();
  }

  private Pass pass(String name) {
    return muster.require(AccessCheck.of(muster.vouchedByHost(host.ann), EITHER).in(name));
  }

  private RenameResult renamed(String slug, String before) {
    return new RenameResult.Renamed(slug(slug), slug(before));
  }

  @Test
  void the_scope_of_a_pass_is_shown() {
    assertThat(names.show(acme))
        .isEqualTo(new ShowResult.Shown(new ScopeName(host.acme, slug("acme"), "acme")));
    assertThat(names.show(personal))
        .isEqualTo(new ShowResult.Shown(new ScopeName(null, slug("ann"), null)));
    Session bound = muster.vouchedByHost(host.ann, host.beta);
    assertThat(names.show(muster.require(AccessCheck.of(bound, EITHER))))
        .isEqualTo(new ShowResult.Shown(new ScopeName(host.beta, slug("beta"), "beta")));
  }

  @Test
  void a_slug_that_is_in_use_is_given_up_with_force_only() {
    for (Pass pass : List.of(acme, personal)) {
      String present = pass.equals(acme) ? "acme" : "ann";
      RenameResult refused = names.rename(pass, slug(present + "-2"), false);
      assertThat(refused).isEqualTo(new RenameResult.NeedsForce(slug(present)));
      assertThat(refused.problem()).contains(Problem.FORCE_REQUIRED);
      assertThat(host.directory.findBySlug(FAKE, slug(present + "-2"))).isEmpty();

      RenameResult done = names.rename(pass, slug(present + "-2"), true);

      assertThat(done).isEqualTo(renamed(present + "-2", present));
      assertThat(done.problem()).isEmpty();
      assertThat(host.directory.findBySlug(FAKE, slug(present))).isEmpty();
    }
    assertThat(host.directory.find(FAKE, host.acme).orElseThrow().slug()).isEqualTo(slug("acme-2"));
    assertThat(host.directory.findPersonal(FAKE, host.ann)).contains(slug("ann-2"));
  }

  @Test
  void the_first_personal_slug_needs_no_force() {
    UserId carl = host.provider.dashboard().createUser("carl@example.com").id();
    Pass carls = muster.require(AccessCheck.of(muster.vouchedByHost(carl), Requirement.signedIn()));
    assertThat(names.show(carls)).isEqualTo(new ShowResult.Shown(new ScopeName(null, null, null)));

    assertThat(names.rename(carls, slug("carl"), false))
        .isEqualTo(new RenameResult.Renamed(slug("carl"), null));
    assertThat(names.rename(carls, slug("carla"), false))
        .isEqualTo(new RenameResult.NeedsForce(slug("carl")));
  }

  @Test
  void what_is_taken_by_an_organization_or_a_person_is_a_conflict_for_both() {
    for (String taken : List.of("foreign", "bob", "beta")) {
      for (Pass pass : List.of(acme, personal)) {
        RenameResult result = names.rename(pass, slug(taken), true);
        assertThat(result).isEqualTo(new RenameResult.Taken());
        assertThat(result.problem()).contains(Problem.CONFLICT);
      }
    }
    assertThat(Problem.CONFLICT.status()).isEqualTo(409);
  }

  @Test
  @Tag("ORG-7")
  void what_the_host_reserves_is_given_to_nobody_and_kept_by_who_has_it() {
    for (Pass pass : List.of(acme, personal)) {
      RenameResult result = names.rename(pass, slug("admin"), true);
      assertThat(result).isEqualTo(new RenameResult.Reserved());
      assertThat(result.problem()).contains(Problem.INVALID_INPUT);
    }
    host.directory.rename(FAKE, host.acme, slug("support"));
    assertThat(names.rename(acme, slug("support"), false)).isEqualTo(renamed("support", "support"));
  }

  @Test
  @Tag("ROLE-8")
  void an_organization_is_renamed_only_by_who_meets_the_hosts_requirement_now() {
    RenameResult result = names.rename(beta, slug("beta-2"), true);
    assertThat(result.problem()).contains(Problem.INSUFFICIENT_ROLE);

    host.provider.dashboard().setRoles(host.acme, host.ann, new RoleSlug("member"));
    host.clock.advance(ScopeHost.HOUR.plusSeconds(1));

    assertThat(names.rename(acme, slug("acme-2"), true).problem())
        .contains(Problem.INSUFFICIENT_ROLE);
    host.provider.dashboard().remove(host.acme, host.ann);
    host.clock.advance(ScopeHost.HOUR.plusSeconds(1));
    assertThat(names.rename(acme, slug("acme-2"), true).problem()).contains(Problem.NOT_A_MEMBER);
    assertThat(host.directory.find(FAKE, host.acme).orElseThrow().slug()).isEqualTo(slug("acme"));
  }

  @Test
  @Tag("ORG-5")
  void a_bound_credential_renames_nothing() {
    Session bound = muster.vouchedByHost(host.ann, host.acme);
    Pass pass = muster.require(AccessCheck.of(bound, Requirement.atLeast(ADMIN)));

    RenameResult result = names.rename(pass, slug("acme-2"), true);

    assertThat(result).isEqualTo(new RenameResult.WrongCredential());
    assertThat(result.problem()).contains(Problem.WRONG_CREDENTIAL);
  }

  @Test
  @Tag("ANS-7")
  void the_listener_hears_who_renamed_what() {
    host.heard.clear();
    names.rename(acme, slug("apex"), true);
    names.rename(personal, slug("anna"), true);
    names.rename(personal, slug("apex"), true);

    assertThat(host.heard)
        .filteredOn(MusterEvent.OfAccount.class::isInstance)
        .containsExactly(
            new MusterEvent.OfAccount(
                new AccountEvent.ScopeRenamed(
                    FAKE, host.ann, host.acme, slug("apex"), slug("acme"))),
            new MusterEvent.OfAccount(
                new AccountEvent.ScopeRenamed(FAKE, host.ann, null, slug("anna"), slug("ann"))));
  }

  @Test
  @Tag("ANS-2")
  void a_register_that_is_down_is_unavailable() {
    host.registerIsDown = true;
    Failure down = Failure.of(Failure.Cause.STORE_UNAVAILABLE);

    assertThat(names.show(acme)).isEqualTo(new ShowResult.Unavailable(down));
    RenameResult result = names.rename(acme, slug("acme-2"), true);
    assertThat(result).isEqualTo(new RenameResult.Unavailable(down));
    assertThat(result.problem()).contains(Problem.UNAVAILABLE);
  }

  @Test
  void of_many_who_rename_to_one_slug_at_once_exactly_one_gets_it() throws Exception {
    int runners = 6;
    List<Pass> passes = new ArrayList<>();
    for (int i = 0; i < runners; i++) {
      UserId user = host.provider.dashboard().createUser("user" + i + "@example.com").id();
      passes.add(
          muster.require(AccessCheck.of(muster.vouchedByHost(user), Requirement.signedIn())));
    }
    passes.set(0, acme);
    ExecutorService pool = Executors.newFixedThreadPool(runners);
    try {
      for (int round = 0; round < 20; round++) {
        OrganizationSlug wish = slug("wish-" + round);
        CyclicBarrier together = new CyclicBarrier(runners);
        List<Callable<RenameResult>> work = new ArrayList<>();
        for (Pass pass : passes) {
          work.add(
              () -> {
                together.await();
                return names.rename(pass, wish, true);
              });
        }
        List<RenameResult> results = new ArrayList<>();
        for (Future<RenameResult> done : pool.invokeAll(work)) {
          results.add(done.get());
        }
        assertThat(results).filteredOn(RenameResult.Renamed.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(new RenameResult.Taken()::equals).hasSize(runners - 1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @Tag("BAD-INPUT")
  @NullUnmarked
  void a_pass_of_another_muster_a_weak_requirement_and_null_are_refused() {
    Muster other = host.node();
    Pass others =
        other.require(AccessCheck.of(other.vouchedByHost(host.ann), Requirement.signedIn()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.rename(others, slug("ann-2"), true));
    for (Requirement weak :
        List.of(
            Requirement.signedIn(),
            Requirement.member(),
            Requirement.atLeast(ADMIN).orPersonal())) {
      assertThatIllegalArgumentException().isThrownBy(() -> muster.scopeNames(weak));
    }
    assertThatNullPointerException()
        .isThrownBy(() -> names.rename(null, slug("ann-2"), true))
        .withMessage("pass");
    assertThatNullPointerException()
        .isThrownBy(() -> names.rename(acme, null, true))
        .withMessage("slug");
  }
}
