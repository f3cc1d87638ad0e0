package dev.muster.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a request says of the organization it wants: nothing, or one text, or several that must
 * agree. Immutable. The texts are pointers from outside and prove nothing.
 */
public final class OrganizationSelector {
  private static final OrganizationSelector NONE = new OrganizationSelector(List.of());

  private final List<String> texts;

  private OrganizationSelector(List<String> texts) {
    this.texts = texts;
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
   * A request that names one.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return the selector
   */
  public static OrganizationSelector of(String text) {
    return new OrganizationSelector(List.of(Objects.requireNonNull(text, "text")));
  }

  /**
   * A request that names one more time, in another place.
   *
   * @param text a slug, an id, or whatever came from outside
   * @return both together
   */
  public OrganizationSelector and(String text) {
    Objects.requireNonNull(text, "text");
    if (texts.contains(text)) {
      return this;
    }
    List<String> all = new ArrayList<>(texts);
    all.add(text);
    return new OrganizationSelector(List.copyOf(all));
  }

  /**
   * The distinct texts, in the order they were given.
   *
   * @return empty if no organization is named
   */
  public List<String> texts() {
    return texts;
  }

  @Override
  public String toString() {
    return "OrganizationSelector[" + texts.size() + " named]";
  }
}
