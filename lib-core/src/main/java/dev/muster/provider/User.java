package dev.muster.provider;

import dev.muster.name.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user as the provider states it.
 *
 * @param id its id; the identity, also after the e-mail changed
 * @param email its e-mail, or null where it has none; not a key
 * @param emailVerified whether the provider verified that the e-mail is this user's; false where
 *     there is none
 */
public record User(UserId id, @Nullable String email, boolean emailVerified) {
  /**
   * Checks the parts.
   *
   * @throws NullPointerException if the id is null
   * @throws IllegalArgumentException if an e-mail is verified that is not there
   */
  public User {
    Objects.requireNonNull(id, "id");
    if (email == null && emailVerified) {
      throw new IllegalArgumentException("emailVerified must be false where there is no email");
    }
  }

  /** The id only: an e-mail is not for logs. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
