package dev.muster.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
    this.texts = named.stream().map(Named::text).distinct().toList();
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
    List<Named> all = new ArrayList<>(named);
    int at = 0;
    while (at < all.size() && all.get(at).place().compareTo(place) <= 0) {
      at++;
    }
    all.add(at, new Named(place, text));
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

  /** What counts where the request names none. */
  Otherwise otherwise() {
    return otherwise;
  }

  @Override
  public String toString() {
    return "OrganizationSelector[" + named.stream().map(Named::place).toList() + "]";
  }

  private enum Place {
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

  private record Named(Place place, String text) {}
}
