package dev.muster.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs a person in by the issuer's page, and begins in the personal scope. */
@Command(
    name = "login",
    description =
        "Signs you in by the issuer's page in a browser, and begins in the personal scope.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Runnable {
  private final ScopeCli cli;

  @Option(names = "--server", required = true, paramLabel = "URL", description = "The service.")
  private String server = "";

  @Option(names = "--issuer", required = true, paramLabel = "URL", description = "Who signs in.")
  private String issuer = "";

  @Option(
      names = "--client",
      required = true,
      paramLabel = "ID",
      description = "What this program is called there.")
  private String client = "";

  @Option(names = "--open", description = "Opens the page in a browser, too.")
  private boolean open;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait for the sign-in. Default: ${DEFAULT-VALUE}.")
  private int wait;

  LoginCommand(ScopeCli cli) {
    this.cli = cli;
  }

  @Override
  public void run() {
    Wire wire = new Wire(cli.world.http());
    URI service = Wire.safe(server, "--server");
    Issuer signs = Issuer.of(wire, issuer, client, cli.world.clocks().wall());
    Issuer.Tokens tokens = tokens(signs);
    String user = user(wire, service, signs, tokens);
    Credentials credentials =
        new Credentials(service, issuer, client, user, tokens.access(), tokens.refresh(), null);
    CredentialsFile file = cli.file();
    var unused =
        file.alone(
            () -> {
              file.write(credentials);
              return user;
            });
    cli.told()
        .answer(
            JsonNodeFactory.instance.objectNode().put("user", user).put("scope", "personal"),
            "Signed in as " + user + ".",
            "Active scope: personal.");
  }

  private Issuer.Tokens tokens(Issuer signs) {
    Handshake handshake = Handshake.of(cli.world.random());
    try (Loopback loopback = Loopback.open(handshake.state())) {
      URI page = signs.page(loopback.address(), handshake.state(), handshake.challenge());
      cli.told().note("To sign in, open this address in a browser on this machine:");
      cli.told().note("  " + page);
      if (open) {
        cli.world.browser().accept(page);
      }
      String code = loopback.code(Duration.ofSeconds(wait));
      return signs.exchange(code, handshake.verifier(), loopback.address());
    }
  }

  /** Whom the service takes the token for. A session that is of no use here is ended. */
  private static String user(Wire wire, URI service, Issuer signs, Issuer.Tokens tokens) {
    try {
      URI me = URI.create(service + "/account/me");
      JsonNode told = wire.call("GET", me, tokens.access().token(), null).success();
      return Reply.text(told, "user");
    } catch (Trouble refused) {
      @Nullable Trouble worse = revoke(signs, tokens);
      if (worse != null) {
        refused.addSuppressed(worse);
      }
      throw refused;
    }
  }

  private static @Nullable Trouble revoke(Issuer signs, Issuer.Tokens tokens) {
    try {
      signs.revoke(tokens.refresh());
      return null;
    } catch (Trouble trouble) {
      return trouble;
    }
  }
}
