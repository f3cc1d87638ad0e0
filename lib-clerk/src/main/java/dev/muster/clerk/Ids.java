package dev.muster.clerk;

import java.util.regex.Pattern;

/**
 * What Clerk's ids look like: {@code org_…}, {@code user_…}. Where Clerk's API takes an id it may
 * take a slug as well, and a sign before a user's id turns a question round; a slug has no
 * underscore, and an id no sign.
 */
final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+_[A-Za-z0-9_]+");

  private Ids() {}

  /** Whether a text can be an id of Clerk's. What can't be is unknown, and is not asked for. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
