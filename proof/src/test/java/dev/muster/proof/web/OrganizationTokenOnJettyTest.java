package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Routes;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenSettings;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Organization tokens on a real server. */
@Tag("TOK-7")
class OrganizationTokenOnJettyTest {
  private static final Routes ROUTES =
      Routes.builder()
          .route("GET", "/orgs/{organization}/notes", Requirement.member())
          .route("GET", "/notes", Requirement.member())
          .build();

  private static final TokenSettings SETTINGS =
      TokenSettings.of("acme_org_").withOtherKinds("acme_pat_");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationTokenStore store =
      new InMemoryOrganizationTokenStore(InstantSource.system());
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .organizationTokens(store, SETTINGS)
          .build();
  private final OrganizationTokens tokens = muster.organizationTokens().orElseThrow();
  private final OrganizationTokenMinter minter =
      OrganizationTokenMinter.of(muster, store, SETTINGS);

  @AfterEach
  void close() {
    muster.close();
  }

  private String issued() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    return minter.valid(ann, acme).reveal();
  }

  @Test
  @Tag("SCOPE-2")
  @Tag("SCOPE-3")
  void a_token_opens_its_organization_named_or_not_and_tells_which_it_was_when_it_is_no_good()
      throws Exception {
    try (JettyHost host = new JettyHost(muster, ROUTES)) {
      String header = "Authorization: Bearer " + issued();
      assertThat(host.get("/notes", header).values("Seen")).containsExactly(acme.value());
      assertThat(host.get("/orgs/" + acme.value() + "/notes", header).status()).isEqualTo(200);
      assertThat(host.get("/orgs/elsewhere/notes", header).body()).contains("wrong_organization");

      tokens.revoke(
          new TokenHolder.OfMembership(new MembershipKey(provider.instance(), acme, ann)));

      RawAnswer refused = host.get("/notes", header);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body())
          .contains("invalid_credential")
          .contains("\"organization\":\"" + acme.value() + "\"");
      assertThat(refused.values("WWW-Authenticate").get(0)).contains("invalid_token");
      assertThat(host.handled()).isEqualTo(2);
    }
  }

  @Test
  @Tag("ANS-6")
  void each_flaw_is_told_as_the_problem_that_it_is() throws Exception {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    try (JettyHost host = new JettyHost(muster, ROUTES)) {
      for (Map.Entry<TokenFlaw, Problem> refusal : minter.refusals().entrySet()) {
        Secret flawed = minter.flawed(ann, acme, refusal.getKey());
        RawAnswer answer = host.get("/notes", "Authorization: " + minter.header(flawed).reveal());
        assertThat(answer.status()).isEqualTo(refusal.getValue().status());
        assertThat(answer.body()).contains("\"" + refusal.getValue().code() + "\"");
      }
      assertThat(host.handled()).isZero();
    }
  }

  @Test
  @Tag("ANS-6")
  void a_made_up_token_tells_of_no_organization() throws Exception {
    try (JettyHost host = new JettyHost(muster, ROUTES)) {
      Secret madeUp = minter.flawed(ann, acme, TokenFlaw.WRONG_SIGNER);
      RawAnswer unknown = host.get("/notes", "Authorization: " + minter.header(madeUp).reveal());
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.body()).contains("invalid_credential").doesNotContain("organization");
      assertThat(host.get("/notes", "Authorization: Bearer acme_org_x").status()).isEqualTo(401);
      assertThat(host.handled()).isZero();
    }
  }
}
