package dev.muster.examples.cli;

import dev.muster.provider.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in where, and the scope that is active. Prints no secret.
 *
 * @param server the service
 * @param issuer who signs people in
 * @param client what this program is called there
 * @param user who signed in
 * @param access the sign-in token
 * @param refresh what gets the next one, once
 * @param place the active organization, or null for the personal scope
 */
record Credentials(
    URI server,
    String issuer,
    String client,
    String user,
    Kept access,
    Secret refresh,
    @Nullable Place place) {
  Credentials renewed(Kept newAccess, Secret newRefresh) {
    return new Credentials(server, issuer, client, user, newAccess, newRefresh, place);
  }

  Credentials at(@Nullable Place newPlace) {
    return new Credentials(server, issuer, client, user, access, refresh, newPlace);
  }

  /** Whether these are of the same person at the same service. */
  boolean isOfSame(Credentials other) {
    return server.equals(other.server)
        && issuer.equals(other.issuer)
        && client.equals(other.client)
        && user.equals(other.user);
  }
}
