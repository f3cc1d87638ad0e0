package dev.muster.scope;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the organization it wants: nothing, or one text, or several that must
 * agree. Immutable; each method answers a changed copy. The texts are pointers from outside and
 * prove nothing.
 *
 * <p>Places are read in a fixed order, whatever order they were given in: path, header, subdomain.
 * A credential that is bound to an organization names it last, by itself. A blank or a nonsensical
 * text is a choice too, and one that fails.
 */
public final class OrganizationSelector {
  private static final OrganizationSelector NONE =
      new OrganizationSelector(List.of(), Otherwise.NOTHING);

  private final List<Named> named;
  private final List<String> texts;
  private final Otherwise otherwise;

  private OrganizationSelector(List<Named> named, Otherwise otherwise) {
    this.named = named;
    this.texts =
        named.size() == 1
            ? List.of(named.get(0).text())
            : named.stream().map(Named::text).distinct().toList();
    this.otherwise = otherwise;
  }

  /**
   * A request that names no organization.
   *
   * @return the empty selector
   */
  public static OrganizationSelector none() {
    return NONE;
  }

  /**
   * A request that names one, in its path or as the only way it has.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return the selector
   */
  public static OrganizationSelector of(String text) {
    return NONE.path(text);
  }

  /**
   * A pointer that the host itself holds. An id is taken as it is, also where it has the form of a
   * slug.
   *
   * @param organization the pointer
   * @return the selector
   */
  public static OrganizationSelector of(OrganizationRef organization) {
    return organization.fold(
        id ->
            OrganizationSlug.parse(id.value()).isEmpty()
                ? of(id.value())
                : new OrganizationSelector(
                    List.of(new Named(Place.PATH, id.value(), id)), Otherwise.NOTHING),
        slug -> of(slug.value()));
  }

  /**
   * Named in the path.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return with this text
   */
  public OrganizationSelector path(String text) {
    return with(Place.PATH, text);
  }

  /**
   * Named in a header. Of a header that was sent twice both values count.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return with this text
   */
  public OrganizationSelector header(String text) {
    return with(Place.HEADER, text);
  }

  /**
   * Named by the first label of the host name.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return with this text
   */
  public OrganizationSelector subdomain(String text) {
    return with(Place.SUBDOMAIN, text);
  }

  /**
   * For identity pages: where the request names none, the organization that the session works in
   * counts, a hint of the provider's that is checked as any other. If the user is no member there
   * any more, it is as if the session worked in none.
   *
   * @return with this fall-back
   */
  public OrganizationSelector orOfSession() {
    return new OrganizationSelector(named, Otherwise.SESSION);
  }

  /**
   * As {@link #orOfSession()}, and where the user is no member there any more, but of exactly one
   * other organization, that one counts. It never applies to a request that named its organization,
   * and never chooses among several.
   *
   * @return with this fall-back
   */
  public OrganizationSelector orOfSessionElseTheOnlyOther() {
    return new OrganizationSelector(named, Otherwise.SESSION_OR_ONLY_OTHER);
  }

  private OrganizationSelector with(Place place, String text) {
    Objects.requireNonNull(text, "text");
    if (named.isEmpty()) {
      return new OrganizationSelector(List.of(new Named(place, text, null)), otherwise);
    }
    List<Named> all = new ArrayList<>(named);
    int at = 0;
    while (at < all.size() && all.get(at).place().compareTo(place) <= 0) {
      at++;
    }
    all.add(at, new Named(place, text, null));
    return new OrganizationSelector(List.copyOf(all), otherwise);
  }

  /**
   * The distinct texts, in the fixed order.
   *
   * @return empty if no organization is named
   */
  public List<String> texts() {
    return texts;
  }

  /**
   * Whether no organization is named.
   *
   * @return true for {@link #none()} and its fall-backs
   */
  public boolean isEmpty() {
    return named.isEmpty();
  }

  /**
   * The only text, for what is remembered by it.
   *
   * @return null if none is named, or several, or an id that could be taken for a slug
   */
  public @Nullable String onlyText() {
    return texts.size() == 1 && named.get(0).id() == null ? texts.get(0) : null;
  }

  /** What was named, each text once. */
  List<Named> named() {
    return named.size() < 2
        ? named
        : List.copyOf(
            named.stream()
                .collect(Collectors.toMap(Named::text, one -> one, (a, c) -> a, LinkedHashMap::new))
                .values());
  }

  /** What counts where the request names none. */
  Otherwise otherwise() {
    return otherwise;
  }

  @Override
  public String toString() {
    return "OrganizationSelector[" + named.stream().map(Named::place).toList() + "]";
  }

  enum Place {
    PATH,
    HEADER,
    SUBDOMAIN
  }

  /** What counts where the request names none. */
  enum Otherwise {
    NOTHING,
    SESSION,
    SESSION_OR_ONLY_OTHER
  }

  /** A text in its place; with an id where it is the host's own and would be read as a slug. */
  record Named(Place place, String text, @Nullable OrganizationId id) {}
}
