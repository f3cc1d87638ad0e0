package dev.muster.examples.cli;

import dev.muster.membership.Timeline;
import dev.muster.provider.Secret;
import dev.muster.token.TokenKeeper;
import dev.muster.token.TokenKeeper.Fetched;
import dev.muster.token.TokenKeeper.Unobtainable;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in token of a command: taken from the file, and refreshed once for all threads and
 * processes that use the file. Safe for many threads; blocks on the file, its lock and the issuer.
 *
 * <p>The refresh token is good once, so it is read again under the lock: whoever waited finds the
 * next token there and asks nobody.
 */
final class SignIn {
  private final Credentials seen;
  private final CredentialsFile file;
  private final Issuer issuer;
  private final InstantSource clock;
  private final TokenKeeper keeper;
  private @Nullable Secret given;

  SignIn(Credentials seen, CredentialsFile file, Issuer issuer, Clocks clocks) {
    this.seen = seen;
    this.file = file;
    this.issuer = issuer;
    this.clock = clocks.wall();
    Timeline timeline = new Timeline(clocks.wall(), clocks.ticks());
    keeper = new TokenKeeper("the sign-in", Kept.SKEW, timeline, this::next);
  }

  /** Sends a request with the sign-in token, and once more with a new one after a 401. */
  Reply send(Function<Secret, Reply> request) {
    try {
      return keeper.send(request, Reply::isUnauthorized);
    } catch (Unobtainable none) {
      throw Causes.of(none)
          .orElseGet(
              () ->
                  Trouble.of(
                      Exit.NOT_SIGNED_IN,
                      "invalid_credential",
                      "The server does not take the sign-in. Run: scope-cli login"));
    }
  }

  /** One caller at a time: the keeper sees to that. */
  private Fetched next() {
    Kept known = file.requireSame(seen).access();
    if (!serves(known)) {
      var unused = issuer.configuration();
      known = file.alone(this::refreshed);
    }
    given = known.token();
    return new Fetched(known.token(), known.left(clock.instant()));
  }

  private Kept refreshed() {
    Credentials now = file.requireSame(seen);
    if (serves(now.access())) {
      return now.access();
    }
    Issuer.Tokens next = issuer.refresh(now.refresh());
    file.write(now.renewed(next.access(), next.refresh()));
    return next.access();
  }

  /** Fresh, and not the one that was given before: who asks again has no use for that. */
  private boolean serves(Kept kept) {
    return kept.isFresh(clock.instant()) && (given == null || !kept.token().equals(given));
  }
}
