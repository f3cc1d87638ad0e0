package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.clerk.ClerkProvider;
import dev.muster.clerk.ClerkSettings;
import dev.muster.clerk.ClerkWebhooks;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.Running;
import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.Freshness;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.provider.Secret;
import dev.muster.provider.WebhookSource;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleMapReport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The snippets of docs/clerk.md, run. */
class ClerkSnippetsTest {
  // @start region=clerk-roles
  private final RoleMap roles =
      RoleMap.builder()
          .role(new Role("admin"), Set.of(new RoleSlug("org:admin")), Set.of())
          .role(new Role("member"), Set.of(new RoleSlug("org:member")), Set.of())
          .build();

  // @end

  @Test
  void provider() {
    String secretKey = "sk_test_of_the_docs";
    // @start region=clerk
    ClerkSettings settings =
        ClerkSettings.builder(new ProviderInstance("clerk-production"))
            .secretKey(Secret.of(secretKey))
            .issuer(URI.create("https://clerk.notes.example"))
            .authorizedParty("https://notes.example")
            .callDeadline(Duration.ofSeconds(2))
            .build();
    try (ClerkProvider clerk = ClerkProvider.of(settings);
        Muster muster =
            Muster.builder()
                .provider(clerk)
                .roles(roles)
                .roleCatalog(clerk)
                .accessTokens(clerk.sessionTokens())
                .build()) {
      serve(muster);
    }
    // @end
  }

  @Test
  void webhooks() throws Exception {
    String signingSecret = "whsec_bWFya2VyLW9mLXRoZS1kb2NzLTAx";
    String secretBefore = "whsec_bWFya2VyLW9mLXRoZS1kb2NzLTAw";
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:clerk;DB_CLOSE_DELAY=-1");
    DataSource dataSource = h2;
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);
    ClerkSettings settings =
        ClerkSettings.builder(new ProviderInstance("clerk-production"))
            .secretKey(Secret.of("sk_test_of_the_docs"))
            .build();
    try (ClerkProvider clerk = ClerkProvider.of(settings)) {
      // @start region=clerk-webhooks
      MusterSchema.install(dataSource);
      WebhookSource webhooks = ClerkWebhooks.of(Secret.of(signingSecret), Secret.of(secretBefore));
      Muster muster =
          Muster.builder()
              .provider(clerk)
              .roles(roles)
              .freshness(Freshness.within(Duration.ofSeconds(60)))
              .memberships(JdbiMembershipStore.on(dataSource))
              .directory(JdbiDirectoryStore.on(dataSource))
              .changeLog(JdbiChangeLog.on(dataSource))
              .eventFeed(JdbiFeedStore.on(dataSource), FeedSettings.standard())
              .webhooks(webhooks)
              .walks(JdbiWalkStore.on(dataSource), clerk.directoryWalk())
              .build();
      Running running = muster.eventFeed().orElseThrow().run(scheduler);
      // @end
      try (muster) {
        running.close();
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(webhooks.read(name -> null, body, Instant.EPOCH))
            .isEqualTo(new WebhookSource.Receipt.Refused(WebhookSource.Why.UNSIGNED));
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void changes() {
    ClerkSettings settings =
        ClerkSettings.builder(new ProviderInstance("clerk-production"))
            .secretKey(Secret.of("sk_test_of_the_docs"))
            .issuer(URI.create("https://clerk.notes.example"))
            .authorizedParty("https://notes.example")
            .build();
    try (ClerkProvider clerk = ClerkProvider.of(settings)) {
      // @start region=clerk-changes
      Muster muster =
          Muster.builder()
              .provider(clerk)
              .roles(roles)
              .accessTokens(clerk.sessionTokens())
              .organizationCreation(clerk, new RoleSlug("org:admin"))
              .lifecycle(clerk, clerk, LifecyclePolicy.builder(new Role("admin")).build())
              .invitations(clerk)
              .build();
      // @end
      try (muster) {
        assertThat(muster.lifecycle()).isPresent();
        Set<RoleSlug> atClerk = Set.of(new RoleSlug("org:admin"), new RoleSlug("org:member"));
        assertThat(RoleMapReport.of(roles, atClerk).missing()).isEmpty();
      }
    }
  }

  private static void serve(Muster muster) {
    assertThat(muster).isNotNull();
  }
}
