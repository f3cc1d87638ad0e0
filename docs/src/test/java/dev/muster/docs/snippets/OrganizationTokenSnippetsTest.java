package dev.muster.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Reason;
import dev.muster.decision.Requirement;
import dev.muster.membership.Timeline;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.TokenHolder;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenKeeper;
import dev.muster.token.TokenList;
import dev.muster.token.TokenRevocation;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of docs/organization-tokens.md, run. */
class OrganizationTokenSnippetsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final RoleMap roles = RoleMap.builder().role("member").build();
  private final UserId ann = provider.dashboard().createUser("ann@example.org").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();

  @Test
  void tokens() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    // @start region=host
    OrganizationTokenStore store = new InMemoryOrganizationTokenStore(InstantSource.system());
    Muster muster =
        Muster.builder()
            .provider(provider)
            .roles(roles)
            .organizationTokens(
                store, TokenSettings.of("acme_org_").withOtherKinds("acme_pat_").withCap(5))
            .build();
    // @end
    try (muster) {
      Pass pass =
          muster.require(
              AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value()));
      Shown response = new Shown();
      // @start region=issue
      OrganizationTokens tokens = muster.organizationTokens().orElseThrow();
      TokenIssue issue = tokens.issue(pass, "Ann's laptop");
      if (issue instanceof TokenIssue.Issued issued) {
        response.show(issued.token().reveal(), issued.id(), issued.lifetime());
      }
      // @end
      used(muster, "Bearer " + response.token);
      TokenId lost = new TokenId("another");
      // @start region=revoke
      TokenList list = tokens.list(pass);
      TokenRevocation one = tokens.revoke(pass, lost);
      TokenRevocation all = tokens.revoke(new TokenHolder.OfUser(provider.instance(), ann));
      // @end
      assertThat(((TokenList.Listed) list).tokens()).hasSize(1);
      assertThat(one).isEqualTo(new TokenRevocation.Unknown());
      assertThat(all).isEqualTo(new TokenRevocation.Revoked(1));
      assertThat(muster.authenticate(Credential.of(List.of("Bearer " + response.token), List.of())))
          .isEqualTo(new Authentication.Invalid(acme));
    }
  }

  private static void used(Muster muster, String authorization) {
    // @start region=use
    Credential credential = Credential.of(List.of(authorization), List.of());
    Authentication authentication = muster.authenticate(credential);
    Decision decision = muster.check(AccessCheck.of(authentication, Requirement.member()));
    // @end
    assertThat(decision).isInstanceOf(Decision.Granted.class);
    refused(muster, authentication);
  }

  private static void refused(Muster muster, Authentication authentication) {
    // @start region=sessions-only
    Decision decision =
        muster.check(AccessCheck.of(authentication, Requirement.member()).refusingTokens());
    // @end
    assertThat(((Decision.Denied) decision).reason()).isEqualTo(Reason.WRONG_CREDENTIAL);
  }

  @Test
  void client() {
    Api api = new Api();
    // @start region=client
    TokenKeeper keeper =
        new TokenKeeper(
            "Acme",
            Duration.ofMinutes(1),
            new Timeline(InstantSource.system(), System::nanoTime),
            () -> new TokenKeeper.Fetched(api.newToken(), Duration.ofHours(2)));
    String notes = keeper.send(token -> api.notes(token), answer -> answer.startsWith("401"));
    // @end
    assertThat(notes).isEqualTo("200 notes");
    assertThat(api.issued).isEqualTo(2);
  }

  private static final class Shown {
    private String token = "";

    void show(String text, TokenId id, Duration lifetime) {
      token = text;
      assertThat(id.value()).isNotEqualTo(text);
      assertThat(lifetime).isEqualTo(Duration.ofHours(2));
    }
  }

  /** Refuses the first token. */
  private static final class Api {
    private int issued;

    Secret newToken() {
      issued++;
      return Secret.of("token " + issued);
    }

    String notes(Secret token) {
      return token.reveal().equals("token 1") ? "401" : "200 notes";
    }
  }
}
