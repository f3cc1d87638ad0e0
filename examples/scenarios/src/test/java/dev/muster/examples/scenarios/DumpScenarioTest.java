package dev.muster.examples.scenarios;

import static dev.muster.decision.Requirement.member;
import static dev.muster.testkit.assertion.MusterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.MusterBuilder;
import dev.muster.feed.FeedSettings;
import dev.muster.jdbi.JdbiChangeLog;
import dev.muster.jdbi.JdbiChangeStore;
import dev.muster.jdbi.JdbiDirectoryStore;
import dev.muster.jdbi.JdbiFeedStore;
import dev.muster.jdbi.JdbiMembershipStore;
import dev.muster.jdbi.JdbiOrganizationTokenStore;
import dev.muster.jdbi.JdbiRefreshStore;
import dev.muster.jdbi.JdbiRoleStore;
import dev.muster.jdbi.JdbiWalkStore;
import dev.muster.jdbi.MusterSchema;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider.RefreshOutcome;
import dev.muster.session.Authentication;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.testkit.junit.MusterExtension;
import dev.muster.testkit.stage.Actor;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.MusterKitBuilder;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a thief can do with a dump of the host's database. */
@Tag("A18")
@Tag("TOK-1")
class DumpScenarioTest {
  private static final Pattern WORD = Pattern.compile("[\\w.-]{8,}");

  private static final SessionSettings SESSIONS =
      SessionSettings.builder()
          .key(SealKey.random(new SecureRandom()))
          .redirectUri(URI.create("https://host.example/callback"))
          .build();

  final JdbcDataSource database = new JdbcDataSource();

  /** What the provider gave for sessions; a host sees it in no other way than sealed. */
  final List<String> refreshTokens = new CopyOnWriteArrayList<>();

  @RegisterExtension final MusterExtension muster = MusterExtension.of(this::configure);

  void configure(MusterKitBuilder kit) {
    kit.wired(this::inDatabase);
  }

  private MusterBuilder inDatabase(MusterKit kit, MusterBuilder host) {
    return host.memberships(JdbiMembershipStore.on(database))
        .directory(JdbiDirectoryStore.on(database))
        .roleStore(JdbiRoleStore.on(database))
        .sessions(Overheard.by(refreshTokens, kit.provider().fake()), SESSIONS)
        .refreshStore(JdbiRefreshStore.on(database))
        .changes(JdbiChangeStore.on(database))
        .changeLog(JdbiChangeLog.on(database))
        .eventFeed(JdbiFeedStore.on(database), FeedSettings.standard())
        .walks(JdbiWalkStore.on(database), kit.provider().fake().directoryWalk())
        .organizationTokens(JdbiOrganizationTokenStore.on(database), TokenSettings.of("host_"));
  }

  DumpScenarioTest() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    MusterSchema.install(database);
  }

  /** Every row of every table, as H2 writes it. */
  private String dump() {
    return Jdbi.create(database)
        .withHandle(h -> String.join("\n", h.createQuery("SCRIPT").mapTo(String.class).list()));
  }

  private List<String> words() {
    return WORD.matcher(dump()).results().map(MatchResult::group).toList();
  }

  @Test
  void a_dump_of_the_database_holds_no_refresh_token(MusterKit kit) {
    String acme = kit.org("acme").member("ann").id().value();
    Actor ann = kit.actingAs("ann").byCookie();
    kit.clock().advance(Duration.ofHours(1));
    assertThat(ann.in(acme).check(member())).isGranted();
    assertThat(refreshTokens).hasSizeGreaterThan(1);
    assertThat(dump())
        .contains("INSERT INTO \"PUBLIC\".\"MUSTER_REFRESH\"")
        .doesNotContain(refreshTokens);
  }

  @Test
  void nothing_in_a_dump_of_the_database_goes_on_with_a_session(MusterKit kit) {
    String acme = kit.org("acme").member("ann").id().value();
    Actor ann = kit.actingAs("ann").byCookie();
    kit.clock().advance(Duration.ofHours(1));
    assertThat(ann.in(acme).check(member())).isGranted();
    for (String word : words()) {
      assertThat(kit.provider().fake().refresh(Secret.of(word), null))
          .isEqualTo(new RefreshOutcome.Ended());
    }
  }

  @Test
  void a_dump_of_the_database_holds_no_token(MusterKit kit) {
    String acme = kit.org("acme").member("ann").id().value();
    String token = kit.actingAs("ann").in(acme).token().reveal();
    String secret = token.substring("host_".length(), token.length() - 6);
    assertThat(dump()).contains("INSERT INTO \"PUBLIC\".\"MUSTER_TOKEN\"").doesNotContain(secret);
  }

  @Test
  void nothing_in_a_dump_of_the_database_opens_anything(MusterKit kit) {
    String acme = kit.org("acme").member("ann").id().value();
    Secret token = kit.actingAs("ann").in(acme).token();
    assertThat(words()).contains(TokenFormat.hash(token).value());
    for (String word : words()) {
      assertThat(kit.anonymous().presenting(Secret.of("Bearer " + word)).authentication())
          .isEqualTo(new Authentication.Invalid());
    }
  }

  @Test
  void the_hash_in_a_dump_written_as_a_token_opens_nothing(MusterKit kit) {
    String acme = kit.org("acme").member("ann").id().value();
    String hash = TokenFormat.hash(kit.actingAs("ann").in(acme).token()).value();
    assertThat(dump()).contains(hash);
    String forged = new TokenFormat("host_").write(HexFormat.of().parseHex(hash)).reveal();
    assertThat(kit.anonymous().presenting(Secret.of("Bearer " + forged)).authentication())
        .isEqualTo(new Authentication.Invalid());
  }
}
