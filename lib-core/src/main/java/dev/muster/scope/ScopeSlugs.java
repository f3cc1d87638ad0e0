package dev.muster.scope;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Moment;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Renaming;
import java.util.Objects;
import java.util.Optional;

/**
 * The slugs of scopes: looked up, and changed so that this node forgets at once whose they were.
 * Asks nobody's permission. Safe for many threads; blocks until the deadline of a decision at most.
 */
public final class ScopeSlugs {
  private final ProviderInstance instance;
  private final DirectoryStore directory;
  private final ScopeMemory memory;
  private final BoundedCalls calls;

  /**
   * The slugs of one provider instance.
   *
   * @param instance the provider's name
   * @param directory the host's slugs
   * @param memory told to forget what a changed slug meant
   * @param calls bounds how long a request waits
   */
  public ScopeSlugs(
      ProviderInstance instance, DirectoryStore directory, ScopeMemory memory, BoundedCalls calls) {
    this.instance = Objects.requireNonNull(instance, "instance");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.memory = Objects.requireNonNull(memory, "memory");
    this.calls = Objects.requireNonNull(calls, "calls");
  }

  /**
   * Finds an organization's slug and display name.
   *
   * @param organization its id
   * @param start when the request began
   * @return empty if it is not mirrored
   * @throws RuntimeException that {@link dev.muster.membership.Failure#of(RuntimeException)} knows
   */
  public Optional<DirectoryStore.Entry> find(OrganizationId organization, Moment start) {
    return calls.call(start, () -> directory.find(instance, organization));
  }

  /**
   * Finds a user's own slug.
   *
   * @param user whose
   * @param start when the request began
   * @return empty if there is none
   * @throws RuntimeException that {@link dev.muster.membership.Failure#of(RuntimeException)} knows
   */
  public Optional<OrganizationSlug> find(UserId user, Moment start) {
    return calls.call(start, () -> directory.findPersonal(instance, user));
  }

  /**
   * Gives a scope another slug.
   *
   * @param scope which
   * @param slug the slug it shall have
   * @param start when the request began
   * @return what became of it
   * @throws RuntimeException that {@link dev.muster.membership.Failure#of(RuntimeException)} knows;
   *     it may have been renamed then
   */
  public Renaming rename(Scope scope, OrganizationSlug slug, Moment start) {
    return calls.call(
        start,
        () -> {
          try {
            return scope.fold(
                personal -> directory.renamePersonal(instance, personal.session().user(), slug),
                there -> directory.rename(instance, there.id(), slug));
          } finally {
            // Before anybody is answered, and also where the outcome is not known.
            memory.changed(slug);
            if (scope instanceof Scope.Organization there) {
              memory.changed(there.id());
            }
          }
        });
  }
}
