package dev.muster.account;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Failure;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.SlugPolicy;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeSlugs;
import dev.muster.session.Session;
import dev.muster.store.DirectoryStore.Renaming;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows and changes what the scope of a pass is called. Safe for many threads; blocks on the store,
 * and on the provider where the role of who renames is not known within the host's bound.
 *
 * <h2>Guarantee</h2>
 *
 * <p>An organization is renamed only by a member who meets the host's requirement now, and the
 * personal scope only by the person; neither by a credential that is bound to an organization. When
 * a call returns, this node serves no slug by what it meant before; other nodes serve it for as
 * long as a check's freshness allows.
 */
public final class ScopeNames {
  private final ScopeSlugs scopes;
  private final SlugPolicy slugs;
  private final Requirement toRename;
  private final Function<AccessCheck, Decision> check;
  private final Timeline timeline;
  private final Function<RuntimeException, Failure> failures;
  private final Consumer<AccountEvent> events;

  /**
   * The names of scopes at one host.
   *
   * @param scopes the slugs
   * @param slugs what nobody may be called here
   * @param toRename what the host demands of who renames an organization: a role or a permission
   * @param check answers a check
   * @param timeline the clocks
   * @param failures classifies what is thrown, and raises the alarm where an operator must act
   * @param events hears of changes; must not throw
   * @throws IllegalArgumentException if the requirement demands neither role nor permission
   */
  public ScopeNames(
      ScopeSlugs scopes,
      SlugPolicy slugs,
      Requirement toRename,
      Function<AccessCheck, Decision> check,
      Timeline timeline,
      Function<RuntimeException, Failure> failures,
      Consumer<AccountEvent> events) {
    this.scopes = Objects.requireNonNull(scopes, "scopes");
    this.slugs = Objects.requireNonNull(slugs, "slugs");
    this.toRename = Objects.requireNonNull(toRename, "toRename");
    this.check = Objects.requireNonNull(check, "check");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.failures = Objects.requireNonNull(failures, "failures");
    this.events = Objects.requireNonNull(events, "events");
    if (!(toRename instanceof Requirement.AtLeast || toRename instanceof Requirement.Permits)) {
      throw new IllegalArgumentException(
          "renaming an organization must demand a role or a permission, but demanded " + toRename);
    }
  }

  /**
   * Shows what the scope is called.
   *
   * @param pass for the scope; any requirement will do
   * @return its names, or why they are not known
   */
  public ShowResult show(Pass pass) {
    Scope scope = Objects.requireNonNull(pass, "pass").scope();
    try {
      return new ShowResult.Shown(name(scope, timeline.now()));
    } catch (RuntimeException failed) {
      return new ShowResult.Unavailable(failures.apply(failed));
    }
  }

  /**
   * Changes the slug of the scope, or gives the personal scope its first one.
   *
   * @param pass for the scope; what the host demands for a rename is checked again
   * @param slug the slug it shall have
   * @param force whether a slug that it has already may be given up
   * @return what it came to
   * @throws IllegalArgumentException if the pass was not made by this Muster
   */
  public RenameResult rename(Pass pass, OrganizationSlug slug, boolean force) {
    Objects.requireNonNull(pass, "pass");
    Objects.requireNonNull(slug, "slug");
    Scope scope = pass.scope();
    Session session = scope.session();
    if (session.boundTo().isPresent()) {
      return new RenameResult.WrongCredential();
    }
    Decision decision =
        check.apply(
            scope.fold(
                personal -> AccessCheck.again(pass),
                there -> AccessCheck.of(session, toRename).in(OrganizationRef.of(there.id()))));
    return decision.fold(
        granted -> permitted(granted.pass().scope(), slug, force),
        RenameResult.Denied::new,
        undecided -> new RenameResult.Unavailable(undecided.failure()));
  }

  private RenameResult permitted(Scope scope, OrganizationSlug slug, boolean force) {
    Moment start = timeline.now();
    try {
      OrganizationSlug before = name(scope, start).slug();
      if (slug.equals(before)) {
        return new RenameResult.Renamed(slug, before);
      }
      if (!slugs.allows(slug)) {
        return new RenameResult.Reserved();
      }
      return before == null || force
          ? renamed(scope, slug, before, start)
          : new RenameResult.NeedsForce(before);
    } catch (RuntimeException failed) {
      return new RenameResult.Unavailable(failures.apply(failed));
    }
  }

  private RenameResult renamed(
      Scope scope, OrganizationSlug slug, @Nullable OrganizationSlug before, Moment start) {
    Renaming renaming = scopes.rename(scope, slug, start);
    if (renaming == Renaming.RENAMED) {
      events.accept(
          new AccountEvent.ScopeRenamed(
              scope.session().provider(),
              scope.session().user(),
              scope instanceof Scope.Organization there ? there.id() : null,
              slug,
              before));
      return new RenameResult.Renamed(slug, before);
    }
    // A member's organization is unknown here only until it is mirrored, or since it ended.
    return renaming == Renaming.TAKEN
        ? new RenameResult.Taken()
        : new RenameResult.Unavailable(Failure.of(Failure.Cause.CONTENDED));
  }

  private ScopeName name(Scope scope, Moment start) {
    return scope.fold(
        personal ->
            new ScopeName(null, scopes.find(personal.session().user(), start).orElse(null), null),
        there ->
            scopes
                .find(there.id(), start)
                .map(entry -> new ScopeName(there.id(), entry.slug(), entry.organization().name()))
                .orElseGet(() -> new ScopeName(there.id(), null, null)));
  }
}
