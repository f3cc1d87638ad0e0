package dev.muster.lifecycle;

import dev.muster.membership.Failure;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.ProviderException;
import dev.muster.store.Change.Deletion;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends organizations: at the provider, then here in one step, then in the host's own data. */
final class Deletions {
  private final Lifecycle.Parts parts;
  private final Steps steps;

  Deletions(Lifecycle.Parts parts, Steps steps) {
    this.parts = parts;
    this.steps = steps;
  }

  OrganizationId end(Actor actor) {
    Deletion deletion =
        steps.settled(
            () -> {
              Standing standing = parts.changes().standing(actor.subject());
              if (standing.open().stream().anyMatch(Deletion.class::isInstance)) {
                throw Stopped.refused(Refusal.BUSY);
              }
              return steps.begun(
                  new Deletion(steps.newId(), actor.provider(), actor.organization()),
                  List.of(standing));
            });
    carriedOut(deletion, actor.user());
    return actor.organization();
  }

  /** Ends a deletion that was cut off; of an organization that has ended only the data is owed. */
  void takenUp(Deletion deletion) {
    if (parts.directory().hasEnded(deletion.provider(), deletion.organization())) {
      parts.ended().accept(deletion.organization());
      paid(deletion);
    } else {
      carriedOut(deletion, null);
    }
  }

  /** What comes after the record; can be repeated, and is when a deletion was cut off. */
  private void carriedOut(Deletion deletion, @Nullable UserId by) {
    try {
      parts.lifecycle().deleteOrganization(deletion.organization());
    } catch (ProviderException.Rejected refused) {
      throw steps.refused(deletion, by);
    }
    if (parts.policy().hook() == null) {
      ended(deletion, by);
      return;
    }
    // Tokens and memberships end now, however long the host takes: what it owes is a record too.
    Deletion owed = owed(deletion.provider(), deletion.organization());
    ended(deletion, by);
    paid(owed);
  }

  /** Deletes the host's data. That the organization has ended was told when it did. */
  private void paid(Deletion owed) {
    DeletionHook hook = parts.policy().hook();
    try {
      if (hook != null) {
        hook.deleted(owed.provider(), owed.organization());
      }
    } catch (RuntimeException thrown) {
      parts.events().accept(new LifecycleEvent.OrphanLeft(owed, thrown.getClass().getName()));
      throw Stopped.failed(Failure.of(thrown));
    }
    var finished = parts.changes().finish(owed.id(), End.DONE);
    finished.keySet().forEach(parts.forget());
  }

  /**
   * This node forgets the organization before the store does, for the provider has spoken; and
   * again after it, since only then nothing can be learned anew.
   */
  private void ended(Deletion deletion, @Nullable UserId by) {
    parts.ended().accept(deletion.organization());
    try {
      var unused = steps.finish(deletion, End.DONE, by);
    } finally {
      parts.ended().accept(deletion.organization());
    }
  }

  private Deletion owed(ProviderInstance provider, OrganizationId organization) {
    Subject subject = new Subject.OfOrganization(provider, organization);
    return steps.settled(
        () ->
            steps.begun(
                new Deletion(steps.newId(), provider, organization),
                List.of(parts.changes().standing(subject))));
  }
}
