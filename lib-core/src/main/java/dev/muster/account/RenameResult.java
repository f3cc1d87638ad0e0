package dev.muster.account;

import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.membership.Failure;
import dev.muster.name.OrganizationSlug;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change of a scope's slug came to. Nothing ends as a quiet success. */
public sealed interface RenameResult {
  /**
   * What the client is told.
   *
   * @return empty if the scope has the slug
   */
  default Optional<Problem> problem() {
    return Optional.empty();
  }

  /**
   * The scope has the slug.
   *
   * @param slug the slug that was asked for
   * @param before the slug it had: the same if nothing changed, or null if this is the first one
   */
  record Renamed(OrganizationSlug slug, @Nullable OrganizationSlug before) implements RenameResult {
    /** Checks the slug. */
    public Renamed {
      Objects.requireNonNull(slug, "slug");
    }
  }

  /**
   * The scope has a slug that links and people know. Nothing was changed: ask again with force.
   *
   * @param present the slug it has
   */
  record NeedsForce(OrganizationSlug present) implements RenameResult {
    /** Checks the slug. */
    public NeedsForce {
      Objects.requireNonNull(present, "present");
    }

    @Override
    public Optional<Problem> problem() {
      return Optional.of(Problem.FORCE_REQUIRED);
    }
  }

  /** The slug is somebody else's, or reserved for somebody. */
  record Taken() implements RenameResult {
    @Override
    public Optional<Problem> problem() {
      return Optional.of(Problem.CONFLICT);
    }
  }

  /** The host's {@link dev.muster.name.SlugPolicy} gives this slug to nobody. */
  record Reserved() implements RenameResult {
    @Override
    public Optional<Problem> problem() {
      return Optional.of(Problem.INVALID_INPUT);
    }
  }

  /** A credential that is bound to an organization names no scopes. */
  record WrongCredential() implements RenameResult {
    @Override
    public Optional<Problem> problem() {
      return Optional.of(Problem.WRONG_CREDENTIAL);
    }
  }

  /**
   * The user may not rename this organization.
   *
   * @param denied why not
   */
  record Denied(Decision.Denied denied) implements RenameResult {
    /** Checks the denial. */
    public Denied {
      Objects.requireNonNull(denied, "denied");
    }

    @Override
    public Optional<Problem> problem() {
      return Optional.of(denied.reason().problem());
    }
  }

  /**
   * It could not be found out, or is not known to be done. Asking again does no harm.
   *
   * @param failure why
   */
  record Unavailable(Failure failure) implements RenameResult {
    /** Checks the failure. */
    public Unavailable {
      Objects.requireNonNull(failure, "failure");
    }

    @Override
    public Optional<Problem> problem() {
      return Optional.of(Problem.UNAVAILABLE);
    }
  }
}
