package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.muster.membership.Timeline;
import dev.muster.provider.Secret;
import dev.muster.token.TokenKeeper;
import dev.muster.token.TokenKeeper.Fetched;
import dev.muster.token.TokenKeeper.Unobtainable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The organization token of a command: taken from the file, and replaced before it expires by
 * another one <em>for the same organization</em>. Safe for many threads; blocks on the file, its
 * lock and the server.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A token that can't be had, and one that is refused, is an error that names the organization.
 * No request is sent in another scope, or with another credential instead.
 */
final class PlaceAccess {
  private final Place place;
  private final Server server;
  private final CredentialsFile file;
  private final Credentials seen;
  private final Lock renewal;
  private final InstantSource clock;
  private final TokenKeeper keeper;
  private @Nullable Secret given;

  PlaceAccess(Place place, Server server, Credentials seen, CredentialsFile file, Clocks clocks) {
    this.place = place;
    this.server = server;
    this.seen = seen;
    this.file = file;
    this.clock = clocks.wall();
    renewal = ProcessLock.beside(file.path(), ".scope.lock");
    Timeline timeline = new Timeline(clocks.wall(), clocks.ticks());
    keeper = new TokenKeeper(place.toString(), Kept.SKEW, timeline, this::next);
  }

  /** Sends a request with the organization's token, once more with a new one after a 401. */
  Reply send(Function<Secret, Reply> request) {
    try {
      return keeper.send(request, Reply::isUnauthorized);
    } catch (Unobtainable none) {
      throw Causes.of(none)
          .map(this::about)
          .orElseGet(
              () -> Trouble.lost(place, "invalid_credential", "a new one was refused as well."));
    } catch (Trouble away) {
      throw away.in(place);
    }
  }

  /** An outage stays one; whatever else keeps the token from us is the scope's end here. */
  private Trouble about(Trouble trouble) {
    return switch (trouble.exit()) {
      case UNAVAILABLE, LOCAL -> trouble.in(place);
      case NOT_SIGNED_IN ->
          Trouble.lost(place, trouble.code(), "the sign-in has ended too: scope-cli login first.");
      default -> Trouble.lost(place, trouble.code(), trouble.getMessage());
    };
  }

  private Fetched next() {
    Kept known = kept(file.requireSame(seen));
    if (known == null || !serves(known)) {
      known = renewal.during(this::renewed);
    }
    given = known.token();
    return new Fetched(known.token(), known.left(clock.instant()));
  }

  private Kept renewed() {
    Kept known = kept(file.requireSame(seen));
    if (known != null && serves(known)) {
      return known;
    }
    Place next = given(server, place.id(), clock);
    Kept token = next.token();
    if (!next.id().equals(place.id()) || token == null) {
      throw Reply.unreadable();
    }
    var unused = file.change(seen, now -> kept(now) == null ? now : now.at(next));
    return token;
  }

  /** The token of this very place; null if another scope was chosen meanwhile. */
  private @Nullable Kept kept(Credentials now) {
    Place there = now.place();
    return there != null && there.id().equals(place.id()) ? there.token() : null;
  }

  private boolean serves(Kept kept) {
    return kept.isFresh(clock.instant()) && (given == null || !kept.token().equals(given));
  }

  /** Asks for the credential of an organization, with the sign-in token. */
  static Place given(Server server, String organization, InstantSource clock) {
    Instant since = clock.instant();
    JsonNode answer =
        server
            .signedIn(
                "POST",
                Urls.path("scopes", organization, "use"),
                JsonNodeFactory.instance.objectNode().put("label", "scope-cli"))
            .success();
    return Places.read(answer, since);
  }
}
