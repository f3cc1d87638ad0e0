package dev.muster.examples.notes.story;

import dev.muster.examples.notes.nodes.Nodes;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the chapters about several nodes share: the nodes, their provider, and people. */
final class NodesStage implements AutoCloseable {
  static final RoleSlug MEMBER = new RoleSlug("member");
  static final String NOTES = "/orgs/acme/notes";

  final NodesPlan plan;
  final NodesSide side;
  final List<UserId> users;
  final List<OrganizationId> organizations;
  final Nodes nodes;
  final MirrorRows mirror;
  final Steps steps;
  final PrintStream out;
  private final Browser operator = new Browser();
  private int people;
  private @Nullable OrganizationId acme;

  private NodesStage(
      NodesPlan plan,
      NodesSide side,
      List<UserId> users,
      List<OrganizationId> organizations,
      Nodes nodes,
      PrintStream out) {
    this.plan = plan;
    this.side = side;
    this.users = users;
    this.organizations = organizations;
    this.nodes = nodes;
    this.out = out;
    mirror = new MirrorRows(nodes.settings());
    steps = new Steps(out, new Heard());
  }

  /** Gives the provider some organizations of some members each, and then starts the nodes. */
  static NodesStage open(NodesPlan plan, NodesSide side, PrintStream out) throws Exception {
    List<UserId> users = new ArrayList<>();
    List<OrganizationId> organizations = new ArrayList<>();
    for (int i = 0; i < plan.members(); i++) {
      users.add(side.signUp("member-" + i + "@example.com"));
    }
    for (int i = 0; i < plan.organizations(); i++) {
      organizations.add(side.found("Customer " + i));
      for (UserId user : users) {
        side.join(organizations.get(i), user, MEMBER);
      }
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Map<String, String> environment = new HashMap<>(side.environment());
    environment.put("NOTES_SEAL_KEY", Base64.getEncoder().encodeToString(key));
    environment.put(Nodes.LEASE, plan.lease().toString());
    environment.put(Nodes.BOUND, plan.bound().toString());
    Nodes nodes = Nodes.start(plan.nodes(), environment);
    return new NodesStage(plan, side, users, organizations, nodes, out);
  }

  /** A user of the provider whom nobody knows yet. */
  UserId signUp() throws Exception {
    return side.signUp("person-" + people++ + "@example.com");
  }

  /** Signs somebody in on a node. The cookie is good on every node. */
  Browser signIn(UserId user, int node) throws Exception {
    Browser browser = new Browser();
    HttpResponse<String> login = browser.get(at(node, "/account/login?returnTo=/account/me"));
    URI page = URI.create(login.headers().firstValue("Location").orElseThrow());
    var unused = browser.get(side.signIn(page, user));
    return browser;
  }

  /** A new user, made a member of acme at the provider. */
  UserId joined() throws Exception {
    UserId user = signUp();
    side.join(acme(), user, MEMBER);
    return user;
  }

  /** Every node lets the member in, and remembers it. */
  void warm(Browser member) throws Exception {
    for (int node : all()) {
      var unused = Asked.untilStatus(200, () -> notes(member, node));
    }
  }

  /** One step for each node: it denies a member who has ended. */
  void deniedEverywhere(String what, Browser member, long since) throws Exception {
    for (int node : all()) {
      Asked asked =
          Asked.since(since, () -> notes(member, node), answer -> answer.statusCode() == 403);
      steps.look(
          "removed",
          "GET " + NOTES + " on " + name(node),
          asked.answer().statusCode() + "  " + what + " " + asked.millis() + " ago",
          asked.was(403));
    }
  }

  HttpResponse<String> notes(Browser browser, int node) throws Exception {
    return browser.ask(at(node, NOTES));
  }

  OrganizationId acme() {
    return Objects.requireNonNull(acme, "acme");
  }

  /** Whoever founded acme is a member of nothing else. */
  void founded(UserId founder) {
    acme = side.organizationOf(founder);
  }

  URI at(int node, String path) throws Exception {
    return nodes.at(node, path);
  }

  /** What a node says of its feed. */
  HttpResponse<String> feed(int node) throws Exception {
    return operator.ask(at(node, "/feed"));
  }

  /** The node that leads, as soon as one of some says so; -1 if none does. */
  int leader(List<Integer> among) throws Exception {
    long begin = System.nanoTime();
    do {
      for (int node : among) {
        if (feed(node).body().contains("\"leads\":true")) {
          return node;
        }
      }
      Asked.pause(20);
    } while (System.nanoTime() - begin < Asked.PATIENCE.toNanos());
    return -1;
  }

  /** The numbers of all nodes. */
  List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int node = 0; node < nodes.count(); node++) {
      all.add(node);
    }
    return all;
  }

  /** How often the provider was asked whether somebody is a member. */
  long lookUps() throws Exception {
    return side.lookUps();
  }

  static String name(int node) {
    return "node " + (node + 1);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
