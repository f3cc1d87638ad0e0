package dev.muster.lifecycle;

import dev.muster.decision.Pass;
import dev.muster.lifecycle.LifecyclePolicy.Operation;
import dev.muster.name.OrganizationId;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException;
import java.util.Objects;

/**
 * The organization of a pass as a whole: its name, its end. Safe for many threads; blocks on the
 * store and the provider, never holding one across the other.
 */
public final class Organizations {
  private static final int MAX_NAME = 255;

  private final Lifecycle.Parts parts;
  private final Steps steps;
  private final Judgement judgement;
  private final Deletions deletions;

  Organizations(Lifecycle.Parts parts, Steps steps, Judgement judgement, Deletions deletions) {
    this.parts = parts;
    this.steps = steps;
    this.judgement = judgement;
    this.deletions = deletions;
  }

  /**
   * Changes the display name, at the provider first. The slug stays.
   *
   * @param pass in the organization
   * @param name the name, 1 to 255 characters, not all blank
   * @return the organization with the name
   * @throws IllegalArgumentException if the name is blank or too long
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<Organization> rename(Pass pass, String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "organization name must have 1 to " + MAX_NAME + " characters, not all blank");
    }
    return steps.in(
        pass,
        () -> {
          Actor actor = judgement.actor(pass, Operation.RENAME);
          Organization renamed;
          try {
            renamed = parts.lifecycle().rename(actor.organization(), name);
          } catch (ProviderException.Rejected refused) {
            throw Stopped.refused(Refusal.PROVIDER_REFUSED);
          }
          boolean unused = parts.directory().update(actor.provider(), renamed);
          return renamed;
        });
  }

  /**
   * Ends the organization for good: at the provider first; then its slug, its memberships in the
   * mirror and its tokens in one step; then the host's own data, by its {@link DeletionHook}.
   *
   * @param pass in the organization
   * @return which organization has ended; unavailable also if only the host's data is left, which
   *     is tried again
   * @throws IllegalStateException if the pass is personal
   */
  public LifecycleResult<OrganizationId> delete(Pass pass) {
    return steps.in(pass, () -> deletions.end(judgement.actor(pass, Operation.DELETE)));
  }
}
