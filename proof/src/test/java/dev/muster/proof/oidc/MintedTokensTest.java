package dev.muster.proof.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Credential;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Operation;
import dev.muster.testkit.http.FakeProviderServer;
import dev.muster.testkit.mint.AccessTokenMinter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens of a served fake, minted without a sign-in, at a host that reads its keys by HTTP. */
@Tag("KIT-1")
class MintedTokensTest {
  private final FakeIdentityProvider fake =
      FakeIdentityProvider.builder(new ProviderInstance("test")).build();
  private final UserId ann = fake.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = fake.dashboard().createOrganization("Acme").id();
  private FakeProviderServer server;
  private AccessTokenMinter minter;
  private Muster muster;

  @BeforeEach
  void start() throws Exception {
    fake.dashboard().join(acme, ann, new RoleSlug("member"));
    server = FakeProviderServer.start(fake, Secret.of("key"));
    minter = server.accessTokens("notes-api");
    OidcDiscovery issuer =
        OidcDiscovery.of(
            server.uri().toString(),
            HttpClient.newHttpClient(),
            Duration.ofSeconds(5),
            InstantSource.system());
    muster =
        Muster.builder()
            .provider(fake)
            .roles(RoleMap.builder().role("member").build())
            .accessTokens(
                BearerTokens.of(
                    new AccessTokenVerifier(
                        issuer.rules().audience("notes-api").build(),
                        issuer.keys(),
                        InstantSource.system())))
            .build();
  }

  @AfterEach
  void close() {
    muster.close();
    server.close();
  }

  @Test
  void a_good_one_is_let_in_and_a_flawed_one_is_not() {
    assertThat(answers(minter.valid(ann))).isEmpty();
    minter
        .refusals()
        .forEach(
            (flaw, problem) ->
                assertThat(answers(minter.flawed(ann, flaw))).as(flaw.name()).contains(problem));
    assertThat(fake.calls().count(Operation.FIND_MEMBERSHIP)).isEqualTo(1);
  }

  @Test
  void one_of_another_server_is_not() throws Exception {
    try (FakeProviderServer other = FakeProviderServer.start(fake, Secret.of("key"))) {
      assertThat(answers(other.accessTokens("notes-api").valid(ann)))
          .contains(Problem.INVALID_CREDENTIAL);
    }
  }

  private Optional<Problem> answers(Secret token) {
    return muster
        .check(
            AccessCheck.of(
                    muster.authenticate(new Credential.Header(minter.header(token))),
                    Requirement.member())
                .in(acme.value()))
        .fold(
            granted -> Optional.empty(),
            denied -> Optional.of(denied.reason().problem()),
            undecided -> Optional.of(Problem.UNAVAILABLE));
  }
}
