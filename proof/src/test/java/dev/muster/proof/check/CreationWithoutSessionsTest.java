package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.MusterBuilder;
import dev.muster.account.CreationResult;
import dev.muster.account.OrganizationCreation;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creating an organization at a provider that signs people in by itself, as Clerk does. */
@Tag("SES-7")
class CreationWithoutSessionsTest {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();

  private MusterBuilder builder() {
    return Muster.builder()
        .provider(provider)
        .roles(RoleMap.builder().role("admin").build())
        .organizationCreation(provider, new RoleSlug("admin"));
  }

  @Test
  void the_bearer_of_an_access_token_creates_and_works_in_it_by_naming_it() {
    try (Muster muster =
        builder()
            .accessTokens(
                token -> new TokenAuthenticator.Outcome.Verified(ann, "session", null, null))
            .build()) {
      OrganizationCreation creation = muster.organizationCreation().orElseThrow();
      Authentication bearer =
          muster.authenticate(Credential.of(List.of("Bearer anything"), List.of()));
      Pass pass = muster.require(AccessCheck.of(bearer, Requirement.signedIn()));
      assertThat(creation.create(pass, ACME, "Acme"))
          .isInstanceOfSatisfying(
              CreationResult.Created.class, created -> assertThat(created.cookies()).isEmpty());
      muster.require(AccessCheck.of(bearer, Requirement.member()).in("acme"));
    }
  }

  @Test
  void whom_the_host_vouches_for_has_the_wrong_credential_as_ever() {
    try (Muster muster =
        builder().accessTokens(token -> new TokenAuthenticator.Outcome.Bad()).build()) {
      Pass pass = muster.require(AccessCheck.of(muster.vouchedByHost(ann), Requirement.signedIn()));
      assertThat(muster.organizationCreation().orElseThrow().create(pass, ACME, "Acme"))
          .isEqualTo(new CreationResult.WrongCredential());
      assertThat(provider.listMemberships(ann)).isEmpty();
    }
  }

  @Test
  @Tag("BAD-INPUT")
  void creation_needs_somebody_who_can_ask_for_it() {
    assertThatThrownBy(() -> builder().build())
        .hasMessageContaining("organization creation needs sessions or access tokens");
  }
}
