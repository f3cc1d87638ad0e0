package dev.muster.proof.contract;

import dev.muster.name.UserId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.Secret;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.contract.TokenAuthenticatorContract;
import dev.muster.testkit.contract.TokensUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Wrong checks of bearer tokens, each made of lib-oidc's by one fault. */
final class WrongTokens {
  static final Catalogue<UnaryOperator<TokenAuthenticator>> CATALOGUE =
      new Catalogue<>(
          TokenAuthenticatorContract.class,
          Runner.class,
          check -> Runner.check = check,
          sound -> sound,
          List.of(
              Wrong.of(
                  "refuses everything",
                  sound -> token -> new Outcome.Bad(),
                  "a_good_token_says_who",
                  "a_check_that_can_not_be_made_is_no_bad_token"),
              Wrong.of(
                  "names a session anew at each use",
                  NewSessions::new,
                  "a_token_that_is_presented_again_says_the_same"),
              Wrong.of(
                  "believes what a token says without its signature",
                  sound -> token -> believed(sound, token),
                  "a_token_with_one_thing_wrong_is_bad",
                  "a_token_with_any_character_changed_is_nobody_else",
                  "two_halves_of_good_tokens_are_no_token",
                  "a_check_that_can_not_be_made_verifies_nobody"),
              Wrong.of(
                  "compares the beginning of a signature",
                  Beginnings::new,
                  "a_token_with_any_character_changed_is_nobody_else"),
              Wrong.of(
                  "compares a signature without its case",
                  Caseless::new,
                  "a_token_with_any_character_changed_is_nobody_else"),
              Wrong.of(
                  "takes each signature for good that once was",
                  Signatures::new,
                  "the_signature_of_another_good_token_proves_nothing"),
              Wrong.of(
                  "remembers a good token for ever",
                  Remembers::new,
                  "a_token_that_was_good_is_bad_when_its_time_is_over"),
              Wrong.of(
                  "throws where a text is no token",
                  sound -> token -> thrown(sound, token),
                  "any_text_is_an_answer_and_no_exception"),
              Wrong.of(
                  "takes an outage for a bad token",
                  sound ->
                      token ->
                          sound.authenticate(token) instanceof Outcome.Verified good
                              ? good
                              : new Outcome.Bad(),
                  "a_check_that_can_not_be_made_is_no_bad_token"),
              Wrong.of(
                  "believes a token in an outage",
                  sound ->
                      token ->
                          sound.authenticate(token) instanceof Outcome.Unavailable
                              ? believed(sound, token)
                              : sound.authenticate(token),
                  "a_check_that_can_not_be_made_verifies_nobody"),
              Wrong.of("tells the last token", Tells::new, "the_token_is_in_no_text"),
              Wrong.of(
                  "keeps the token that it checks in a field",
                  OneAtATime::new,
                  "of_many_threads_each_is_told_of_its_own_token"),
              Wrong.of(
                  "takes a null for a bad token",
                  sound -> token -> token == null ? new Outcome.Bad() : sound.authenticate(token),
                  "a_null_is_refused_by_name")));

  private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]+)\"");

  private WrongTokens() {}

  /** Runs the suite on the check it was handed last. */
  static final class Runner extends TokenAuthenticatorContract {
    static UnaryOperator<TokenAuthenticator> check = sound -> sound;

    @Override
    protected TokensUnderTest open() {
      return new IssuedTokens(check);
    }
  }

  private static Outcome believed(TokenAuthenticator sound, Secret token) {
    String[] parts = token.reveal().split("\\.", -1);
    try {
      String claims =
          new String(
              Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : ""),
              StandardCharsets.UTF_8);
      Matcher subject = SUBJECT.matcher(claims);
      return subject.find()
          ? new Outcome.Verified(new UserId(subject.group(1)), "session", null, null)
          : sound.authenticate(token);
    } catch (IllegalArgumentException notBase64) {
      return new Outcome.Bad();
    }
  }

  private static Outcome thrown(TokenAuthenticator sound, Secret token) {
    if (token.reveal().split("\\.", -1).length != 3) {
      throw new IllegalArgumentException("a token has three parts");
    }
    return sound.authenticate(token);
  }

  private static final class NewSessions implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private final AtomicLong sessions = new AtomicLong();

    NewSessions(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      return sound.authenticate(token) instanceof Outcome.Verified good
          ? new Outcome.Verified(
              good.user(), "session_" + sessions.incrementAndGet(), good.organization(), null)
          : new Outcome.Bad();
    }
  }

  private static final class Remembers implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private final Map<String, Outcome> good = new ConcurrentHashMap<>();

    Remembers(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      Outcome known = good.get(token.reveal());
      Outcome outcome = known == null ? sound.authenticate(token) : known;
      if (outcome instanceof Outcome.Verified) {
        good.put(token.reveal(), outcome);
      }
      return outcome;
    }
  }

  /** Knows a good token again by all of it but the end. */
  private static final class Beginnings implements TokenAuthenticator {
    private static final int END = 20;

    private final TokenAuthenticator sound;
    private final Map<String, Outcome> good = new ConcurrentHashMap<>();

    Beginnings(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      String text = token.reveal();
      String beginning = text.substring(0, Math.max(0, text.length() - END));
      Outcome known = good.get(beginning);
      Outcome outcome = known == null ? sound.authenticate(token) : known;
      if (outcome instanceof Outcome.Verified) {
        good.put(beginning, outcome);
      }
      return outcome;
    }
  }

  /** Knows a good token again also by the other case of its signature. */
  private static final class Caseless implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private final Map<String, Outcome> good = new ConcurrentHashMap<>();

    Caseless(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      String text = token.reveal();
      int end = text.lastIndexOf('.') + 1;
      String caseless = text.substring(0, end) + text.substring(end).toLowerCase(Locale.ROOT);
      Outcome known = good.get(caseless);
      Outcome outcome = known == null ? sound.authenticate(token) : known;
      if (outcome instanceof Outcome.Verified) {
        good.put(caseless, outcome);
      }
      return outcome;
    }
  }

  private static final class Signatures implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private final Set<String> good = ConcurrentHashMap.newKeySet();

    Signatures(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      String signature = token.reveal().substring(token.reveal().lastIndexOf('.') + 1);
      if (good.contains(signature)) {
        return believed(sound, token);
      }
      Outcome outcome = sound.authenticate(token);
      if (outcome instanceof Outcome.Verified) {
        good.add(signature);
      }
      return outcome;
    }
  }

  private static final class Tells implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private final List<String> seen = new ArrayList<>();

    Tells(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    public Outcome authenticate(Secret token) {
      seen.add(token.reveal());
      return sound.authenticate(token);
    }

    @Override
    public String toString() {
      return "Tells" + seen;
    }
  }

  /** As a check does that reuses one parser or one digest for all of its callers. */
  private static final class OneAtATime implements TokenAuthenticator {
    private final TokenAuthenticator sound;
    private volatile @Nullable Secret checked;

    OneAtATime(TokenAuthenticator sound) {
      this.sound = sound;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // the other one's turn, to make the fault frequent
    public Outcome authenticate(Secret token) {
      checked = token;
      Thread.yield();
      Secret mine = checked;
      return sound.authenticate(mine == null ? token : mine);
    }
  }
}
