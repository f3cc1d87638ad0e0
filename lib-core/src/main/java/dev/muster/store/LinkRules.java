package dev.muster.store;

import dev.muster.provider.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a user who has no account yet gets one, pure. Every {@link AccountStore}
 * applies it inside its own atomic step, to the accounts that have the user's e-mail.
 */
public final class LinkRules {
  /** The longest e-mail that is compared: 254 characters, the longest that SMTP carries. */
  public static final int MAX_EMAIL_LENGTH = 254;

  private LinkRules() {}

  /**
   * Decides.
   *
   * @param user the user as the provider states it
   * @param candidates accounts that may have the user's e-mail; others among them don't matter
   * @return what is to be done
   */
  public static Verdict decide(User user, List<Candidate> candidates) {
    Objects.requireNonNull(user, "user");
    List<Candidate> same =
        candidates.stream().filter(one -> sameEmail(one.email(), user.email())).toList();
    if (same.isEmpty()) {
      return Verdict.CREATE;
    }
    if (same.size() > 1) {
      return Verdict.AMBIGUOUS;
    }
    Candidate only = same.get(0);
    return user.emailVerified() && only.verified() && !only.taken()
        ? Verdict.LINK
        : Verdict.EMAIL_TAKEN;
  }

  /**
   * Whether two texts are the same e-mail. Letters of ASCII match without regard to case, and
   * everything else exactly: with the rules of Unicode the Kelvin sign would be a {@code k}, and in
   * some languages a dotless {@code \u0131} an {@code i}, so that whoever owns the one address
   * would take over the account of the other.
   *
   * @param one a text, or null
   * @param other another
   * @return false if one of them is no e-mail: no two who have none have the same one
   */
  public static boolean sameEmail(@Nullable String one, @Nullable String other) {
    return one != null
        && other != null
        && isEmail(one)
        && isEmail(other)
        && folded(one).equals(folded(other));
  }

  /**
   * A text with its ASCII letters in lower case, and nothing else changed.
   *
   * @param email a text
   * @return the folded text
   */
  public static String folded(String email) {
    StringBuilder folded = new StringBuilder(email);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }

  /**
   * Whether a text can be an e-mail at all: something before and after one {@code @}, without
   * blanks and control characters.
   *
   * @param email a text from outside, or null where there is none
   * @return false if it must link nothing
   */
  public static boolean isEmail(@Nullable String email) {
    if (email == null) {
      return false;
    }
    int at = email.indexOf('@');
    return email.length() <= MAX_EMAIL_LENGTH
        && at > 0
        && at == email.lastIndexOf('@')
        && at < email.length() - 1
        && email.codePoints().noneMatch(LinkRules::isUnfit);
  }

  private static boolean isUnfit(int c) {
    // A surrogate that comes by itself is one half of a character.
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  /**
   * An account that may be the user's.
   *
   * @param email the e-mail that the host has of it
   * @param verified whether the host has verified that e-mail
   * @param taken whether it is already an account of a user of this provider instance
   */
  public record Candidate(String email, boolean verified, boolean taken) {
    /** Checks the e-mail. */
    public Candidate {
      Objects.requireNonNull(email, "email");
    }

    /** Without the e-mail: it is not for logs. */
    @Override
    public String toString() {
      return "Candidate[verified=" + verified + ", taken=" + taken + "]";
    }
  }

  /** What is to be done. */
  public enum Verdict {
    /** The one account with this e-mail becomes the user's. */
    LINK,
    /** A new account is made. */
    CREATE,
    /** Nothing: the e-mail is of an account that can't be this user's. */
    EMAIL_TAKEN,
    /** Nothing: several accounts have the e-mail. */
    AMBIGUOUS
  }
}
