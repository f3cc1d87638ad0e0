package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.EventSource;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.role.RoleMap;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.workos.WorkOsProvider;
import dev.muster.workos.WorkOsSettings;
import dev.muster.workos.WorkOsWebhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The snippets of docs/workos.md, run. */
class WorkOsSnippetsTest {
  private final RoleMap roles = RoleMap.builder().role("admin").build();
  private final SessionSettings sessions =
      SessionSettings.builder()
          .key(SealKey.random(new SecureRandom()))
          .redirectUri(URI.create("https://notes.example/callback"))
          .build();

  @Test
  void provider() {
    String apiKey = "sk_test_of_the_docs";
    String clientId = "client_of_the_docs";
    // @start region=workos
    WorkOsSettings settings =
        WorkOsSettings.builder(new ProviderInstance("workos-production"))
            .apiKey(Secret.of(apiKey))
            .clientId(clientId)
            .callDeadline(Duration.ofSeconds(2))
            .build();
    try (WorkOsProvider workOs = WorkOsProvider.of(settings);
        Muster muster =
            Muster.builder()
                .provider(workOs)
                .roles(roles)
                .sessions(workOs, sessions)
                .organizationCreation(workOs, new RoleSlug("admin"))
                .build()) {
      serve(muster);
    }
    // @end
  }

  @Test
  void role_list() {
    WorkOsSettings settings =
        WorkOsSettings.builder(new ProviderInstance("workos-production"))
            .apiKey(Secret.of("sk_test_of_the_docs"))
            .clientId("client_of_the_docs")
            .build();
    try (WorkOsProvider workOs = WorkOsProvider.of(settings)) {
      // @start region=workos-bearer
      MusterBuilder taking =
          Muster.builder().provider(workOs).roles(roles).accessTokens(workOs.accessTokens());
      // @end
      assertThat(taking).isNotNull();
      // @start region=workos-roles
      MusterBuilder builder = Muster.builder().provider(workOs).roles(roles).roleCatalog(workOs);
      // @end
      assertThat(builder).isNotNull();
    }
  }

  @Test
  void events_and_webhooks() {
    String endpointSecret = "whk_of_the_docs";
    String secretBefore = "whk_before";
    WorkOsSettings settings =
        WorkOsSettings.builder(new ProviderInstance("workos-production"))
            .apiKey(Secret.of("sk_test_of_the_docs"))
            .clientId("client_of_the_docs")
            .build();
    try (WorkOsProvider workOs = WorkOsProvider.of(settings)) {
      // @start region=workos-events
      EventSource log = workOs.eventSource();
      DirectoryWalk everything = workOs.directoryWalk();
      WebhookSource webhooks =
          WorkOsWebhooks.of(Secret.of(endpointSecret), Secret.of(secretBefore))
              .within(Duration.ofMinutes(5));
      // @end
      assertThat(log.delay()).isEqualTo(Duration.ofSeconds(10));
      assertThat(log.retention()).isEqualTo(Duration.ofDays(30));
      assertThat(everything).isNotNull();
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(webhooks.read(name -> null, body, Instant.EPOCH))
          .isEqualTo(new WebhookSource.Receipt.Refused(WebhookSource.Why.UNSIGNED));
    }
  }

  @Test
  void shared_cookie() {
    SealKey ofLogins = SealKey.random(new SecureRandom());
    String password = "a-password-of-32-characters-or-so";
    String oldPassword = "the-password-before-that-one-....";
    WorkOsSettings settings =
        WorkOsSettings.builder(new ProviderInstance("workos-production"))
            .apiKey(Secret.of("sk_test_of_the_docs"))
            .clientId("client_of_the_docs")
            .baseUrl(URI.create("http://127.0.0.1:1"))
            .build();
    try (WorkOsProvider workOs = WorkOsProvider.of(settings)) {
      // @start region=workos-cookie
      SessionSettings shared =
          SessionSettings.builder()
              .key(ofLogins) // the login cookie stays in Muster's own form
              .redirectUri(URI.create("https://notes.example/callback"))
              .cookieName("wos-session")
              .format(workOs.cookies(Secret.of(password), Secret.of(oldPassword)))
              .build();
      // @end
      assertThat(shared.cookieName()).isEqualTo("wos-session");
      // @start region=workos-warm
      boolean ready = workOs.warmUp();
      // @end
      assertThat(ready).isFalse();
    }
  }

  private static void serve(Muster muster) {
    assertThat(muster.sessions()).isPresent();
  }
}
