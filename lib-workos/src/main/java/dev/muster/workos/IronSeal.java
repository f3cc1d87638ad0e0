package dev.muster.workos;

import com.workos.session.Iron;
import dev.muster.provider.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * The cryptography is the SDK's: it checks the HMAC first and in constant time, and decrypts after.
 * Not left to it: the form, since it leaves the second field out of the HMAC and takes several
 * spellings of one HMAC; the end, which it holds against the machine's clock; and its exceptions,
 * which are of many kinds. Texts of WorkOS's Node library have a version behind `~`.
 */
/** Seals text as Iron does ({@code Fe26.2}), and opens it again. Garbage opens to nothing. */
final class IronSeal {
  /** More than any cookie holds. */
  private static final int MAX_TEXT = 16 * 1024;

  private static final String NODE_VERSION = "~2";

  /** Prefix, password id, salt, IV, ciphertext, end in ms, salt, HMAC, Node's version. */
  private static final Pattern FORM =
      Pattern.compile(
          "Fe26\\.2\\*1\\*[0-9a-f]{64}\\*[A-Za-z0-9_-]{21}[AQgw]\\*[A-Za-z0-9_-]++"
              + "\\*(?<end>[1-9][0-9]{0,17})?\\*[0-9a-f]{64}"
              + "\\*[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048](?:~2)?");

  private final List<Secret> passwords;
  private final InstantSource clock;

  /** The first password seals; all of them open. */
  IronSeal(List<Secret> passwords, InstantSource clock) {
    this.passwords = List.copyOf(passwords);
    this.clock = clock;
  }

  /* Without Node's version, which Node does not ask for and the Java SDK can't read. */
  Secret seal(String text) {
    return Secret.of(Iron.INSTANCE.seal(text, passwords.get(0).reveal()));
  }

  Optional<String> open(Secret sealed) {
    String text = sealed.reveal();
    if (text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || hasEnded(form.group("end"))) {
      return Optional.empty();
    }
    String bare =
        text.endsWith(NODE_VERSION)
            ? text.substring(0, text.length() - NODE_VERSION.length())
            : text;
    return passwords.stream().flatMap(password -> opened(bare, password).stream()).findFirst();
  }

  private static Optional<String> opened(String text, Secret password) {
    try {
      return Optional.of(Iron.INSTANCE.unseal(text, password.reveal()));
    } catch (Exception notOfThisPassword) {
      return Optional.empty();
    }
  }

  private boolean hasEnded(@Nullable String end) {
    return end != null && Long.parseLong(end) <= clock.millis();
  }
}
