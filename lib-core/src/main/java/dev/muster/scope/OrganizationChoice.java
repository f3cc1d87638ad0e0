package dev.muster.scope;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.Role;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One organization on offer.
 *
 * @param id its id
 * @param slug its slug, or null if nobody of it was here yet
 * @param name its display name, or null as well
 * @param role the highest role that the provider's roles there mean, or null for none; for a token
 *     no more than its own
 */
public record OrganizationChoice(
    OrganizationId id,
    @Nullable OrganizationSlug slug,
    @Nullable String name,
    @Nullable Role role) {
  static final Comparator<OrganizationChoice> ORDER =
      Comparator.comparing((OrganizationChoice choice) -> choice.name() == null)
          .thenComparing(choice -> choice.name() == null ? "" : choice.name())
          .thenComparing(choice -> choice.slug() == null ? "" : choice.slug().value())
          .thenComparing(choice -> choice.id().value());

  /** Checks the id. */
  public OrganizationChoice {
    Objects.requireNonNull(id, "id");
  }
}
