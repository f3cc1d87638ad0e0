package dev.muster.oidc;

import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An issuer, found by its name: its published configuration and keys. Safe for many threads; blocks
 * on the wire within the deadline, only when something must be read.
 *
 * <p>Nothing is read before it is needed, so that an issuer in an outage does not keep the host
 * from starting. What was read is read again after 10 minutes, and serves on for 12 hours while the
 * issuer can't be reached. A document of another issuer is no outage, and serves nobody.
 */
public final class OidcDiscovery {
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final String issuer;
  private final HttpCalls calls;
  private final InstantSource clock;
  private final URI address;
  private final Lasting<OidcConfiguration> configuration;
  private final IssuerKeys keys;

  private OidcDiscovery(String issuer, URI address, HttpCalls calls, InstantSource clock) {
    this.issuer = issuer;
    this.address = address;
    this.calls = calls;
    this.clock = clock;
    configuration = new Lasting<>(this::read, clock);
    keys = IssuerKeys.readBy(this::readKeys, clock);
  }

  /**
   * An issuer of whom nothing was read yet.
   *
   * @param issuer the exact text of {@code iss}: https, or http on a loopback address
   * @param client the host's own, and the host's to close; it must follow no redirects
   * @param deadline for one read, its body included; at most a minute
   * @param clock for the age of what was read
   * @return the issuer
   * @throws IllegalArgumentException naming all faults
   */
  public static OidcDiscovery of(
      String issuer, HttpClient client, Duration deadline, InstantSource clock) {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(clock, "clock");
    List<String> faults = new ArrayList<>(HttpCalls.faults(client, deadline));
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    URI address =
        Address.of(base + WELL_KNOWN).filter(uri -> uri.getRawQuery() == null).orElse(null);
    if (address == null || !faults.isEmpty()) {
      if (address == null) {
        faults.add("the issuer " + Address.RULE + " without query, but was `" + issuer + "`");
      }
      throw new IllegalArgumentException("discovery: " + String.join("; ", faults));
    }
    return new OidcDiscovery(issuer, address, new HttpCalls(client, deadline), clock);
  }

  /**
   * The issuer's name.
   *
   * @return the exact text of {@code iss}
   */
  public String issuer() {
    return issuer;
  }

  /**
   * What the issuer publishes about itself. Blocks if that must be read.
   *
   * @return its configuration
   * @throws ProviderException.Unavailable if it can't be had now
   * @throws ProviderException.Misconfigured if the document there is of another issuer, or has an
   *     address that can't be relied on
   */
  public OidcConfiguration configuration() {
    return configuration.get();
  }

  /**
   * The issuer's keys, read from where its configuration says.
   *
   * @return the same on every call
   */
  public IssuerKeys keys() {
    return keys;
  }

  /* An answer that can't be checked is a refresh token that is lost. */
  /** Keys whose reads no bearer token of anybody's uses up. */
  IssuerKeys keysOfItsOwnAnswers() {
    return IssuerKeys.readBy(this::readKeys, clock);
  }

  /**
   * Begins rules for the issuer's access tokens. Audience and algorithms are the host's to say.
   *
   * @return a builder that names the issuer
   */
  public TokenRules.Builder rules() {
    return TokenRules.builder().issuer(issuer);
  }

  HttpCalls calls() {
    return calls;
  }

  InstantSource clock() {
    return clock;
  }

  /** The configuration as it was read last, however old; read only if it never was. */
  OidcConfiguration latest() {
    return configuration.latest();
  }

  private OidcConfiguration read() {
    String document;
    try {
      document = calls.document(address);
    } catch (IOException e) {
      throw new Unavailable("no configuration of the issuer: " + e.getMessage(), null);
    }
    return OidcConfiguration.read(issuer, document);
  }

  private String readKeys() throws IOException {
    try {
      return calls.document(configuration().keys());
    } catch (ProviderException e) {
      throw new IOException("the issuer's configuration can't be had", e);
    }
  }
}
