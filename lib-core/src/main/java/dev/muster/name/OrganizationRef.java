package dev.muster.name;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pointer to an organization, as a request names it: by id or by slug. A pointer is not a proof;
 * it says where to look and nothing about who may enter.
 */
public sealed interface OrganizationRef {
  /**
   * A pointer by the provider's id.
   *
   * @param id the id
   */
  record ById(OrganizationId id) implements OrganizationRef {
    /** Checks the id. */
    public ById {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * A pointer by the host's slug.
   *
   * @param slug the slug
   */
  record BySlug(OrganizationSlug slug) implements OrganizationRef {
    /** Checks the slug. */
    public BySlug {
      Objects.requireNonNull(slug, "slug");
    }
  }

  /**
   * Points by id.
   *
   * @param id the id
   * @return the pointer
   */
  static OrganizationRef of(OrganizationId id) {
    return new ById(id);
  }

  /**
   * Points by slug.
   *
   * @param slug the slug
   * @return the pointer
   */
  static OrganizationRef of(OrganizationSlug slug) {
    return new BySlug(slug);
  }

  /**
   * The pointer that an outside text spells: a slug if it has the form of one, else an id.
   *
   * @param text from outside; anything
   * @return the pointer, or empty if the text can be neither
   */
  static Optional<OrganizationRef> parse(String text) {
    Optional<OrganizationSlug> slug = OrganizationSlug.parse(text);
    if (slug.isPresent()) {
      return slug.map(BySlug::new);
    }
    try {
      return Optional.of(new ById(new OrganizationId(text)));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  /**
   * Takes the branch for this kind of pointer.
   *
   * @param byId for an id
   * @param bySlug for a slug
   * @param <T> the answer's type
   * @return the branch's answer
   */
  default <T> T fold(Function<OrganizationId, T> byId, Function<OrganizationSlug, T> bySlug) {
    return this instanceof ById ref ? byId.apply(ref.id()) : bySlug.apply(((BySlug) this).slug());
  }
}
