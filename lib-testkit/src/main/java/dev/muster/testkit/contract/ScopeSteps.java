package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MembershipStatus;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Authentication;
import dev.muster.session.BearerSessions;
import dev.muster.session.Credential;
import dev.muster.session.Session;
import dev.muster.session.TokenAuthenticator;
import dev.muster.session.VouchedSessions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The people and organizations of the suite about scopes, and how it asks. */
abstract class ScopeSteps extends Suite {
  static final RoleSlug MEMBER = new RoleSlug("member");
  static final RoleSlug ADMIN = new RoleSlug("admin");

  ScopesUnderTest stage;
  UserId ann;
  UserId bob;
  OrganizationId acme;
  OrganizationId globex;

  private ScopeResolver scopes;
  private VouchedSessions sessions;

  /**
   * Opens a resolver over an empty provider.
   *
   * @return a new one for each test
   */
  protected abstract ScopesUnderTest open();

  @BeforeEach
  final void openScopes() {
    stage = open();
    scopes = stage.scopes();
    sessions = new VouchedSessions(stage.provider().instance());
    ann = stage.createUser("ann@example.org");
    bob = stage.createUser("bob@example.org");
    acme = stage.createOrganization("Acme");
    globex = stage.createOrganization("Globex");
  }

  @AfterEach
  final void closeScopes() {
    stage.close();
  }

  final void join(UserId user, OrganizationId organization, RoleSlug role) {
    stage.enrol(organization, user, MembershipStatus.ACTIVE, role);
  }

  /** A session of Ann's that works nowhere. */
  final Session ann() {
    return sessions.vouchedByHost(ann);
  }

  /** A session of Ann's by a credential that is good for one organization only. */
  final Session boundTo(OrganizationId organization) {
    return sessions.vouchedByHost(ann, organization);
  }

  /** A session of Ann's of which the provider says that it works in an organization. */
  final Session workingIn(OrganizationId organization) {
    BearerSessions tokens =
        new BearerSessions(
            stage.provider().instance(),
            token -> new TokenAuthenticator.Outcome.Verified(ann, "session_1", organization, null),
            null,
            event -> {});
    Authentication found =
        tokens.authenticate((Credential.Header) Credential.of(List.of("Bearer any"), List.of()));
    return ((Authentication.Authenticated) found).session();
  }

  /** Asks on a route of organizations. */
  final ScopeResolution ask(Session session, OrganizationSelector selector) {
    return ask(session, selector, false);
  }

  final ScopeResolution ask(Session session, OrganizationSelector selector, boolean personal) {
    return scopes.resolve(
        new ScopeQuery(session, selector, personal, Freshness.live(), stage.now(), null));
  }

  static OrganizationSelector named(OrganizationId organization) {
    return OrganizationSelector.of(organization.value());
  }

  static OrganizationSelector unnamed() {
    return OrganizationSelector.none();
  }

  static Scope.Organization organization(ScopeResolution resolution) {
    assertThat(resolution).isInstanceOf(ScopeResolution.Resolved.class);
    Scope scope = ((ScopeResolution.Resolved) resolution).scope();
    assertThat(scope).isInstanceOf(Scope.Organization.class);
    return (Scope.Organization) scope;
  }

  static Scope.Personal personal(ScopeResolution resolution) {
    assertThat(resolution).isInstanceOf(ScopeResolution.Resolved.class);
    Scope scope = ((ScopeResolution.Resolved) resolution).scope();
    assertThat(scope).isInstanceOf(Scope.Personal.class);
    return (Scope.Personal) scope;
  }

  static void isNoMember(ScopeResolution resolution) {
    assertThat(resolution).isInstanceOf(ScopeResolution.NotAMember.class);
    assertThat(((ScopeResolution.NotAMember) resolution).evidence().isMember()).isFalse();
  }

  final ScopeResolver scopes() {
    return scopes;
  }
}
