package dev.muster.testkit.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.muster.decision.Decision;
import dev.muster.decision.Requirement;
import dev.muster.oidc.BearerTokens;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.mint.AccessTokenMinter;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.testkit.mint.TokenFlaw;
import dev.muster.token.TokenSettings;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kit of a host whose own configuration replaces some of its parts. */
@Tag("KIT-3")
class ReplacedPartsTest {
  private final OwnStores own = new OwnStores();

  private MusterKit inOwnStores(TokenSettings settings) {
    return MusterKit.with(kit -> kit.wired((made, host) -> own.in(made, host, settings)));
  }

  private static MusterKit taking(TokenAuthenticator tokens) {
    return MusterKit.with(kit -> kit.muster(host -> host.accessTokens(tokens)));
  }

  private static Authentication authenticate(MusterKit kit, Secret header) {
    return kit.anonymous().presenting(header).authentication();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kit_", "host_"})
  void a_kit_mints_no_organization_tokens_for_a_host_that_keeps_its_own(String prefix) {
    try (MusterKit kit = inOwnStores(TokenSettings.of(prefix))) {
      assertThatIllegalStateException()
          .isThrownBy(kit::organizationTokens)
          .withMessageContaining("organization tokens of its own")
          .withMessageContaining("OrganizationTokenMinter.of(..)");
      kit.org("acme").member("u1");
      assertThat(ConformanceHost.of(kit).bound(kit.user("u1"), kit.organization("acme"))).isEmpty();
    }
  }

  @Test
  void the_hosts_own_organization_tokens_have_a_minter_of_the_hosts() {
    TokenSettings settings = TokenSettings.of("host_");
    try (MusterKit kit = inOwnStores(settings)) {
      kit.org("acme").member("u1");
      OrganizationTokenMinter minter =
          OrganizationTokenMinter.of(kit.muster(), own.tokens, settings);
      Secret expired = minter.flawed(kit.user("u1"), kit.organization("acme"), TokenFlaw.EXPIRED);
      assertThat(authenticate(kit, minter.header(expired)))
          .isEqualTo(new Authentication.Invalid(kit.organization("acme")));
    }
  }

  @Test
  void that_the_kit_asks_whose_tokens_they_are_is_no_call_and_no_event() {
    try (MusterKit kit = MusterKit.standard()) {
      assertThat(kit.organizationTokens()).isSameAs(kit.organizationTokens());
      assertThat(kit.accessTokens()).isSameAs(kit.accessTokens());
      assertThat(kit.calls().total()).isZero();
      assertThat(kit.audit().events()).isEmpty();
      assertThat(kit.muster().organizationTokens().orElseThrow().sweep(10)).isZero();
    }
  }

  @Test
  void a_kit_mints_no_access_tokens_for_a_host_that_takes_others() {
    try (MusterKit kit = taking(token -> new Outcome.Bad())) {
      for (int time = 0; time < 2; time++) {
        assertThatIllegalStateException()
            .isThrownBy(kit::accessTokens)
            .withMessageContaining("access tokens of its own")
            .withMessageContaining("presenting(..)");
      }
      assertThatIllegalStateException().isThrownBy(kit.actingAs("u1")::bearer);
      assertThatIllegalStateException()
          .isThrownBy(() -> kit.actingAs("u1").get(URI.create("http://127.0.0.1:1/")))
          .withMessageContaining("access tokens of its own");
    }
  }

  @Test
  void a_host_that_trusts_the_kits_tokens_by_its_own_part_is_given_them() {
    AccessTokenMinter[] seen = new AccessTokenMinter[1];
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder.wired(
                    (made, host) -> {
                      seen[0] = made.accessTokens().withAudience("https://api.example");
                      return host.accessTokens(BearerTokens.of(seen[0].verifier()));
                    }))) {
      kit.muster();
      AccessTokenMinter minter = kit.accessTokens().withAudience("https://api.example");
      assertThat(authenticate(kit, minter.header(minter.valid(kit.user("u1")))))
          .isInstanceOf(Authentication.Authenticated.class);
      assertThat(kit.accessTokens()).isNotNull();
    }
  }

  @Test
  void a_host_that_asks_the_kit_for_them_at_each_request_is_given_them() {
    MusterKit[] made = new MusterKit[1];
    try (MusterKit kit =
        taking(token -> BearerTokens.of(made[0].accessTokens().verifier()).authenticate(token))) {
      made[0] = kit;
      Actor u1 = kit.actingAs("u1");
      assertThat(authenticate(kit, Secret.of("Bearer " + u1.bearer().reveal())))
          .isInstanceOf(Authentication.Authenticated.class);
    }
  }

  @Test
  void while_a_hosts_own_tokens_cannot_be_checked_nothing_is_said_of_them() {
    AtomicReference<Outcome> told = new AtomicReference<>(new Outcome.Unavailable(null));
    try (MusterKit kit = taking(token -> told.get())) {
      assertThat(kit.accessTokens()).isNotNull();
      told.set(new Outcome.Bad());
      assertThatIllegalStateException().isThrownBy(kit::accessTokens);
    }
  }

  @Test
  void while_a_hosts_own_token_store_cannot_be_asked_nothing_is_said_of_its_tokens() {
    AtomicBoolean full = new AtomicBoolean(true);
    Executor threads =
        lookup -> {
          if (full.get()) {
            throw new RejectedExecutionException("full");
          }
          lookup.run();
        };
    try (MusterKit kit =
        MusterKit.with(
            made ->
                made.lookups(threads)
                    .wired((in, host) -> own.in(in, host, TokenSettings.of("kit_"))))) {
      assertThat(kit.organizationTokens()).isSameAs(kit.organizationTokens());
      full.set(false);
      assertThatIllegalStateException().isThrownBy(kit::organizationTokens);
    }
  }

  @Test
  void a_slug_that_only_the_kit_knows_is_a_mistake_that_is_named() {
    try (MusterKit kit = inOwnStores(TokenSettings.of("host_"))) {
      kit.org("acme").member("u1");
      OrganizationActor u1 = kit.actingAs("u1").in("acme");
      assertThatIllegalStateException()
          .isThrownBy(() -> u1.check(Requirement.member()))
          .withMessageContaining("`acme` is in the kit's directory")
          .withMessageContaining("MusterKitBuilder.directory(..)")
          .withMessageContaining("in(kit.organization(\"acme\").value())");
      assertThatIllegalStateException().isThrownBy(() -> u1.require(Requirement.member()));
      String id = kit.organization("acme").value();
      assertThat(kit.actingAs("u1").in(id).check(Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
      assertThat(kit.actingAs("u1").in("nowhere").check(Requirement.member()))
          .isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  void fixtures_write_their_slugs_to_a_directory_that_the_kit_is_given() {
    try (MusterKit kit =
        MusterKit.with(
            builder ->
                builder
                    .directory(own.directory())
                    .wired((made, host) -> own.in(made, host, TokenSettings.of("host_"))))) {
      kit.org("acme").member("u1");
      assertThat(kit.directory()).isSameAs(own.directory());
      assertThat(kit.actingAs("u1").in("acme").check(Requirement.member()))
          .isInstanceOf(Decision.Granted.class);
    }
  }
}
