package dev.muster.name;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an organization in a URL, owned by the host: 3 to 48 characters of {@code [a-z0-9-]},
 * alphanumeric at both ends, no double hyphen, and never the form of a UUID, so that it cannot be
 * taken for a provider's id.
 *
 * @param value the slug
 */
public record OrganizationSlug(String value) {
  /** Fewest characters of a slug. */
  public static final int MIN_LENGTH = 3;

  /** Most characters of a slug. */
  public static final int MAX_LENGTH = 48;

  private static final int SUGGESTED_LENGTH = MAX_LENGTH - 8;

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * Checks the form.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the value is not a slug
   */
  public OrganizationSlug {
    Objects.requireNonNull(value, "organization slug");
    if (!isSlug(value)) {
      throw new IllegalArgumentException(
          "organization slug must have "
              + MIN_LENGTH
              + " to "
              + MAX_LENGTH
              + " characters a-z, 0-9 and single inner hyphens, and not the form of a UUID, but was "
              + Names.shown(value));
    }
  }

  /**
   * The slug that an outside text spells, or empty if it spells none.
   *
   * @param text from outside; anything
   * @return the slug, taken as it is: no folding, no trimming
   */
  public static Optional<OrganizationSlug> parse(String text) {
    Objects.requireNonNull(text, "text");
    return isSlug(text) ? Optional.of(new OrganizationSlug(text)) : Optional.empty();
  }

  /**
   * The slug that a display name suggests: folded to ASCII, lower case, everything else a hyphen,
   * cut to leave room for a discriminator.
   *
   * @param displayName any text
   * @return the slug, or empty if too little of the name is left
   */
  public static Optional<OrganizationSlug> fromDisplayName(String displayName) {
    Objects.requireNonNull(displayName, "displayName");
    String folded =
        Normalizer.normalize(displayName, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = folded.substring(0, Math.min(folded.length(), SUGGESTED_LENGTH));
    return parse(cut.replaceAll("^-|-$", ""));
  }

  private static boolean isSlug(String text) {
    return text.length() >= MIN_LENGTH
        && text.length() <= MAX_LENGTH
        && FORM.matcher(text).matches()
        && !UUID_FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
