package dev.muster.examples.notes;

import dev.muster.session.SealKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the environment says. Everything has a default that needs nothing installed.
 *
 * @param provider {@code NOTES_PROVIDER}, one of {@link ProviderAccess#ALL}, with the variables of
 *     its access; default {@code fake}
 * @param jdbcUrl {@code NOTES_JDBC_URL}, of H2 or PostgreSQL; default an H2 database in memory
 * @param dbUser {@code NOTES_DB_USER}; default {@code sa}
 * @param dbPassword {@code NOTES_DB_PASSWORD}; default empty
 * @param port {@code NOTES_PORT}; default 0, any free one
 * @param organizationRefresh {@code NOTES_ORGANIZATION_REFRESH}, how old the mirrored name of an
 *     organization may be, such as {@code PT15M}; default an hour
 * @param deadline {@code NOTES_DEADLINE}, how long a request waits, and how long each call of the
 *     provider takes at most, such as {@code PT10S}; default five seconds
 * @param sealKey {@code NOTES_SEAL_KEY}, 32 bytes in base64; default a new one for this run
 */
public record Settings(
    ProviderAccess provider,
    String jdbcUrl,
    String dbUser,
    String dbPassword,
    int port,
    Duration organizationRefresh,
    Duration deadline,
    SealKey sealKey) {
  /** The default deadline. */
  public static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String DEFAULT_URL = "jdbc:h2:mem:notes;DB_CLOSE_DELAY=-1";

  /**
   * Reads settings.
   *
   * @param environment the variables
   * @return the settings
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public static Settings of(Map<String, String> environment) {
    List<String> faults = new ArrayList<>();
    ProviderAccess provider = provider(environment, faults);
    String url = environment.getOrDefault("NOTES_JDBC_URL", DEFAULT_URL);
    if (!url.startsWith("jdbc:h2:") && !url.startsWith(POSTGRES)) {
      faults.add("NOTES_JDBC_URL must begin with jdbc:h2: or jdbc:postgresql:");
    }
    int port = port(environment.getOrDefault("NOTES_PORT", "0"), faults);
    Duration refresh = period(environment, "NOTES_ORGANIZATION_REFRESH", "PT1H", faults);
    Duration deadline = period(environment, "NOTES_DEADLINE", DEADLINE.toString(), faults);
    SealKey key = SealKey.random(new SecureRandom());
    String base64 = environment.get("NOTES_SEAL_KEY");
    if (base64 != null) {
      try {
        key = SealKey.ofBase64(base64);
      } catch (IllegalArgumentException wrong) {
        faults.add("NOTES_SEAL_KEY is wrong: " + wrong.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "settings have " + faults.size() + " faults: " + String.join("; ", faults));
    }
    return new Settings(
        provider,
        url,
        environment.getOrDefault("NOTES_DB_USER", "sa"),
        environment.getOrDefault("NOTES_DB_PASSWORD", ""),
        port,
        refresh,
        deadline,
        key);
  }

  /**
   * The same settings on the port that was found free.
   *
   * @param found the port
   * @return the settings
   */
  public Settings onPort(int found) {
    return new Settings(
        provider, jdbcUrl, dbUser, dbPassword, found, organizationRefresh, deadline, sealKey);
  }

  /**
   * The same settings with another age of mirrored names.
   *
   * @param refresh how old a name may be
   * @return the settings
   */
  public Settings refreshingOrganizationsAfter(Duration refresh) {
    return new Settings(provider, jdbcUrl, dbUser, dbPassword, port, refresh, deadline, sealKey);
  }

  boolean isOnPostgres() {
    return jdbcUrl.startsWith(POSTGRES);
  }

  private static ProviderAccess provider(Map<String, String> environment, List<String> faults) {
    String name = environment.getOrDefault("NOTES_PROVIDER", "fake");
    Function<Map<String, String>, ProviderAccess> reader = ProviderAccess.ALL.get(name);
    if (reader == null) {
      faults.add("NOTES_PROVIDER must be one of " + new TreeSet<>(ProviderAccess.ALL.keySet()));
      return new FakeAccess();
    }
    try {
      return reader.apply(environment);
    } catch (IllegalArgumentException wrong) {
      faults.add(wrong.getMessage());
      return new FakeAccess();
    }
  }

  private static Duration period(
      Map<String, String> environment, String name, String standard, List<String> faults) {
    try {
      Duration period = Duration.parse(environment.getOrDefault(name, standard));
      if (period.compareTo(Duration.ZERO) > 0) {
        return period;
      }
    } catch (DateTimeParseException notADuration) {
      // Named below, together with a period of nothing.
    }
    faults.add(name + " must be a period such as " + standard);
    return Duration.parse(standard);
  }

  private static int port(String text, List<String> faults) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Named below, together with numbers out of range.
    }
    faults.add("NOTES_PORT must be a number from 0 to 65535");
    return 0;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Settings[" + jdbcUrl + ", port " + port + "]";
  }
}
