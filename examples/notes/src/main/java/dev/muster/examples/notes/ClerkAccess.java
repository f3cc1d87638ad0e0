package dev.muster.examples.notes;

import dev.muster.clerk.ClerkProvider;
import dev.muster.clerk.ClerkSettings;
import dev.muster.clerk.ClerkWebhooks;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach Clerk, or a stub of it.
 *
 * @param key {@code CLERK_SECRET_KEY}
 * @param baseUrl {@code CLERK_API_URL}; default Clerk itself
 * @param issuer {@code CLERK_ISSUER}, who session tokens are from
 * @param party {@code CLERK_AUTHORIZED_PARTY}, the origin of the pages that people sign in at
 * @param webhooks {@code CLERK_WEBHOOK_SIGNING_SECRET}
 */
public record ClerkAccess(Secret key, URI baseUrl, URI issuer, String party, Secret webhooks)
    implements ProviderAccess {
  static ClerkAccess of(Map<String, String> environment) {
    ClerkAccess access =
        new ClerkAccess(
            Secret.of(environment.getOrDefault("CLERK_SECRET_KEY", "")),
            Variables.url(environment, "CLERK_API_URL", ClerkSettings.DEFAULT_BASE_URL.toString()),
            Variables.url(environment, "CLERK_ISSUER", ""),
            environment.getOrDefault("CLERK_AUTHORIZED_PARTY", ""),
            Secret.of(environment.getOrDefault("CLERK_WEBHOOK_SIGNING_SECRET", "")));
    try {
      access.settings(Settings.DEADLINE);
      access.received();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "a variable that begins with CLERK_ is wrong: " + wrong.getMessage());
    }
    return access;
  }

  /**
   * The same behind another address.
   *
   * @param url where the Backend API is
   * @return how to reach it
   */
  public ClerkAccess at(URI url) {
    return new ClerkAccess(key, url, issuer, party, webhooks);
  }

  /** People sign in at Clerk's own pages, and every request presents Clerk's session token. */
  @Override
  public OpenProvider open(Duration deadline) {
    ClerkProvider provider = ClerkProvider.of(settings(deadline));
    return new OpenProvider(
        notes(provider),
        provider::close,
        "each request brings a session token of Clerk's as its bearer token");
  }

  /**
   * What the service wants of it.
   *
   * @param provider the adapter
   * @return that, and no sign-in
   */
  public static NotesProvider notes(ClerkProvider provider) {
    return NotesProvider.ofMembers(provider)
        .inviting(provider, null)
        .taking(provider.sessionTokens())
        .namingRoles("org:")
        .build();
  }

  /**
   * As Muster's adapter takes it.
   *
   * @param deadline how long one call takes at most
   * @return the settings
   * @throws IllegalArgumentException naming what is wrong
   */
  public ClerkSettings settings(Duration deadline) {
    return ClerkSettings.builder(new ProviderInstance("clerk"))
        .secretKey(key)
        .baseUrl(baseUrl)
        .issuer(issuer)
        .authorizedParty(party)
        .callDeadline(deadline)
        .build();
  }

  /**
   * What verifies its webhooks.
   *
   * @return the source
   * @throws IllegalArgumentException if the secret is none
   */
  public ClerkWebhooks received() {
    return ClerkWebhooks.of(webhooks);
  }
}
