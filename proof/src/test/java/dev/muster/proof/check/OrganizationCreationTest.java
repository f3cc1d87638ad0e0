package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.account.CreationResult;
import dev.muster.account.OrganizationCreation;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Creating an organization, cut off at every step. */
@Tag("SES-7")
class OrganizationCreationTest {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).clock(clock).build();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin").build())
          .sessions(provider, SignIn.settings())
          .organizationCreation(provider, new RoleSlug("admin"))
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final OrganizationCreation creation = muster.organizationCreation().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final UserId bob = provider.dashboard().createUser("bob@example.com").id();

  @AfterEach
  void close() {
    muster.close();
  }

  private Pass signIn(UserId user) {
    return pass(SignIn.at(provider, sessions, user).value().reveal());
  }

  private Pass pass(String cookie) {
    Authentication authentication =
        sessions.authenticate(Credential.of(List.of(), List.of(cookie)));
    return muster.require(AccessCheck.of(authentication, Requirement.signedIn()));
  }

  @Test
  void the_creator_is_admin_and_the_session_works_in_it() {
    CreationResult result = creation.create(signIn(ann), ACME, "Acme");
    CreationResult.Created created = (CreationResult.Created) result;
    Pass attached = pass(created.cookies().get(0).value().reveal());
    assertThat(attached.scope().session().organization()).contains(created.organization());
    muster.require(AccessCheck.of(attached.scope().session(), Requirement.member()).in("acme"));
  }

  @Test
  void a_taken_slug_is_refused_and_the_same_holder_gets_the_same_organization() {
    CreationResult.Created first =
        (CreationResult.Created) creation.create(signIn(ann), ACME, "Acme");
    assertThat(creation.create(signIn(bob), ACME, "Other"))
        .isEqualTo(new CreationResult.SlugTaken());
    CreationResult.Created again =
        (CreationResult.Created) creation.create(signIn(ann), ACME, "Acme");
    assertThat(again.organization()).isEqualTo(first.organization());
    assertThat(provider.listMemberships(ann)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_ORGANIZATION", "ADD_MEMBER", "REFRESH"})
  void a_creation_cut_off_anywhere_goes_on_and_makes_one_organization(Operation cut) {
    provider.faults().next(cut, new Fault.ServerError(500));
    Pass pass = signIn(ann);
    assertThat(creation.create(pass, ACME, "Acme")).isInstanceOf(CreationResult.Unavailable.class);
    assertThat(creation.create(pass, ACME, "Acme")).isInstanceOf(CreationResult.Created.class);
    assertThat(provider.listMemberships(ann)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_ORGANIZATION", "ADD_MEMBER"})
  void a_lost_answer_makes_no_second_organization(Operation lost) {
    provider.faults().next(lost, new Fault.LostAnswer());
    Pass pass = signIn(ann);
    assertThat(creation.create(pass, ACME, "Acme")).isInstanceOf(CreationResult.Unavailable.class);
    assertThat(creation.create(pass, ACME, "Acme")).isInstanceOf(CreationResult.Created.class);
    assertThat(provider.listMemberships(ann)).hasSize(1);
  }

  @Test
  void an_unfinished_creation_names_the_organization_that_stands() {
    provider.faults().next(Operation.REFRESH, new Fault.ServerError(503));
    CreationResult.Unavailable unfinished =
        (CreationResult.Unavailable) creation.create(signIn(ann), ACME, "Acme");
    assertThat(unfinished.organization())
        .isEqualTo(provider.listMemberships(ann).get(0).organization());
  }

  @Test
  void a_definite_refusal_gives_the_slug_back() {
    provider.faults().next(Operation.CREATE_ORGANIZATION, new Fault.Refusal("not_allowed"));
    assertThat(creation.create(signIn(ann), ACME, "Acme")).isEqualTo(new CreationResult.Refused());
    assertThat(creation.create(signIn(bob), ACME, "Acme"))
        .isInstanceOf(CreationResult.Created.class);
  }

  @Test
  void a_definite_refusal_of_the_creator_keeps_the_slug_and_makes_no_second_organization() {
    Fault.Refusal refusal = new Fault.Refusal("not_allowed");
    provider.faults().next(Operation.ADD_MEMBER, refusal);
    assertThat(creation.create(signIn(ann), ACME, "Acme")).isEqualTo(new CreationResult.Refused());
    assertThat(creation.create(signIn(bob), ACME, "Acme"))
        .isEqualTo(new CreationResult.SlugTaken());
    assertThat(creation.create(signIn(ann), ACME, "Acme"))
        .isInstanceOf(CreationResult.Created.class);
    assertThat(provider.dashboard().organizations()).hasSize(1);
  }

  @Test
  @Tag("BAD-INPUT")
  void a_blank_name_is_the_hosts_mistake() {
    Pass pass = signIn(ann);
    assertThatThrownBy(() -> creation.create(pass, ACME, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @Test
  @Tag("SES-7")
  void a_session_without_a_cookie_creates_nothing() {
    Pass vouched =
        muster.require(AccessCheck.of(muster.vouchedByHost(ann), Requirement.signedIn()));
    assertThat(creation.create(vouched, ACME, "Acme"))
        .isEqualTo(new CreationResult.WrongCredential());
    assertThat(provider.dashboard().organizations()).isEmpty();
  }
}
