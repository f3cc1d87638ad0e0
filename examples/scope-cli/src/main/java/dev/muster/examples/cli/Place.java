package dev.muster.examples.cli;

import org.jspecify.annotations.Nullable;

/**
 * The organization that commands work in.
 *
 * @param id its id, which never changes
 * @param slug its slug as it was last told, or null
 * @param tokenId which of the organization's tokens this is, or null if there is none
 * @param token the organization's token, or null where the server issues none
 */
record Place(String id, @Nullable String slug, @Nullable String tokenId, @Nullable Kept token) {
  Place called(@Nullable String now) {
    return new Place(id, now, tokenId, token);
  }

  /** Slug and id, as it is named in every error. */
  @Override
  public String toString() {
    String plain = Plain.text(id);
    return slug == null ? plain : Plain.text(slug) + " (" + plain + ")";
  }
}
