package dev.muster.examples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: what every command has, and what they end with. */
@Command(
    name = "scope-cli",
    description = "Works in a scope: yourself, or one organization.",
    mixinStandardHelpOptions = true,
    version = "scope-cli 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnds with:%n",
    footer = {
      "  0  done",
      "  1  something of this machine, such as an unsafe credentials file",
      "  2  the command line is no good, or needs an organization to be active",
      "  3  not signed in, or the sign-in has ended",
      "  4  the server says no",
      "  5  the active organization's credential expired or is refused, and there is no other",
      "  6  it can't be found out now; nothing was changed here",
      "  7  the server does not take the request: taken, not found, of the wrong form"
    })
final class ScopeCli implements Runnable {
  final World world;

  @Option(names = "--json", description = "Answers and errors as JSON.", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "Where sign-in and scope are kept. Default: scope-cli/credentials.json in"
              + " $$XDG_CONFIG_HOME or ~/.config.",
      scope = ScopeType.INHERIT)
  private @Nullable Path credentials;

  private ScopeCli(World world) {
    this.world = world;
  }

  static int run(World world, String... args) {
    ScopeCli cli = new ScopeCli(world);
    CommandLine line =
        new CommandLine(cli)
            .addSubcommand(new LoginCommand(cli))
            .addSubcommand(new LogoutCommand(cli))
            .addSubcommand(new ScopeCommands(cli))
            .addSubcommand(new OrganizationCommands(cli));
    line.setOut(world.out());
    line.setErr(world.err());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof Trouble trouble) {
            return cli.told().trouble(trouble);
          }
          throw failure;
        });
    return line.execute(args);
  }

  @Override
  public void run() {
    throw Trouble.of(Exit.USAGE, "no_command", "Which command? See: scope-cli --help");
  }

  Told told() {
    return new Told(world.out(), world.err(), json);
  }

  CredentialsFile file() {
    return world.files().apply(credentials == null ? world.defaultFile() : credentials);
  }

  /** What a command works with that needs a sign-in. */
  Work work() {
    return Work.begin(file(), new Wire(world.http()), world.clocks());
  }
}
