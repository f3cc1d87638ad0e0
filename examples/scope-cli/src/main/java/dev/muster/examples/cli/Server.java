package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.provider.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The service's account endpoints, asked with the sign-in token or one that is given. */
final class Server {
  private static final String ACCOUNT = "/account";

  private final Wire wire;
  private final URI address;
  private final SignIn signIn;

  Server(Wire wire, URI address, SignIn signIn) {
    this.wire = wire;
    this.address = address;
    this.signIn = signIn;
  }

  Reply signedIn(String method, String path, @Nullable JsonNode body) {
    return signIn.send(token -> with(token, method, path, body));
  }

  Reply with(Secret token, String method, String path, @Nullable JsonNode body) {
    return wire.call(method, URI.create(address + ACCOUNT + path), token, body);
  }
}
