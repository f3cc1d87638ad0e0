package dev.muster.examples.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a command needs from around it.
 *
 * @param out for answers
 * @param err for what a person is asked and told beside them
 * @param environment the variables of this process
 * @param clocks this machine's
 * @param random for what nobody may guess
 * @param http follows no redirects
 * @param files the credentials at a path
 * @param browser opens an address for the person
 */
record World(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Clocks clocks,
    SecureRandom random,
    HttpClient http,
    Function<Path, CredentialsFile> files,
    Consumer<URI> browser) {
  /** Where credentials are unless it is said otherwise. */
  Path defaultFile() {
    String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        named.startsWith("/")
            ? Path.of(named)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
    return folder.resolve("scope-cli").resolve("credentials.json");
  }
}
