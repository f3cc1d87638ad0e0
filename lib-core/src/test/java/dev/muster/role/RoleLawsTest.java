package dev.muster.role;

import static dev.muster.membership.ScriptedProvider.ACME;
import static dev.muster.membership.ScriptedProvider.ANN;
import static dev.muster.membership.ScriptedProvider.PROVIDER_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.Evidence.Before;
import dev.muster.membership.HandClock;
import dev.muster.membership.Moment;
import dev.muster.membership.TestEvidence;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.RoleStore;
import dev.muster.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Laws of role synchronisation over random histories: the provider's words about one member arrive
 * at several nodes late, twice, in any order or never, beside words about another organization,
 * with a record that somebody else writes too and a database that fails.
 */
class RoleLawsTest {
  private static final int SEEDS = 3_000;
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final OrganizationId FOREIGN = new OrganizationId("org_foreign");
  private static final RoleMap MAP =
      RoleMap.builder().role("owner").role("admin").role("member").build();

  @Test
  @Tag("ROLE-2")
  @Tag("ROLE-3")
  @Tag("ROLE-6")
  @Tag("ROLE-7")
  void no_history_breaks_a_law() {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(new History(seed, Control.NONE).firstBrokenLaw()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  @Tag("ROLE-3")
  void control_a_fallback_lowers_by_ignorance() {
    assertThat(broken(Control.FALLBACK)).contains("ignorance");
  }

  @Test
  @Tag("ROLE-2")
  void control_nodes_that_remember_nothing_write_an_older_word_after_a_newer_one() {
    assertThat(broken(Control.NO_MEMORY)).contains("order");
  }

  @Test
  @Tag("ROLE-6")
  void control_a_record_without_organization_is_raised_by_a_foreign_one() {
    assertThat(broken(Control.KEEPS_ALL)).contains("isolation");
  }

  @Test
  @Tag("ROLE-2")
  void control_a_write_without_comparison_loses_what_was_written_meanwhile() {
    assertThat(broken(Control.BLIND_WRITES)).contains("compare");
  }

  private static List<String> broken(Control control) {
    return IntStream.range(0, 300)
        .mapToObj(seed -> new History(seed, control).firstBrokenLaw())
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private enum Control {
    NONE,
    FALLBACK,
    NO_MEMORY,
    KEEPS_ALL,
    BLIND_WRITES
  }

  /** What the provider said at one time. */
  private record Word(
      OrganizationId organization, boolean member, List<RoleSlug> slugs, Moment at) {
    Optional<Role> meant() {
      return member ? Optional.ofNullable(MAP.translateKnown(slugs)) : Optional.empty();
    }

    boolean isKnown() {
      return !member || meant().isPresent();
    }

    Evidence after(@Nullable Word before) {
      MembershipStatus status = member ? MembershipStatus.ACTIVE : MembershipStatus.INACTIVE;
      Membership membership =
          new Membership(new MembershipId("om_1"), organization, ANN, status, slugs, null);
      return TestEvidence.after(
          new MembershipKey(PROVIDER_INSTANCE, organization, ANN),
          before == null
              ? new Before(false, false, false, List.of())
              : new Before(true, before.member, before.member, before.slugs),
          membership,
          at);
    }
  }

  /** One random history, played to its end. */
  private static final class History {
    private final Random random;
    private final Control control;
    private final HandClock clock = new HandClock();
    private final Timeline timeline = clock.timeline();
    private final UsersTable table;
    private final List<Word> words = new ArrayList<>();
    private final List<RoleSynchronizer> nodes = new ArrayList<>();

    History(int seed, Control control) {
      this.random = new Random(seed);
      this.control = control;
      this.table = new UsersTable(control);
      for (int i = 0; i < 1 + seed % 3; i++) {
        nodes.add(node());
      }
    }

    private RoleSynchronizer node() {
      BoundedCalls calls = new BoundedCalls(Runnable::run, timeline, DEADLINE);
      UnknownRolePolicy policy =
          control == Control.FALLBACK
              ? UnknownRolePolicy.fallback(new Role("member"))
              : UnknownRolePolicy.keep();
      return new RoleSynchronizer(
          MAP, RolePolicies.of(policy), table, timeline, calls, 100, event -> {});
    }

    /** The name of a law, or empty. */
    Optional<String> firstBrokenLaw() {
      for (int step = 0; step < 40; step++) {
        clock.advance(Duration.ofMillis(1 + random.nextInt(5_000)));
        String broken = step();
        if (broken != null) {
          return Optional.of(broken);
        }
      }
      return converges() ? Optional.empty() : Optional.of("convergence");
    }

    private @Nullable String step() {
      switch (random.nextInt(8)) {
        case 0 -> words.add(word(ACME));
        case 1 -> {
          return arrivesOfAnother();
        }
        case 2 -> table.role = random.nextBoolean() ? new Role("owner") : null;
        default -> {
          return words.isEmpty() ? null : arrives(random.nextInt(words.size()));
        }
      }
      return null;
    }

    private Word word(OrganizationId organization) {
      String[] slugs = {"owner", "admin", "member", "wizard", "warlock"};
      boolean member = random.nextInt(5) > 0;
      RoleSlug slug = new RoleSlug(slugs[random.nextInt(slugs.length)]);
      return new Word(organization, member, member ? List.of(slug) : List.of(), timeline.now());
    }

    /* Every word but the newest one is late or repeated here; words that never arrive are lost. */
    private @Nullable String arrives(int index) {
      Word word = words.get(index);
      Role before = table.role;
      table.down = random.nextInt(10) == 0;
      table.meanwhile = !table.down && random.nextInt(10) == 0 ? new Role("owner") : null;
      boolean interrupted = table.meanwhile != null;
      Synced synced = synchronize(word, index);
      Role after = table.role;
      boolean changed = !Objects.equals(before, after);
      if (synced.failed() && changed && !interrupted) {
        return "failure";
      }
      // What an earlier membership left is not the role of one that came after its end.
      boolean cleared = after == null && words.subList(0, index).stream().anyMatch(w -> !w.member);
      if (!word.isKnown() && changed && !interrupted && !cleared) {
        return "ignorance";
      }
      if (synced.older() && changed && !interrupted) {
        return "order";
      }
      boolean explained =
          Objects.equals(after, before)
              || Objects.equals(after, word.meant().orElse(null))
              || (interrupted && new Role("owner").equals(after));
      return table.lostUpdate ? "compare" : explained ? null : "explanation";
    }

    private Synced synchronize(Word word, int index) {
      int at = random.nextInt(nodes.size());
      boolean older = nodes.size() == 1 && newestArrived > index;
      if (control == Control.NO_MEMORY) {
        nodes.set(at, node());
      }
      Word before = index == 0 ? null : words.get(index - 1);
      RoleResult result = nodes.get(at).synchronize(word.after(before), timeline.now());
      boolean failed = result instanceof RoleResult.Failed;
      if (!failed) {
        newestArrived = Math.max(newestArrived, index);
      }
      table.down = false;
      return new Synced(failed, older);
    }

    private int newestArrived = -1;

    private record Synced(boolean failed, boolean older) {}

    private @Nullable String arrivesOfAnother() {
      Role before = table.role;
      RoleSynchronizer node = nodes.get(random.nextInt(nodes.size()));
      var unused = node.synchronize(word(FOREIGN).after(null), timeline.now());
      return Objects.equals(before, table.role) ? null : "isolation";
    }

    /** With the provider's last word at every node, once the trust in older ones is over. */
    private boolean converges() {
      table.meanwhile = null;
      clock.advance(RoleSynchronizer.RECHECK);
      Word last = word(ACME);
      while (!last.isKnown()) {
        last = word(ACME);
      }
      Collections.shuffle(nodes, random);
      for (RoleSynchronizer node : nodes) {
        clock.advance(Duration.ofMillis(1));
        Word again = new Word(ACME, last.member, last.slugs, timeline.now());
        var unused = node.synchronize(again.after(last), timeline.now());
      }
      return Objects.equals(table.role, last.meant().orElse(null));
    }
  }

  /** A host's table of users, with the role in one organization; somebody else may write it too. */
  private static final class UsersTable implements RoleStore {
    private final Control control;
    @Nullable Role role;
    @Nullable Role meanwhile;
    boolean down;
    boolean lostUpdate;

    UsersTable(Control control) {
      this.control = control;
    }

    @Override
    public Optional<Role> find(MembershipKey key) {
      failIfDown();
      return Optional.ofNullable(role);
    }

    @Override
    public boolean swap(MembershipKey key, Change change) {
      failIfDown();
      boolean moved = meanwhile != null;
      if (moved) {
        role = meanwhile;
        meanwhile = null;
      }
      boolean same = Objects.equals(role, change.from());
      if (control == Control.BLIND_WRITES || same) {
        lostUpdate |= !same;
        role = change.to();
        return true;
      }
      return false;
    }

    @Override
    public boolean keeps(MembershipKey key) {
      return control == Control.KEEPS_ALL || key.organization().equals(ACME);
    }

    @Override
    public Map<UserId, Role> list(ProviderInstance provider, OrganizationId organization) {
      return Map.of();
    }

    private void failIfDown() {
      if (down) {
        throw new StoreException("down", null);
      }
    }
  }
}
