package dev.muster.token;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.TokenSessions;
import dev.muster.session.TokenSessions.Reading;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.TokenHolder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who an organization access token is, and whether a session of one still may go on. Safe
 * for many threads; blocks on the store where memory does not serve, until the deadline of a
 * decision.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A text that begins with the prefix is nobody else's business. What is remembered of a token
 * serves within the bound of whoever asks and until the token expires, by whichever of our clocks
 * went further, and not after a revocation on this node. A failure is no answer, and never
 * remembered.
 */
public final class TokenBearers {
  private static final Logger LOG = LoggerFactory.getLogger(TokenBearers.class);
  private static final String SCHEME = "Bearer ";

  /** How long after its authentication a check is taken for the same request's. */
  private static final long REQUEST_NANOS = 1_000_000_000;

  private static final Authentication MALFORMED = new Authentication.Invalid();
  private static final Authentication WRONG_KIND = new Authentication.WrongKind();

  private final TokenFormat format;
  private final String[] otherKinds;
  private final Freshness host;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final TokenReader reader;
  private final Generations generations;
  private final TokenUses uses;
  private final TokenMemory memory;
  private final Digests digests;
  private final TokenSessions sessions = new TokenSessions();

  TokenBearers(
      TokenSettings settings,
      Freshness host,
      Timeline timeline,
      BoundedCalls calls,
      TokenReader reader,
      Generations generations,
      TokenUses uses,
      int size) {
    this.format = new TokenFormat(settings.prefix());
    this.otherKinds = settings.otherKinds().toArray(String[]::new);
    this.host = host;
    this.timeline = timeline;
    this.calls = calls;
    this.reader = reader;
    this.generations = generations;
    this.uses = uses;
    this.memory = new TokenMemory(size);
    this.digests = new Digests(format.length());
  }

  /**
   * Finds out who a header is, if it presents one of the host's own tokens.
   *
   * @param header an Authorization header, whatever it is
   * @return who, or why nobody; null if it is a credential of another sort
   */
  public @Nullable Authentication authenticate(Credential.Header header) {
    String text = header.value().reveal();
    int from = SCHEME.length();
    if (!text.regionMatches(true, 0, SCHEME, 0, from)) {
      return null;
    }
    if (!text.startsWith(format.prefix(), from)) {
      return isOfAnotherKind(text, from) ? WRONG_KIND : null;
    }
    if (text.length() != from + format.length()) {
      return MALFORMED;
    }
    Workplace workplace = digests.take();
    String hex;
    try {
      if (!workplace.hash(text, from)) {
        return MALFORMED;
      }
      Remembered known =
          memory.find(workplace.part(0), workplace.part(1), workplace.part(2), workplace.part(3));
      if (known != null) {
        long ticks = timeline.ticks();
        if (serves(known.reading, host, age(known.reading, timeline.wallNanos(), ticks))) {
          uses.used(known.use, ticks);
          return known.authentication;
        }
      }
      hex = workplace.hex();
    } finally {
      digests.give(workplace);
    }
    return format.form(text.substring(from)) == TokenFormat.Form.WELL_FORMED
        ? looked(new Hash(hex), timeline.now())
        : MALFORMED;
  }

  private boolean isOfAnotherKind(String text, int from) {
    for (String other : otherKinds) {
      if (text.startsWith(other, from)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a session was made here.
   *
   * @param session any session
   * @return true only for a session of one of the tokens
   */
  public boolean issued(Session session) {
    return sessions.issued(session);
  }

  /**
   * Whether a session's token is known to be good, freshly enough for a check. The reading that the
   * session's own request waited for serves the first live check within a second, so that a request
   * costs one statement.
   *
   * @param session a session of one of the tokens
   * @param bound how old what is known may be
   * @param wall the wall clock
   * @param ticks the monotonic ticker
   * @return false if it must be looked at again
   */
  public boolean stands(Session session, Freshness bound, long wall, long ticks) {
    Reading token = token(session);
    long age = age(token, wall, ticks);
    return serves(token, bound, age)
        || (counts(token, age) && age <= REQUEST_NANOS && token.spend());
  }

  /**
   * Looks at a session's token again.
   *
   * @param session a session of one of the tokens
   * @param bound how old what is known may be
   * @param start when the decision began that waits for it
   * @return the session that goes on, or why none does
   */
  public Authentication again(Session session, Freshness bound, Moment start) {
    Hash hash = token(session).hash();
    String hex = hash.value();
    Remembered known =
        memory.find(
            Remembered.part(hex, 0),
            Remembered.part(hex, 1),
            Remembered.part(hex, 2),
            Remembered.part(hex, 3));
    return known != null
            && serves(
                known.reading, bound, age(known.reading, timeline.wallNanos(), timeline.ticks()))
        ? known.authentication
        : looked(hash, start);
  }

  /**
   * Believes nothing any more that this node knows of a holder's tokens, including what look-ups
   * under way will find.
   *
   * @param holder whose
   */
  public void forget(TokenHolder holder) {
    generations.raise(Objects.requireNonNull(holder, "holder"));
  }

  void forget() {
    generations.raise();
  }

  private Authentication looked(Hash hash, Moment start) {
    TokenReader.Read read;
    try {
      read = calls.call(start, () -> reader.read(hash));
    } catch (RuntimeException thrown) {
      Failure failure = Failure.of(thrown);
      if (failure.cause() == Failure.Cause.DEFECT) {
        LOG.error("the token store threw {}", thrown.getClass().getName());
      }
      return new Authentication.Unavailable(failure.retryAfter());
    }
    if (read == null) {
      return new Authentication.Unavailable(null);
    }
    Reading reading = read.reading();
    if (reading == null) {
      return new Authentication.Invalid(read.organization());
    }
    Reading kept = reading.kept();
    TokenUses.Use use = uses.of(kept.id());
    memory.put(new Remembered(sessions.of(kept), kept, use));
    uses.used(use, kept.nanos());
    return new Authentication.Authenticated(sessions.of(reading), List.of());
  }

  private static long age(Reading token, long wall, long ticks) {
    return Timeline.ageNanos(token.wallNanos(), token.nanos(), wall, ticks);
  }

  private boolean serves(Reading token, Freshness bound, long age) {
    return bound.reaches(age) && counts(token, age);
  }

  private boolean counts(Reading token, long age) {
    return age < token.lifeNanos() && generations.of(token.stripes()) == token.generation();
  }

  private static Reading token(Session session) {
    return Objects.requireNonNull(session.token(), "token");
  }
}
