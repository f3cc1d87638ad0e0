package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.provider.ProviderException;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.testkit.FakeStage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Broken sessions, each of which the contract must catch. */
@Tag("KIT-2")
class SessionProviderContractControlTest {
  @Test
  void the_sound_adapter_passes_each_check_used_here() {
    for (ThrowingConsumer<SessionProviderContract> check : CHECKS.values()) {
      assertThatCode(() -> run(sound -> sound, Map.of(), check)).doesNotThrowAnyException();
    }
  }

  @Test
  @Tag("SES-1")
  void an_adapter_that_loses_the_state_is_caught() {
    catches(
        "state",
        sound ->
            new Passing(sound) {
              @Override
              public URI authorizationUri(AuthorizationRequest request) {
                return sound.authorizationUri(
                    new AuthorizationRequest(
                        request.redirectUri(), "lost", request.codeChallenge()));
              }
            });
  }

  @Test
  @Tag("SES-1")
  void an_adapter_that_sends_a_verifier_of_its_own_is_caught() {
    Secret known = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    catches(
        "verifier",
        sound ->
            new Passing(sound) {
              @Override
              public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
                return sound.exchangeCode(code, known, redirectUri);
              }
            });
  }

  @Test
  @Tag("SES-1")
  void an_adapter_that_remembers_an_exchange_is_caught() {
    catches(
        "code once",
        sound ->
            new Passing(sound) {
              private final Map<Secret, ProviderSession> seen = new ConcurrentHashMap<>();

              @Override
              public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
                return seen.computeIfAbsent(
                    code, unseen -> sound.exchangeCode(unseen, verifier, redirectUri));
              }
            });
  }

  @Test
  @Tag("SES-6")
  void an_adapter_that_keeps_the_old_token_is_caught() {
    catches(
        "rotates",
        sound ->
            new Passing(sound) {
              @Override
              public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
                return sound.refresh(token, organization) instanceof RefreshOutcome.Rotated rotated
                    ? new RefreshOutcome.Rotated(
                        new ProviderSession(
                            rotated.session().user(),
                            rotated.session().sessionId(),
                            rotated.session().organization(),
                            token,
                            rotated.session().accessLifetime()))
                    : new RefreshOutcome.Ended();
              }
            });
  }

  @Test
  @Tag("SES-6")
  void an_adapter_that_takes_a_spent_token_for_the_end_is_caught() {
    catches(
        "spent",
        sound ->
            new Passing(sound) {
              @Override
              public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
                RefreshOutcome outcome = sound.refresh(token, organization);
                return outcome instanceof RefreshOutcome.AlreadyExchanged
                    ? new RefreshOutcome.Ended()
                    : outcome;
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_drops_the_organization_is_caught() {
    catches(
        "member",
        sound ->
            new Passing(sound) {
              @Override
              public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
                return sound.refresh(token, null);
              }
            });
  }

  @Test
  @Tag("SES-7")
  void an_adapter_that_goes_on_without_the_organization_that_refused_is_caught() {
    catches(
        "stranger",
        sound ->
            new Passing(sound) {
              @Override
              public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
                RefreshOutcome outcome = sound.refresh(token, organization);
                return outcome instanceof RefreshOutcome.OrganizationRefused
                    ? sound.refresh(token, null)
                    : outcome;
              }
            });
  }

  @Test
  @Tag("SES-9")
  void an_adapter_that_ends_nothing_is_caught() {
    catches(
        "ended",
        sound ->
            new Passing(sound) {
              @Override
              public void endSession(String sessionId) {}
            });
  }

  @Test
  @Tag("ANS-2")
  void an_adapter_that_takes_an_outage_for_the_end_is_caught() {
    UnaryOperator<SessionProvider> broken =
        sound ->
            new Passing(sound) {
              @Override
              public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
                try {
                  return sound.refresh(token, organization);
                } catch (ProviderException outage) {
                  return new RefreshOutcome.Ended();
                }
              }
            };
    catches("outages", broken);
    catches("key", broken);
  }

  @Test
  void an_exception_that_is_not_needed_is_caught() {
    for (SessionRule rule : SessionRule.values()) {
      String check =
          switch (rule) {
            case KEEPS_ITS_ID -> "rotates";
            case REFUSES_STRANGERS -> "stranger";
            case STAYS_ENDED -> "ended";
          };
      assertThatThrownBy(() -> run(sound -> sound, Map.of(rule, "none"), check(check)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("outlived its reason");
    }
  }

  private static final Map<String, ThrowingConsumer<SessionProviderContract>> CHECKS =
      Map.of(
          "state", SessionProviderContract::the_state_comes_back_with_a_code,
          "verifier", SessionProviderContract::a_code_is_not_good_with_another_verifier,
          "code once", SessionProviderContract::a_code_is_good_once,
          "rotates", SessionProviderContract::a_refresh_rotates_the_token_and_keeps_the_user,
          "spent",
              SessionProviderContract::a_token_used_again_was_exchanged_already_and_harms_nothing,
          "member",
              SessionProviderContract
                  ::a_member_is_refreshed_into_the_organization_and_into_none_again,
          "stranger",
              SessionProviderContract
                  ::an_organization_refuses_who_is_no_active_member_and_the_token_stays_good,
          "ended", SessionProviderContract::ending_a_session_again_or_one_that_never_was_succeeds,
          "outages", SessionProviderContractControlTest::outages,
          "key",
              SessionProviderContract
                  ::a_key_that_is_not_accepted_is_misconfigured_and_ends_no_session);

  private static ThrowingConsumer<SessionProviderContract> check(String name) {
    return Objects.requireNonNull(CHECKS.get(name), name);
  }

  private static void catches(String check, UnaryOperator<SessionProvider> adapter) {
    assertThatThrownBy(() -> run(adapter, Map.of(), check(check)))
        .isInstanceOf(AssertionError.class);
  }

  private static void outages(SessionProviderContract contract) throws Throwable {
    for (DynamicTest test : contract.an_outage_is_unavailable_and_ends_no_session().toList()) {
      test.getExecutable().execute();
    }
  }

  private static void run(
      UnaryOperator<SessionProvider> adapter,
      Map<SessionRule, String> broken,
      ThrowingConsumer<SessionProviderContract> check)
      throws Throwable {
    SessionProviderContract contract =
        new SessionProviderContract() {
          @Override
          protected SessionsUnderTest open() {
            return new FakeStage(10, Duration.ofMillis(20)) {
              private final SessionProvider sessions = adapter.apply(fake);

              @Override
              public SessionProvider sessions() {
                return sessions;
              }

              @Override
              public Map<SessionRule, String> broken() {
                return broken;
              }
            };
          }
        };
    contract.openProvider();
    try {
      check.accept(contract);
    } finally {
      contract.closeProvider();
    }
  }

  private static class Passing implements SessionProvider {
    private final SessionProvider target;

    Passing(SessionProvider target) {
      this.target = target;
    }

    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return target.authorizationUri(request);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
      return target.exchangeCode(code, verifier, redirectUri);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      return target.refresh(token, organization);
    }

    @Override
    public void endSession(String sessionId) {
      target.endSession(sessionId);
    }
  }
}
