package dev.muster.proof.check;

import static dev.muster.proof.check.ScopeHost.ADMIN;
import static dev.muster.proof.check.ScopeHost.FAKE;
import static dev.muster.proof.check.ScopeHost.HOUR;
import static dev.muster.proof.check.ScopeHost.reason;
import static dev.muster.proof.check.ScopeHost.slug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.account.RenameResult;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.RoleSlug;
import dev.muster.scope.Scope;
import dev.muster.store.DirectoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What nodes remember of slugs that change hands. */
@Tag("SCOPE-5")
class RenamedScopesTest {
  private static final Requirement EITHER = Requirement.member().orPersonal();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScopeHost host = new ScopeHost();
  private final Muster here = host.node();
  private final Muster there = host.node();

  @BeforeEach
  void annIsAdminOfBoth() {
    host.provider.dashboard().setRoles(host.beta, host.ann, new RoleSlug("admin"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void warm(String name) {
    for (Muster node : List.of(here, there)) {
      assertThat(host.check(node, name, EITHER)).isInstanceOf(Decision.Granted.class);
      assertThat(host.costOf(() -> host.check(node, name, EITHER))).as("warm " + name).isEmpty();
    }
    host.clock.advance(MINUTE);
  }

  private void rename(OrganizationId organization, String slug) {
    Pass pass =
        here.require(
            AccessCheck.of(here.vouchedByHost(host.ann), Requirement.member())
                .in(organization.value()));
    assertThat(here.scopeNames(Requirement.atLeast(ADMIN)).rename(pass, slug(slug), true))
        .isInstanceOf(RenameResult.Renamed.class);
  }

  private OrganizationId organizationOf(Decision decision) {
    return ((Decision.Granted) decision).pass().organization();
  }

  @Test
  void this_node_serves_the_old_slug_no_more_when_the_call_returned() {
    warm("acme");

    rename(host.acme, "apex");

    assertThat(reason(host.check(here, "acme", EITHER))).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    assertThat(organizationOf(host.check(here, "apex", EITHER))).isEqualTo(host.acme);
  }

  @Test
  void control_a_rename_that_this_node_is_not_told_of_is_served_from_memory() {
    warm("acme");

    host.directory.rename(FAKE, host.acme, slug("apex"));

    assertThat(organizationOf(host.check(here, "acme", EITHER))).isEqualTo(host.acme);
  }

  @Test
  void a_slug_that_another_organization_or_a_person_took_over_is_theirs_at_once() {
    warm("acme");
    rename(host.acme, "apex");
    rename(host.beta, "acme");
    assertThat(organizationOf(host.check(here, "acme", EITHER))).isEqualTo(host.beta);
    host.clock.advance(MINUTE);
    assertThat(organizationOf(host.check(here, "acme", EITHER))).isEqualTo(host.beta);

    rename(host.beta, "beta-2");
    Pass ann = here.require(AccessCheck.of(here.vouchedByHost(host.ann), Requirement.signedIn()));
    assertThat(
            here.scopeNames(Requirement.atLeast(ADMIN)).rename(ann, slug("acme"), true).problem())
        .isEmpty();

    Pass pass = ((Decision.Granted) host.check(here, "acme", EITHER)).pass();
    assertThat(pass.scope()).isInstanceOf(Scope.Personal.class);
  }

  @Test
  void a_slug_given_up_elsewhere_and_taken_over_here_is_the_new_owners_here_at_once() {
    warm("acme");
    host.directory.rename(FAKE, host.acme, slug("apex"));

    rename(host.beta, "acme");

    assertThat(organizationOf(host.check(here, "acme", EITHER))).isEqualTo(host.beta);
  }

  @Test
  @Tag("MEM-4")
  void another_node_follows_within_the_bound_and_a_live_check_at_once() {
    warm("acme");
    rename(host.acme, "apex");
    rename(host.beta, "acme");

    assertThat(organizationOf(host.check(there, "acme", EITHER))).isEqualTo(host.acme);
    assertThat(organizationOf(host.live(there, "acme", EITHER))).isEqualTo(host.beta);
    host.clock.advance(HOUR.minus(MINUTE).plusMillis(1));
    assertThat(organizationOf(host.check(there, "acme", EITHER))).isEqualTo(host.beta);
  }

  /** A name is somebody's, from a time on. */
  private record Change(Instant at, String slug, Object owner) {}

  @Test
  @Tag("MEM-4")
  void an_answer_is_always_of_who_had_the_name_at_some_moment_within_the_bound() {
    List<Change> changes = new ArrayList<>();
    int outdated = 0;
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<String> names = List.of("moving-1", "moving-2", "moving-3", "moving-4", "moving-5");
      for (int step = 0; step < 200; step++) {
        if (random.nextInt(4) == 0) {
          move(random, names.get(random.nextInt(names.size())), changes);
        }
        Muster node = random.nextBoolean() ? here : there;
        String name = names.get(random.nextInt(names.size()));
        Decision decision = host.check(node, name, Requirement.member());
        if (decision instanceof Decision.Granted granted) {
          assertThat(ownersWithin(HOUR, name, changes))
              .as("seed %d step %d %s", seed, step, name)
              .contains(granted.pass().organization());
          boolean current = granted.pass().organization().equals(ownerOf(name));
          assertThat(current || node == there).isTrue();
          outdated += current ? 0 : 1;
        }
        host.clock.advance(Duration.ofMinutes(random.nextInt(12)));
      }
    }
    assertThat(outdated).as("the other node's answers of who had it before").isPositive();
  }

  private @Nullable OrganizationId ownerOf(String name) {
    return host.directory
        .findBySlug(FAKE, slug(name))
        .flatMap(DirectoryStore.Owner::organization)
        .map(entry -> entry.organization().id())
        .orElse(null);
  }

  /** One of the organizations, or Ann, gets a name here, if it is free. */
  private void move(Random random, String name, List<Change> changes) {
    OrganizationSlug wish = slug(name);
    Object owner = List.of(host.acme, host.beta, host.ann).get(random.nextInt(3));
    String text = owner instanceof OrganizationId id ? id.value() : null;
    AccessCheck check = AccessCheck.of(here.vouchedByHost(host.ann), EITHER);
    Pass pass = here.require(text == null ? check : check.in(text));
    RenameResult result = here.scopeNames(Requirement.atLeast(ADMIN)).rename(pass, wish, true);
    if (result instanceof RenameResult.Renamed renamed && renamed.before() != null) {
      Instant now = host.clock.instant();
      changes.add(new Change(now, renamed.before().value(), "nobody"));
      changes.add(new Change(now, name, owner));
    }
  }

  private List<Object> ownersWithin(Duration bound, String name, List<Change> changes) {
    Instant from = host.clock.instant().minus(bound);
    List<Object> owners = new ArrayList<>();
    for (Change change : changes) {
      if (change.slug().equals(name)) {
        if (!change.at().isAfter(from)) {
          owners.clear();
        }
        owners.add(change.owner());
      }
    }
    return owners;
  }
}
