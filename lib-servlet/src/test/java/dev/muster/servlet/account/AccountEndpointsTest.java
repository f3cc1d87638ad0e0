package dev.muster.servlet.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.role.RoleMap;
import dev.muster.servlet.Routes;
import dev.muster.session.TokenAuthenticator;
import dev.muster.testkit.FakeIdentityProvider;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("WEB-2")
class AccountEndpointsTest {
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();

  private static Set<String> operations(Muster muster) {
    return EndpointTable.of(muster, AccountEndpoints.DEFAULT_PATH, null).stream()
        .map(Endpoint::operationId)
        .collect(Collectors.toSet());
  }

  @Test
  @Tag("ADM-6")
  void what_a_host_does_not_configure_is_not_there() {
    try (Muster readOnly =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .accessTokens(token -> new TokenAuthenticator.Outcome.Bad())
            .build()) {
      assertThat(operations(readOnly))
          .containsExactlyInAnyOrder(
              "describe",
              "showMe",
              "nameMe",
              "listOrganizations",
              "listScopes",
              "showScope",
              "renameScope",
              "useScope",
              "showOrganization");
    }
    try (Muster everything = EveryPart.of(provider)) {
      assertThat(operations(everything)).hasSize(31).contains("webhook", "transfer", "invite");
    }
  }

  @Test
  void a_mount_is_a_path_of_plain_segments() {
    try (Muster muster = EveryPart.of(provider)) {
      AccountEndpoints endpoints = AccountEndpoints.of(muster);
      assertThat(endpoints.mapping()).isEqualTo("/account/*");
      assertThat(endpoints.at("/api/account").mapping()).isEqualTo("/api/account/*");
      for (String bad :
          List.of("", "/", "account", "/a/", "/a//b", "/{a}", "/a/../b", "/.", "/a*", "/a%20")) {
        assertThatIllegalArgumentException()
            .as(bad)
            .isThrownBy(() -> Objects.requireNonNull(endpoints.at(bad)));
      }
    }
  }

  @Test
  @Tag("WEB-6")
  void sign_ins_that_come_back_to_another_path_are_refused_at_the_start() {
    try (Muster muster = EveryPart.of(provider)) {
      AccountEndpoints.of(muster).declare(Routes.builder());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AccountEndpoints.of(muster).at("/me").declare(Routes.builder()))
          .withMessageContainingAll("/me/callback", "https://notes.example/account/callback");
    }
  }

  @Test
  void who_renames_an_organization_is_a_role_or_a_permission() {
    try (Muster muster = EveryPart.of(provider)) {
      AccountEndpoints endpoints = AccountEndpoints.of(muster);
      assertThat(endpoints.renamedBy(Requirement.atLeast(new Role("owner")))).isNotNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Objects.requireNonNull(endpoints.renamedBy(Requirement.member())));
    }
  }
}
