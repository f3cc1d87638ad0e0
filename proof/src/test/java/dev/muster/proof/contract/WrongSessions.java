package dev.muster.proof.contract;

import dev.muster.name.OrganizationId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.ProviderException;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.Secret;
import dev.muster.provider.SessionProvider;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.SessionProviderContract;
import dev.muster.testkit.contract.SessionsUnderTest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong sessions, each made of the fake's by one fault. */
final class WrongSessions {
  static final Catalogue<UnaryOperator<SessionProvider>> CATALOGUE =
      new Catalogue<>(
          SessionProviderContract.class,
          Runner.class,
          adapter -> Runner.adapter = adapter,
          sound -> sound,
          List.of(
              Wrong.of("loses the state", LostState::new, "the_state_comes_back_with_a_code"),
              Wrong.of(
                  "makes sessions that are over at once",
                  OverAtOnce::new,
                  "a_code_with_its_verifier_makes_a_session_of_the_user_in_no_organization"),
              Wrong.of(
                  "sends a verifier of its own",
                  OwnVerifier::new,
                  "a_code_is_not_good_with_another_verifier"),
              Wrong.of("keeps what a code was good for", KeptCodes::new, "a_code_is_good_once"),
              Wrong.of(
                  "keeps the old token",
                  KeptToken::new,
                  "a_refresh_rotates_the_token_and_keeps_the_user"),
              Wrong.of(
                  "makes a new session at each refresh",
                  NewSession::new,
                  "a_session_keeps_its_id_for_its_whole_life"),
              Wrong.of(
                  "takes a spent token for the end",
                  SpentIsEnd::new,
                  "a_token_used_again_was_exchanged_already_and_harms_nothing"),
              Wrong.of(
                  "throws at a token it never issued",
                  NeverIssuedThrows::new,
                  "a_token_that_was_never_issued_is_no_session_and_no_exception"),
              Wrong.of(
                  "drops the organization",
                  NoOrganization::new,
                  "a_member_is_refreshed_into_the_organization_and_into_none_again"),
              Wrong.of(
                  "goes on without the organization that refused",
                  GoesOnWithout::new,
                  "an_organization_refuses_who_is_no_active_member_and_the_token_stays_good"),
              Wrong.of(
                  "throws at the second sign-out",
                  SecondEndThrows::new,
                  "ending_a_session_again_or_one_that_never_was_succeeds"),
              Wrong.of(
                  "ends nothing", EndsNothing::new, "a_session_that_was_ended_is_not_refreshed"),
              Wrong.of(
                  "takes an outage for the end",
                  OutageIsEnd::new,
                  "an_outage_is_unavailable_and_ends_no_session",
                  "a_key_that_is_not_accepted_is_misconfigured_and_ends_no_session"),
              Wrong.of("takes null for no token", NullIsNoToken::new, "null_is_refused_by_name")));

  private WrongSessions() {}

  /** Runs the suite on the adapter it was handed last. */
  static final class Runner extends SessionProviderContract {
    static UnaryOperator<SessionProvider> adapter = sound -> sound;

    @Override
    protected SessionsUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 10, WrongProviders.SHORT) {
        private final SessionProvider wrong = adapter.apply(fake);

        @Override
        public SessionProvider sessions() {
          return wrong;
        }
      };
    }
  }

  private static final class LostState extends PassingSessions {
    LostState(SessionProvider sound) {
      super(sound);
    }

    @Override
    public URI authorizationUri(AuthorizationRequest request) {
      return sound.authorizationUri(
          new AuthorizationRequest(request.redirectUri(), "lost", request.codeChallenge()));
    }
  }

  private static final class OverAtOnce extends PassingSessions {
    OverAtOnce(SessionProvider sound) {
      super(sound);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
      ProviderSession made = sound.exchangeCode(code, verifier, redirectUri);
      return new ProviderSession(
          made.user(), made.sessionId(), null, made.refreshToken(), Duration.ZERO);
    }
  }

  private static final class OwnVerifier extends PassingSessions {
    private static final Secret KNOWN = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    OwnVerifier(SessionProvider sound) {
      super(sound);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
      return sound.exchangeCode(code, KNOWN, redirectUri);
    }
  }

  private static final class KeptCodes extends PassingSessions {
    private final Map<Secret, ProviderSession> seen = new HashMap<>();

    KeptCodes(SessionProvider sound) {
      super(sound);
    }

    @Override
    public ProviderSession exchangeCode(Secret code, Secret verifier, URI redirectUri) {
      return seen.computeIfAbsent(
          code, unseen -> sound.exchangeCode(unseen, verifier, redirectUri));
    }
  }

  private static final class KeptToken extends PassingSessions {
    KeptToken(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      return changed(
          sound.refresh(token, organization),
          s ->
              new ProviderSession(
                  s.user(), s.sessionId(), s.organization(), token, s.accessLifetime()));
    }
  }

  private static final class NewSession extends PassingSessions {
    NewSession(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      return changed(
          sound.refresh(token, organization),
          s ->
              new ProviderSession(
                  s.user(),
                  "session of " + s.refreshToken().reveal(),
                  s.organization(),
                  s.refreshToken(),
                  s.accessLifetime()));
    }
  }

  private static final class SpentIsEnd extends PassingSessions {
    SpentIsEnd(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      RefreshOutcome outcome = sound.refresh(token, organization);
      return outcome instanceof RefreshOutcome.AlreadyExchanged
          ? new RefreshOutcome.Ended()
          : outcome;
    }
  }

  private static final class NeverIssuedThrows extends PassingSessions {
    NeverIssuedThrows(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      RefreshOutcome outcome = sound.refresh(token, organization);
      if (outcome instanceof RefreshOutcome.Ended) {
        throw new Rejected("invalid_grant");
      }
      return outcome;
    }
  }

  private static final class NoOrganization extends PassingSessions {
    NoOrganization(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      return sound.refresh(token, null);
    }
  }

  private static final class GoesOnWithout extends PassingSessions {
    GoesOnWithout(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      RefreshOutcome outcome = sound.refresh(token, organization);
      return outcome instanceof RefreshOutcome.OrganizationRefused
          ? sound.refresh(token, null)
          : outcome;
    }
  }

  private static final class SecondEndThrows extends PassingSessions {
    private final Set<String> ended = new HashSet<>();

    SecondEndThrows(SessionProvider sound) {
      super(sound);
    }

    @Override
    public void endSession(String sessionId, Secret refreshToken) {
      if (!ended.add(sessionId)) {
        throw new Rejected("not_found");
      }
      sound.endSession(sessionId, refreshToken);
    }
  }

  private static final class EndsNothing extends PassingSessions {
    EndsNothing(SessionProvider sound) {
      super(sound);
    }

    @Override
    public void endSession(String sessionId, Secret refreshToken) {}
  }

  private static final class OutageIsEnd extends PassingSessions {
    OutageIsEnd(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      try {
        return sound.refresh(token, organization);
      } catch (ProviderException outage) {
        return new RefreshOutcome.Ended();
      }
    }
  }

  @SuppressWarnings("NullAway") // nulls are what this one is about
  private static final class NullIsNoToken extends PassingSessions {
    NullIsNoToken(SessionProvider sound) {
      super(sound);
    }

    @Override
    public RefreshOutcome refresh(Secret token, @Nullable OrganizationId organization) {
      return token == null ? new RefreshOutcome.Ended() : sound.refresh(token, organization);
    }
  }
}
