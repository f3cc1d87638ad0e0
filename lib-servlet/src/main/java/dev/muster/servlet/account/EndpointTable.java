package dev.muster.servlet.account;

import dev.muster.Muster;
import dev.muster.account.ScopeNames;
import dev.muster.decision.Requirement;
import dev.muster.feed.EventFeed;
import dev.muster.lifecycle.Invitations;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.Freshness;
import dev.muster.name.Permission;
import dev.muster.servlet.RouteOptions;
import dev.muster.servlet.account.Endpoint.Handler;
import dev.muster.session.Sessions;
import dev.muster.token.OrganizationTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one list of the account endpoints, of those that a Muster has the parts for. */
final class EndpointTable {
  static final String LOGIN = "/login";
  static final String CALLBACK = "/callback";

  private static final String DESCRIBE = "describe";

  /** For what a person does, and no token in a person's place. */
  private static final RouteOptions PERSON = RouteOptions.strict().refusingTokens();

  private static final Permission RENAME = new Permission("organization:rename");
  private static final String HERE = "/organizations/{organization}";
  private static final String MEMBER = HERE + "/members/{user}";
  private static final String INVITATIONS = HERE + "/invitations";
  private static final String TOKENS = HERE + "/tokens";
  private static final String SCOPE = "/scopes/{organization}";

  private final List<Endpoint> rows = new ArrayList<>();
  private final String path;

  private EndpointTable(String path) {
    this.path = path;
  }

  static List<Endpoint> of(Muster muster, String path, @Nullable Requirement renamers) {
    EndpointTable table = new EndpointTable(path);
    muster.sessions().ifPresent(table::signIn);
    muster.eventFeed().filter(EventFeed::receivesWebhooks).ifPresent(table::webhook);
    ScopeNames names =
        muster.scopeNames(renamers == null ? renamersOf(muster.lifecycle()) : renamers);
    table.person(muster, names);
    table.scopes(muster, names);
    muster.lifecycle().ifPresent(table::lifecycle);
    muster.organizationTokens().ifPresent(table::tokens);
    table.description(muster);
    return List.copyOf(table.rows);
  }

  private static Requirement renamersOf(Optional<Lifecycle> lifecycle) {
    return lifecycle
        .flatMap(life -> life.policy().demand(LifecyclePolicy.Operation.RENAME))
        .map(Requirement::atLeast)
        .orElseGet(() -> Requirement.permits(RENAME));
  }

  private void signIn(Sessions sessions) {
    SignInEndpoints in = new SignInEndpoints(sessions, path + LOGIN);
    open("login", "GET", LOGIN, in::login);
    open("callback", "GET", CALLBACK, in::callback);
    open("logout", "POST", "/logout", in::logout);
  }

  private void webhook(EventFeed feed) {
    open("webhook", "POST", "/webhook", new WebhookEndpoint(feed)::receive);
  }

  private void person(Muster muster, ScopeNames names) {
    MeEndpoints me = new MeEndpoints(muster, names);
    Requirement signedIn = Requirement.signedIn();
    RouteOptions ofSession = RouteOptions.strict().orOfSession();
    row("showMe", "GET", "/me", signedIn, ofSession, me::show);
    row("nameMe", "PATCH", "/me", signedIn, PERSON, me::name);
    row("listScopes", "GET", "/scopes", signedIn, me::scopes);
    row("listOrganizations", "GET", "/organizations", signedIn, me::organizations);
    muster
        .organizationCreation()
        .map(creation -> new CreationEndpoint(muster, creation))
        .ifPresent(
            made ->
                row(
                    "createOrganization",
                    "POST",
                    "/organizations",
                    signedIn,
                    PERSON,
                    made::create));
  }

  private void scopes(Muster muster, ScopeNames names) {
    ScopeEndpoints scopes = new ScopeEndpoints(muster, names);
    Requirement anywhere = Requirement.member().orPersonal();
    RouteOptions live = PERSON.freshness(Freshness.live());
    row("showScope", "GET", SCOPE, anywhere, scopes::show);
    row("renameScope", "PATCH", SCOPE, anywhere, PERSON, scopes::rename);
    row("useScope", "POST", SCOPE + "/use", anywhere, live, scopes::use);
    row("showOrganization", "GET", HERE, scopes::showOrganization);
    muster
        .organizationSwitch()
        .map(SwitchEndpoint::new)
        .ifPresent(to -> personal("switchOrganization", "POST", HERE + "/switch", to::move));
  }

  private void lifecycle(Lifecycle life) {
    OrganizationEndpoints organization = new OrganizationEndpoints(life.organizations());
    personal("renameOrganization", "PATCH", HERE, organization::rename);
    personal("deleteOrganization", "DELETE", HERE, organization::delete);
    MemberEndpoints members = new MemberEndpoints(life.members());
    personal("listMembers", "GET", HERE + "/members", members::list);
    personal("changeRole", "PATCH", MEMBER, members::changeRole);
    personal("removeMember", "DELETE", MEMBER, members::remove);
    personal("deactivateMember", "POST", MEMBER + "/deactivate", members::deactivate);
    personal("reactivateMember", "POST", MEMBER + "/reactivate", members::reactivate);
    personal("leave", "POST", HERE + "/leave", members::leave);
    if (life.policy().owner().isPresent()) {
      personal("transfer", "POST", HERE + "/transfer", members::transfer);
    }
    life.invitations().ifPresent(this::invitations);
  }

  private void invitations(Invitations of) {
    InvitationEndpoints invitations = new InvitationEndpoints(of);
    personal("listInvitations", "GET", INVITATIONS, invitations::list);
    personal("invite", "POST", INVITATIONS, invitations::invite);
    personal("revokeInvitation", "DELETE", INVITATIONS + "/{invitation}", invitations::revoke);
    if (of.areAcceptedHere()) {
      row(
          "acceptInvitation",
          "POST",
          "/invitations/{invitation}/accept",
          Requirement.signedIn(),
          PERSON,
          invitations::accept);
    }
  }

  private void tokens(OrganizationTokens of) {
    TokenEndpoints tokens = new TokenEndpoints(of);
    row("listTokens", "GET", TOKENS, tokens::list);
    personal("issueToken", "POST", TOKENS, tokens::issue);
    row("revokeToken", "DELETE", TOKENS + "/{token}", tokens::revoke);
  }

  /** Comes last, when it is known what there is to describe. */
  private void description(Muster muster) {
    Set<String> ids = new HashSet<>(Set.of(DESCRIBE));
    rows.forEach(row -> ids.add(row.operationId()));
    String cookie = muster.sessions().map(in -> in.settings().cookieName()).orElse(null);
    OpenApiDocument document = new OpenApiDocument(ids, cookie, muster.acceptsTokens());
    open(DESCRIBE, "GET", "/openapi.json", new DescriptionEndpoint(path, document)::show);
  }

  private void open(String id, String method, String template, Handler handler) {
    rows.add(new Endpoint(id, method, path + template, null, RouteOptions.strict(), handler));
  }

  private void personal(String id, String method, String template, Handler handler) {
    row(id, method, template, Requirement.member(), PERSON, handler);
  }

  private void row(String id, String method, String template, Handler handler) {
    row(id, method, template, Requirement.member(), handler);
  }

  private void row(
      String id, String method, String template, Requirement requirement, Handler handler) {
    row(id, method, template, requirement, RouteOptions.strict(), handler);
  }

  private void row(
      String id,
      String method,
      String template,
      Requirement requirement,
      RouteOptions options,
      Handler handler) {
    rows.add(new Endpoint(id, method, path + template, requirement, options, handler));
  }
}
