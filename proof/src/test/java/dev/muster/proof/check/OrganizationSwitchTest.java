package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.account.OrganizationSwitch;
import dev.muster.account.SwitchResult;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.SessionEvent;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moving a browser's session from one organization to another. */
@Tag("SES-8")
class OrganizationSwitchTest {
  private final List<MusterEvent> heard = new CopyOnWriteArrayList<>();
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .sessions(provider, SignIn.settings())
          .listener(heard::add)
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final OrganizationSwitch switching = muster.organizationSwitch().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationId globex = provider.dashboard().createOrganization("Globex").id();
  private Session session;

  @BeforeEach
  void signIn() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    SetCookie cookie = SignIn.at(provider, sessions, ann);
    provider.dashboard().join(globex, ann, new RoleSlug("member"));
    session = session(cookie);
    assertThat(session.organization()).contains(acme);
  }

  @AfterEach
  void close() {
    muster.close();
  }

  private Session session(SetCookie cookie) {
    Authentication authentication =
        sessions.authenticate(Credential.of(List.of(), List.of(cookie.value().reveal())));
    return ((Authentication.Authenticated) authentication).session();
  }

  private Pass pass(OrganizationId organization) {
    return muster.require(AccessCheck.of(session, Requirement.member()).in(organization.value()));
  }

  @Test
  void a_switch_is_asked_for_and_verified_and_comes_with_the_cookie() {
    SwitchResult.Switched switched = (SwitchResult.Switched) switching.to(pass(globex));

    assertThat(switched.organization()).isEqualTo(globex);
    assertThat(session(switched.cookies().get(0)).organization()).contains(globex);
    assertThat(heard)
        .contains(new MusterEvent.OfSession(new SessionEvent.Attached(ann, session.id(), globex)));
  }

  @Test
  void a_switch_to_where_the_session_is_already_asks_all_the_same() {
    long before = provider.calls().count(Operation.REFRESH);

    assertThat(switching.to(pass(acme))).isInstanceOf(SwitchResult.Switched.class);

    assertThat(provider.calls().count(Operation.REFRESH)).isEqualTo(before + 1);
  }

  @Test
  @Tag("MEM-2")
  void membership_comes_first_so_a_stranger_costs_the_session_nothing() {
    provider.dashboard().remove(globex, ann);
    long before = provider.calls().count(Operation.REFRESH);

    assertThatThrownBy(() -> pass(globex)).isInstanceOf(AccessException.class);

    assertThat(provider.calls().count(Operation.REFRESH)).isEqualTo(before);
  }

  @Test
  void a_member_who_is_removed_after_the_check_signs_in_again() {
    Pass pass = pass(globex);
    provider.dashboard().remove(globex, ann);

    SwitchResult.ResetRequired reset = (SwitchResult.ResetRequired) switching.to(pass);

    assertThat(reset.organization()).isEqualTo(globex);
    assertThat(reset.cookies()).isNotEmpty().allMatch(cookie -> cookie.maxAge().isZero());
  }

  @Test
  @Tag("ANS-2")
  void an_outage_keeps_the_cookie_and_the_next_request_switches() {
    Pass pass = pass(globex);
    provider.faults().next(Operation.REFRESH, new Fault.RateLimited(Duration.ofSeconds(7)));

    assertThat(switching.to(pass))
        .isEqualTo(new SwitchResult.Unavailable(globex, Duration.ofSeconds(7)));
    assertThat(switching.to(pass).cookies()).hasSize(1);
  }

  @Test
  void a_session_without_a_cookie_has_nothing_to_switch() {
    Pass vouched =
        muster.require(
            AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(globex.value()));

    assertThat(switching.to(vouched)).isEqualTo(new SwitchResult.WrongCredential());
  }

  @Test
  @Tag("SCOPE-3")
  void a_personal_pass_names_nowhere_to_switch_to() {
    Pass personal = muster.require(AccessCheck.of(session, Requirement.signedIn()));

    assertThatIllegalStateException().isThrownBy(() -> switching.to(personal));
  }
}
