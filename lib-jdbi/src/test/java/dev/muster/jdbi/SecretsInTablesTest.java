package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.gateway.Patience;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A dump of all of Muster's tables, after a day of a host with sessions and tokens. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("TOK-1")
@Tag("SES-6")
@Tag("once")
class SecretsInTablesTest {
  private static final URI CALLBACK = URI.create("https://host.example/callback");
  private static final String PREFIX = "acme_org_";
  private static final int CHECKSUM = 6;

  /** Where a careless store might keep something. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "muster_token", "label",
          "muster_refresh", "outcome",
          "muster_membership", "roles");

  private final TestDatabase database;
  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("test")).clock(clock).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private final Muster muster;

  SecretsInTablesTest(Engine engine) {
    database = engine.installed();
    provider.dashboard().join(acme, ann, new RoleSlug("admin"));
    muster =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("admin", "read").build())
            .deadline(Patience.LONG)
            .memberships(JdbiMembershipStore.on(database.dataSource()))
            .directory(JdbiDirectoryStore.on(database.dataSource()))
            .roleStore(JdbiRoleStore.on(database.dataSource()))
            .refreshStore(JdbiRefreshStore.on(database.dataSource()))
            .organizationTokens(
                JdbiOrganizationTokenStore.on(database.dataSource()), TokenSettings.of(PREFIX))
            .sessions(
                new Watched(),
                SessionSettings.builder()
                    .key(SealKey.random(new SecureRandom()))
                    .redirectUri(CALLBACK)
                    .build())
            .clocks(clock, System::nanoTime)
            .build();
  }

  @AfterEach
  void close() {
    muster.close();
    database.close();
  }

  @Test
  void a_dump_of_every_table_holds_nothing_that_opens_anything() {
    List<Secret> tokens = aDay();

    List<String> dump = Dump.of(database);

    assertThat(dump).filteredOn(row -> row.startsWith("muster_token [")).hasSize(tokens.size());
    assertThat(dump).anyMatch(row -> row.startsWith("muster_refresh [") && row.contains("m1."));
    assertThat(dump).anyMatch(row -> row.startsWith("muster_membership ["));
    assertThat(secrets).hasSizeGreaterThan(2 * tokens.size());
    assertThat(told(dump)).isEmpty();
  }

  @Test
  void control_a_store_that_keeps_a_token_in_any_form_is_found() {
    Secret token = aDay().get(0);
    String text = token.reveal();
    for (String kept :
        List.of(
            text,
            "x" + text.substring(PREFIX.length(), text.length() - CHECKSUM) + "y",
            HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))) {
      COLUMNS.forEach(
          (table, column) -> {
            assertThat(told(Dump.of(database))).isEmpty();
            String before = database.column("select " + column + " from " + table).get(0);
            String change = "update " + table + " set " + column + " = ";
            database.run(change + "'" + kept + "'");
            assertThat(told(Dump.of(database))).as(change + kept.length()).isNotEmpty();
            database.run(change + (before == null ? "null" : "'" + before + "'"));
          });
    }
  }

  /** Signs in, refreshes, issues tokens, uses, lists and revokes them. */
  private List<Secret> aDay() {
    String cookie = signedIn();
    secrets.add(cookie);
    clock.advance(Duration.ofMinutes(6));
    Authentication.Authenticated fresh =
        (Authentication.Authenticated)
            muster.authenticate(Credential.of(List.of(), List.of(cookie)));
    fresh.cookies().forEach(next -> secrets.add(next.value().reveal()));
    Pass pass =
        muster.require(AccessCheck.of(fresh.session(), Requirement.member()).in(acme.value()));
    List<Secret> tokens =
        Stream.of("laptop", "build", "lost")
            .map(label -> muster.organizationTokens().orElseThrow().issue(pass, label))
            .map(issue -> ((TokenIssue.Issued) issue))
            .map(TokenIssue.Issued::token)
            .toList();
    for (Secret token : tokens) {
      secrets.add(token.reveal());
      Authentication bearer =
          muster.authenticate(Credential.of(List.of("Bearer " + token.reveal()), List.of()));
      assertThat(muster.check(AccessCheck.of(bearer, Requirement.member())))
          .isInstanceOf(Decision.Granted.class);
    }
    database.run("update muster_token set state = 'REVOKED' where label = 'lost'");
    return tokens;
  }

  /** Secrets that the dump tells, whole, without what everybody knows of them, or encoded. */
  private List<String> told(List<String> dump) {
    return secrets.stream()
        .filter(secret -> forms(secret).anyMatch(form -> dump.stream().anyMatch(holds(form))))
        .toList();
  }

  private static Predicate<String> holds(String form) {
    return row -> row.toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT));
  }

  private static Stream<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        secret.startsWith(PREFIX)
            ? secret.substring(PREFIX.length(), secret.length() - CHECKSUM)
            : secret,
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private String signedIn() {
    Sessions sessions = muster.sessions().orElseThrow();
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    Map<String, String> query = query(start.location());
    Map<String, String> back =
        query(
            provider.authorize(
                new SessionProvider.AuthorizationRequest(
                    CALLBACK, query.get("state"), query.get("code_challenge")),
                ann));
    return sessions
        .finishLogin(
            back.get("code"), back.get("state"), null, List.of(start.cookie().value().reveal()))
        .cookies()
        .get(0)
        .value()
        .reveal();
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** The fake, of whose answers every secret is remembered. */
  private final class Watched implements SessionProvider {
    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return provider.authorizationUri(request);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret codeVerifier, URI redirectUri) {
      return remembered(provider.exchangeCode(code, codeVerifier, redirectUri));
    }

    @Override
    public RefreshOutcome refresh(Secret refreshToken, @Nullable OrganizationId organization) {
      RefreshOutcome outcome = provider.refresh(refreshToken, organization);
      if (outcome instanceof RefreshOutcome.Rotated rotated) {
        remembered(rotated.session());
      }
      return outcome;
    }

    @Override
    public void endSession(String sessionId, Secret refreshToken) {
      provider.endSession(sessionId, refreshToken);
    }

    private ProviderSession remembered(ProviderSession session) {
      secrets.add(session.refreshToken().reveal());
      if (session.answer() != null) {
        secrets.add(session.answer().reveal());
      }
      return session;
    }
  }
}
