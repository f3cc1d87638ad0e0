package dev.muster.provider;

import dev.muster.name.UserId;
import java.util.Objects;

/**
 * A user as the provider states it.
 *
 * @param id its id; the identity, also after the e-mail changed
 * @param email its e-mail; not a key
 * @param emailVerified whether the provider verified that the e-mail is this user's
 */
public record User(UserId id, String email, boolean emailVerified) {
  /**
   * Checks the parts.
   *
   * @throws NullPointerException if a part is null
   */
  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(email, "email");
  }

  /** The id only: an e-mail is not for logs. */
  @Override
  public String toString() {
    return "User[" + id + "]";
  }
}
