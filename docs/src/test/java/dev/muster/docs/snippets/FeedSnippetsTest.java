package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.feed.EventFeed;
import dev.muster.feed.FeedSettings;
import dev.muster.feed.FeedStatus;
import dev.muster.feed.Running;
import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.jdbi.PostgresBus;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Session;
import dev.muster.testkit.FakeIdentityProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The snippets of docs/event-feed.md, run. */
class FeedSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("admin").role("member").build();

  @Test
  void feed() throws Exception {
    UserId ann = provider.dashboard().createUser("ann@example.org").id();
    OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      DataSource dataSource = server.getPostgresDatabase();
      DataSource unpooled = server.getPostgresDatabase();
      // @start region=feed
      MusterSchema.install(dataSource);
      Muster muster =
          Muster.builder()
              .provider(provider)
              .roles(roles)
              .freshness(Freshness.within(Duration.ofSeconds(60)))
              .memberships(JdbiMembershipStore.on(dataSource))
              .directory(JdbiDirectoryStore.on(dataSource))
              .changeLog(JdbiChangeLog.on(dataSource), PostgresBus.on(unpooled))
              .eventFeed(JdbiFeedStore.on(dataSource), FeedSettings.standard())
              .events(provider.eventSource())
              .walks(JdbiWalkStore.on(dataSource), provider.directoryWalk())
              .build();
      Running running = muster.eventFeed().orElseThrow().run(scheduler);
      // @end
      try (muster;
          running) {
        Session session = muster.vouchedByHost(ann);
        // @start region=feed-followed
        AccessCheck deletion =
            AccessCheck.of(session, Requirement.atLeast(new Role("admin")))
                .in(OrganizationRef.of(acme))
                .onRoute(Freshness.followed(Duration.ofSeconds(20)));
        // @end
        assertThat(muster.require(deletion).organization()).isEqualTo(acme);
        EventFeed feed = muster.eventFeed().orElseThrow();
        // @start region=feed-status
        FeedStatus status = feed.status();
        boolean healthy =
            status.age() != null && status.age().compareTo(Duration.ofSeconds(45)) < 0;
        // @end
        assertThat(healthy).isEqualTo(status.position() != null);
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  static final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BODY = 1 << 20;
    private final transient EventFeed feed;

    WebhookServlet(EventFeed feed) {
      this.feed = feed;
    }

    // @start region=feed-webhook
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readNBytes(MAX_BODY);
      response.setStatus(feed.receive(request::getHeader, body).httpStatus());
    }
    // @end
  }
}
