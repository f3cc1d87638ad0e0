package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One command's way to the server: as the person, or in the active organization.
 *
 * <h2>Guarantee</h2>
 *
 * <p>What is done in an organization is done after the organization's own credential was seen to be
 * good, and names the organization by its id. Whatever is wrong with that credential ends the
 * command before anything else is sent.
 */
final class Work {
  private final Credentials seen;
  private final CredentialsFile file;
  private final Issuer issuer;
  private final Server server;
  private final Clocks clocks;

  private Work(
      Credentials seen, CredentialsFile file, Issuer issuer, Server server, Clocks clocks) {
    this.seen = seen;
    this.file = file;
    this.issuer = issuer;
    this.server = server;
    this.clocks = clocks;
  }

  static Work begin(CredentialsFile file, Wire wire, Clocks clocks) {
    Credentials seen = file.require();
    Issuer issuer = Issuer.of(wire, seen.issuer(), seen.client(), clocks.wall());
    SignIn signIn = new SignIn(seen, file, issuer, clocks);
    return new Work(seen, file, issuer, new Server(wire, seen.server(), signIn), clocks);
  }

  Credentials seen() {
    return seen;
  }

  CredentialsFile file() {
    return file;
  }

  Issuer issuer() {
    return issuer;
  }

  Server server() {
    return server;
  }

  InstantSource clock() {
    return clocks.wall();
  }

  Optional<Place> place() {
    return Optional.ofNullable(seen.place());
  }

  /** As the person, in no organization. */
  JsonNode signedIn(String method, String path, @Nullable JsonNode body) {
    return server.signedIn(method, path, body).success();
  }

  /** The active organization, for what can be done in one only. */
  Place organization() {
    return place()
        .orElseThrow(
            () ->
                Trouble.of(
                    Exit.USAGE,
                    "no_organization",
                    "No organization is active. Choose one: scope-cli scope use SLUG"));
  }

  /** The active scope as the server tells it to the organization's credential. */
  JsonNode shown(Place place) {
    return told(place, Urls.path("scopes", place.id()), "organization");
  }

  /** The active organization as the server tells it to the organization's credential. */
  JsonNode details(Place place) {
    return told(place, Urls.path("organizations", place.id()), "id");
  }

  private JsonNode told(Place place, String path, String id) {
    Function<Secret, Reply> request = token -> server.with(token, "GET", path, null);
    Reply reply =
        place.token() == null
            ? server.signedIn("GET", path, null)
            : new PlaceAccess(place, server, seen, file, clocks).send(request);
    if (reply.status() == 403 || reply.status() == 404) {
      throw Trouble.lost(place, reply.code(), reply.said());
    }
    JsonNode told = success(reply, place);
    if (!place.id().equals(told.path(id).textValue())) {
      throw Reply.unreadable().in(place);
    }
    return told;
  }

  /**
   * What takes a person and no organization token: members, invitations, names. Done with the
   * sign-in token, in the very organization, once its own credential was seen to be good.
   */
  JsonNode inOrganization(Place place, String method, String path, @Nullable JsonNode body) {
    var unused = shown(place);
    return success(server.signedIn(method, path, body), place);
  }

  private static JsonNode success(Reply reply, Place place) {
    try {
      return reply.success();
    } catch (Trouble trouble) {
      throw trouble.in(place);
    }
  }

  /** Ends a token that is in use no more; one that can't be ended now ends by itself. */
  boolean end(@Nullable Place former) {
    if (former == null || former.tokenId() == null) {
      return true;
    }
    String path = Urls.path("organizations", former.id(), "tokens", former.tokenId());
    try {
      return server.signedIn("DELETE", path, null).status() < 500;
    } catch (Trouble trouble) {
      return trouble.exit() != Exit.UNAVAILABLE;
    }
  }
}
