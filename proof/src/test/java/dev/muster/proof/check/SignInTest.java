package dev.muster.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.role.RoleMap;
import dev.muster.session.LoginResult;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.InMemoryAccountStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.fault.Fault;
import dev.muster.testkit.fault.Operation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-in sees to the account and begins in an organization, as far as that goes. */
@Tag("SES-2")
class SignInTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fake")).build();
  private final InMemoryAccountStore accounts = new InMemoryAccountStore();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .accounts(accounts)
          .sessions(
              provider,
              SignIn.builder()
                  .organizationIn(
                      path ->
                          path.startsWith("/orgs/")
                              ? Optional.of(path.split("/", -1)[2])
                              : Optional.empty())
                  .build())
          .build();
  private final Sessions sessions = muster.sessions().orElseThrow();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final OrganizationId globex = provider.dashboard().createOrganization("Globex").id();

  @AfterEach
  void close() {
    muster.close();
  }

  private void enrol(OrganizationId organization) {
    provider.dashboard().join(organization, ann, MEMBER);
  }

  private LoginResult signIn(String returnTo) {
    return SignIn.onTheWayTo(returnTo, provider, sessions, ann);
  }

  private Session session(String returnTo) {
    return ((LoginResult.SignedIn) signIn(returnTo)).session();
  }

  /** Gives the organizations their slugs, as the first request of a member does. */
  private void mirrored(OrganizationId organization) {
    muster.require(
        AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(organization.value()));
  }

  @Test
  void the_organization_on_the_way_is_where_a_member_of_several_begins() {
    enrol(acme);
    enrol(globex);
    mirrored(acme);
    mirrored(globex);

    assertThat(session("/orgs/globex/notes").organization()).contains(globex);
    assertThat(session("/orgs/acme").organization()).contains(acme);
    assertThat(session("/orgs/" + globex.value()).organization()).contains(globex);
  }

  @Test
  void the_only_organization_is_where_its_member_begins() {
    enrol(acme);

    assertThat(session("/").organization()).contains(acme);
  }

  @Test
  void a_member_of_several_begins_in_none_where_the_way_names_none_of_them() {
    enrol(acme);
    enrol(globex);
    OrganizationId foreign = provider.dashboard().createOrganization("Foreign").id();

    assertThat(session("/").organization()).isEmpty();
    assertThat(session("/orgs/no-such-place").organization()).isEmpty();
    assertThat(session("/orgs/" + foreign.value()).organization()).isEmpty();
  }

  @Test
  @Tag("MEM-1")
  void a_pending_membership_is_no_beginning_and_never_asked_for() {
    provider.dashboard().invite(acme, "ann@example.com", MEMBER);
    provider.dashboard().join(globex, ann, MEMBER);
    provider.dashboard().deactivate(globex, ann);

    assertThat(session("/orgs/" + acme.value()).organization()).isEmpty();
    assertThat(provider.calls().count(Operation.REFRESH)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST_MEMBERSHIPS", "REFRESH"})
  @Tag("ANS-2")
  void an_outage_on_the_way_into_an_organization_keeps_nobody_out(String operation) {
    enrol(acme);
    provider.faults().next(Operation.valueOf(operation), new Fault.ServerError(500));

    assertThat(session("/").organization()).isEmpty();
    assertThat(session("/").organization()).contains(acme);
  }

  @Test
  void nobody_signs_an_organization_into_being() {
    int before = provider.dashboard().organizations().size();

    assertThat(session("/orgs/new-place").organization()).isEmpty();

    assertThat(provider.dashboard().organizations()).hasSize(before);
    assertThat(provider.calls().count(Operation.CREATE_ORGANIZATION)).isZero();
  }

  @Test
  @Tag("ROLE-10")
  void a_first_sign_in_makes_the_account() {
    session("/");

    assertThat(accounts.find(provider.instance(), ann)).isPresent();
  }

  @Test
  @Tag("ROLE-10")
  void who_gets_no_account_is_not_signed_in() {
    accounts.add("ann@example.com", false);

    LoginResult result = signIn("/");

    assertThat(result).isInstanceOf(LoginResult.NoAccount.class);
    assertThat(accounts.find(provider.instance(), ann)).isEmpty();
    assertThat(provider.calls().count(Operation.END_SESSION)).isEqualTo(1);
  }

  @Test
  @Tag("ANS-2")
  void an_account_that_can_not_be_had_now_is_unavailable() {
    provider.faults().next(Operation.FIND_USER, new Fault.ServerError(500));

    assertThat(signIn("/")).isInstanceOf(LoginResult.Unavailable.class);
    assertThat(signIn("/")).isInstanceOf(LoginResult.SignedIn.class);
  }

  @Test
  @Tag("ANS-10")
  void a_reader_of_paths_that_throws_names_no_organization() {
    enrol(acme);
    enrol(globex);
    try (Muster careless =
        Muster.builder()
            .provider(provider)
            .roles(RoleMap.builder().role("member").build())
            .sessions(
                provider,
                SignIn.builder()
                    .organizationIn(
                        path -> {
                          throw new IllegalStateException("a defect of the host");
                        })
                    .build())
            .build()) {
      LoginResult result = SignIn.onTheWayTo("/", provider, careless.sessions().orElseThrow(), ann);

      assertThat(result).isInstanceOf(LoginResult.SignedIn.class);
    }
  }
}
