package dev.muster.benchmarks;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.Routes;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A host with our filter over one route, that takes organization tokens and sealed cookies. */
final class FilterHost implements AutoCloseable {
  static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");
  static final String PATTERN = "/orgs/{organization}/notes";
  static final String PATH = "/orgs/" + ORGANIZATION + "/notes";

  private static final URI CALLBACK = URI.create("https://notes.example/callback");
  private static final Requirement MEMBER = Requirement.member();

  private final SessionSettings settings =
      SessionSettings.builder()
          .key(SealKey.random(new SecureRandom()))
          .redirectUri(CALLBACK)
          .build();
  private final FixedSessions provider = new FixedSessions();
  private final Muster muster =
      Muster.builder()
          .provider(new FixedProvider())
          .roles(RoleMap.builder().role("member", "read").build())
          .freshness(Freshness.within(Duration.ofSeconds(30)))
          .sessions(provider, settings)
          .organizationTokens(
              new InMemoryOrganizationTokenStore(InstantSource.system()),
              TokenSettings.of("acme_").withLifetime(Duration.ofDays(1)))
          .build();
  private final MusterFilter filter =
      new MusterFilter(
          muster,
          Routes.builder().route("GET", PATTERN, MEMBER).build(),
          FilterMounting.everywhere());

  MusterFilter filter() {
    return filter;
  }

  /** A new organization token of a user, as a header holds it, without its scheme. */
  String token(String user) {
    Pass pass =
        muster.require(
            AccessCheck.of(muster.vouchedByHost(new UserId(user)), MEMBER)
                .in(ORGANIZATION.value()));
    OrganizationTokens tokens = muster.organizationTokens().orElseThrow();
    return ((TokenIssue.Issued) tokens.issue(pass, "")).token().reveal();
  }

  String cookieName() {
    return settings.cookieName();
  }

  /** A session cookie of a user who signs in. */
  String cookie(String user) {
    Sessions sessions = muster.sessions().orElseThrow();
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin("/");
    LoginResult.SignedIn in =
        (LoginResult.SignedIn)
            sessions.finishLogin(
                user, provider.state(), null, List.of(start.cookie().value().reveal()));
    Secret value = in.cookies().get(0).value();
    return value.reveal();
  }

  @Override
  public void close() {
    muster.close();
  }
}
