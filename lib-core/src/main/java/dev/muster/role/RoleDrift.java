package dev.muster.role;

import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Roster;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.store.RoleStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares the roles of a whole organization with what the provider says, for an operator or a job.
 * Safe for many threads; blocks on the provider and the role store, for longer than a request may.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A comparison writes nothing: it is the plan that a synchronisation would carry out. A
 * correction goes member by member through the same synchronisation as a request, each on a look-up
 * of its own, so that a list that was incomplete clears no role.
 */
public final class RoleDrift {
  private final IdentityProvider provider;
  private final RoleStore store;
  private final RoleSynchronizer roles;
  private final RoleMap map;
  private final EvidenceReader evidence;
  private final Timeline timeline;

  /**
   * A comparison of one provider with one role store.
   *
   * @param provider lists the members
   * @param store the host's record
   * @param roles plans, and corrects
   * @param map knows the slugs
   * @param evidence looks members up who differ
   * @param timeline the clocks
   */
  public RoleDrift(
      IdentityProvider provider,
      RoleStore store,
      RoleSynchronizer roles,
      RoleMap map,
      EvidenceReader evidence,
      Timeline timeline) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.store = Objects.requireNonNull(store, "store");
    this.roles = Objects.requireNonNull(roles, "roles");
    this.map = Objects.requireNonNull(map, "map");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
  }

  /**
   * The dry run: what would change, and why. Costs the pages of one list, one look-up of the
   * organization and one statement.
   *
   * @param organization the organization
   * @return the differences, or why they are not known
   */
  public Result compare(OrganizationId organization) {
    return compared(organization, key -> {});
  }

  /**
   * Compares, and corrects what differs. Each change is told to the listener as any other, and so
   * is each unknown role that is seen for the first time, also where nothing differs. What fails is
   * left for the next time. Costs one more look-up for each who differs or has an unknown role.
   *
   * @param organization the organization
   * @return the differences that were found; those that are left are found by comparing again
   */
  public Result correct(OrganizationId organization) {
    return compared(organization, this::correct);
  }

  private Result compared(OrganizationId organization, Consumer<MembershipKey> conspicuous) {
    Objects.requireNonNull(organization, "organization");
    Report report;
    Set<MembershipKey> found = new LinkedHashSet<>();
    try {
      report = compare(organization, found);
    } catch (RuntimeException thrown) {
      return new Result.Failed(evidence.report(thrown));
    }
    found.forEach(conspicuous);
    return new Result.Compared(report);
  }

  private void correct(MembershipKey key) {
    Moment start = timeline.now();
    var unused =
        evidence
            .read(key, Freshness.live(), start)
            .fold(known -> roles.recheck(known, start), RoleResult.Failed::new);
  }

  private Report compare(OrganizationId organization, Set<MembershipKey> conspicuous) {
    Map<UserId, Role> held = store.list(provider.instance(), organization);
    Roster roster = Roster.read(provider, organization, timeline);
    Set<UserId> users = new TreeSet<>(Comparator.comparing(UserId::value));
    users.addAll(held.keySet());
    users.addAll(roster.members());
    List<Difference> differences = new ArrayList<>();
    Set<RoleSlug> unknown = new LinkedHashSet<>();
    for (UserId user : users) {
      Evidence said = roster.of(user);
      RolePlan plan = roles.plan(said, held.get(user));
      unknown.addAll(map.translate(said.roles()).unknown());
      boolean differs = plan.changes() && store.keeps(said.key());
      if (differs) {
        differences.add(new Difference(said.key(), plan));
      }
      if (differs || (said.isMember() && roles.meant(said) == null)) {
        conspicuous.add(said.key());
      }
    }
    return new Report(organization, roster.members().size(), differences, unknown);
  }

  /**
   * One member whose record is not what it shall be.
   *
   * @param key whose
   * @param plan what would change, and by which rule
   */
  public record Difference(MembershipKey key, RolePlan plan) {
    /** Checks the parts. */
    public Difference {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(plan, "plan");
    }
  }

  /**
   * What a comparison found.
   *
   * @param organization where
   * @param members how many active members the provider listed
   * @param differences whose records differ, by user id
   * @param unknown the provider's slugs that the map does not know
   */
  public record Report(
      OrganizationId organization,
      int members,
      List<Difference> differences,
      Set<RoleSlug> unknown) {
    /** Checks and copies. */
    public Report {
      Objects.requireNonNull(organization, "organization");
      differences = List.copyOf(differences);
      unknown = Set.copyOf(unknown);
    }
  }

  /** What became of a comparison. */
  public sealed interface Result {
    /**
     * Both sides answered.
     *
     * @param report the differences
     */
    record Compared(Report report) implements Result {
      /** Checks the report. */
      public Compared {
        Objects.requireNonNull(report, "report");
      }
    }

    /**
     * Provider or store gave no answer: nothing is known, and nothing was changed.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Result {
      /** Checks the failure. */
      public Failed {
        Objects.requireNonNull(failure, "failure");
      }
    }

    /**
     * Takes the branch for this kind.
     *
     * @param compared for {@link Compared}
     * @param failed for {@link Failed}
     * @param <T> the answer's type
     * @return the branch's answer
     */
    default <T> T fold(Function<Report, T> compared, Function<Failure, T> failed) {
      return this instanceof Compared c
          ? compared.apply(c.report())
          : failed.apply(((Failed) this).failure());
    }
  }
}
