package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.AccessTokenVerifier;
import dev.muster.oidc.BearerTokens;
import dev.muster.oidc.IssuerKeys;
import dev.muster.oidc.JwksReader;
import dev.muster.oidc.OidcDiscovery;
import dev.muster.oidc.OidcProvider;
import dev.muster.oidc.TokenCheck;
import dev.muster.oidc.TokenFault;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.SealKey;
import dev.muster.session.SessionSettings;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.FakeIdentityProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/access-tokens.md and docs/oidc.md, run. */
class AccessTokenSnippetsTest {
  private final HttpClient httpClient = HttpClient.newHttpClient();
  private final RoleMap roles = RoleMap.builder().role("admin").build();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();

  @Test
  void bearer_tokens() {
    // @start region=access-tokens
    OidcDiscovery issuer =
        OidcDiscovery.of(
            "https://auth.example", httpClient, Duration.ofSeconds(2), InstantSource.system());
    AccessTokenVerifier verifier =
        new AccessTokenVerifier(
            issuer.rules().audience("notes-api").build(), issuer.keys(), InstantSource.system());
    Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .accessTokens(BearerTokens.of(verifier))
            .build();
    // @end
    try (muster) {
      assertThat(muster.authenticate(Credential.of(List.of("Bearer bad"), List.of())))
          .isEqualTo(new Authentication.Invalid());
    }
  }

  @Test
  void parts() {
    // @start region=tokens
    JwksReader reader =
        JwksReader.over(httpClient, URI.create("https://auth.example/keys"), Duration.ofSeconds(2));
    AccessTokenVerifier verifier =
        new AccessTokenVerifier(
            TokenRules.builder().issuer("https://auth.example").audience("notes-api").build(),
            IssuerKeys.readBy(reader, InstantSource.system()),
            InstantSource.system());
    int status =
        verifier.verify("not a token").fold(token -> 200, fault -> 401, /* no keys */ () -> 503);
    // @end
    assertThat(status).isEqualTo(401);
    assertThat(verifier.verify("not a token")).isEqualTo(new TokenCheck.Bad(TokenFault.MALFORMED));
  }

  @Test
  void kinds() {
    OidcDiscovery people = discover("https://auth.example");
    OidcDiscovery machines = discover("https://machines.example");
    // @start region=token-kinds
    BearerTokens tokens =
        BearerTokens.of(
            new AccessTokenVerifier(
                people.rules().audience("notes-api").headerType("at+jwt").build(),
                people.keys(),
                InstantSource.system()),
            new AccessTokenVerifier(
                machines
                    .rules()
                    .audience("notes-jobs")
                    .claim("typ", "Bearer")
                    .sessionMayBeAbsent()
                    .build(),
                machines.keys(),
                InstantSource.system()));
    // @end
    assertThat(tokens.authenticate(Secret.of("a.b.c"))).isEqualTo(new Outcome.Bad());
  }

  @Test
  void sign_in() {
    OidcDiscovery issuer = discover("https://auth.example");
    String clientSecret = "secret_of_the_docs";
    SessionSettings settings =
        SessionSettings.builder()
            .key(SealKey.random(new SecureRandom()))
            .redirectUri(URI.create("https://notes.example/callback"))
            .build();
    // @start region=oidc-sign-in
    OidcProvider signIn =
        OidcProvider.builder(issuer, "notes").secret(Secret.of(clientSecret)).build();
    Muster muster =
        Muster.builder().provider(provider).roles(roles).sessions(signIn, settings).build();
    // @end
    try (muster) {
      assertThat(muster.sessions()).isPresent();
    }
  }

  private OidcDiscovery discover(String issuer) {
    return OidcDiscovery.of(issuer, httpClient, Duration.ofSeconds(2), InstantSource.system());
  }
}
