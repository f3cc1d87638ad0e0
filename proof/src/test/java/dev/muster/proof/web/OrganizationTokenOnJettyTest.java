package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Routes;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.time.InstantSource;
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

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .organizationTokens(
              new InMemoryOrganizationTokenStore(InstantSource.system()),
              TokenSettings.of("acme_org_").withOtherKinds("acme_pat_"))
          .build();
  private final OrganizationTokens tokens = muster.organizationTokens().orElseThrow();

  @AfterEach
  void close() {
    muster.close();
  }

  private String issued() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Pass pass =
        muster.require(
            AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value()));
    return ((TokenIssue.Issued) tokens.issue(pass, "")).token().reveal();
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
  void another_kind_is_the_wrong_credential_and_a_made_up_one_is_invalid() throws Exception {
    try (JettyHost host = new JettyHost(muster, ROUTES)) {
      String other = new TokenFormat("acme_pat_").write(new byte[32]).reveal();
      RawAnswer wrong = host.get("/notes", "Authorization: Bearer " + other);
      assertThat(wrong.status()).isEqualTo(403);
      assertThat(wrong.body()).contains("wrong_credential");

      String madeUp = new TokenFormat("acme_org_").write(new byte[32]).reveal();
      RawAnswer unknown = host.get("/notes", "Authorization: Bearer " + madeUp);
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.body()).contains("invalid_credential").doesNotContain("organization");
      assertThat(host.get("/notes", "Authorization: Bearer acme_org_x").status()).isEqualTo(401);
      assertThat(host.handled()).isZero();
    }
  }
}
