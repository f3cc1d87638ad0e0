package dev.muster.examples.notes.story;

import dev.muster.examples.notes.FakeProvider;
import dev.muster.examples.notes.nodes.Nodes;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.FakeDashboard;
import dev.muster.testkit.fault.Operation;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What the chapters about several nodes share: the nodes, their provider, and people. */
final class NodesStage implements AutoCloseable {
  static final RoleSlug MEMBER = new RoleSlug("member");
  static final String NOTES = "/orgs/acme/notes";

  final FakeProvider provider;
  final FakeDashboard dashboard;
  final Nodes nodes;
  final MirrorRows mirror;
  final Steps steps;
  final PrintStream out;
  private final Browser operator = new Browser();
  private int people;

  private NodesStage(FakeProvider provider, Nodes nodes, PrintStream out) {
    this.provider = provider;
    this.nodes = nodes;
    this.out = out;
    dashboard = provider.people().dashboard();
    mirror = new MirrorRows(nodes.settings());
    steps = new Steps(out, new Heard());
  }

  /** Starts the provider with some organizations of some members each, and then the nodes. */
  static NodesStage open(int count, int organizations, int members, PrintStream out)
      throws Exception {
    FakeProvider provider = FakeProvider.start();
    try {
      FakeDashboard dashboard = provider.people().dashboard();
      List<UserId> users = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        users.add(dashboard.createUser("member-" + i + "@example.com").id());
      }
      for (int i = 0; i < organizations; i++) {
        OrganizationId organization = dashboard.createOrganization("Customer " + i).id();
        users.forEach(user -> dashboard.join(organization, user, MEMBER));
      }
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      String sealKey = Base64.getEncoder().encodeToString(key);
      return new NodesStage(provider, Nodes.start(count, provider.uri(), sealKey), out);
    } catch (Exception | Error broken) {
      provider.close();
      throw broken;
    }
  }

  /** A user of the provider whom nobody knows yet. */
  UserId signUp() {
    return dashboard.createUser("person-" + people++ + "@example.com").id();
  }

  /** Signs somebody in on a node. The cookie is good on every node. */
  Browser signIn(UserId user, int node) throws Exception {
    Browser browser = new Browser();
    HttpResponse<String> login = browser.get(at(node, "/login?returnTo=/me"));
    URI page = URI.create(login.headers().firstValue("Location").orElseThrow());
    String form = page.getRawQuery() + "&user=" + user.value();
    HttpResponse<String> back = new Browser().postForm(page.resolve("/authorize"), form);
    var unused = browser.get(URI.create(back.headers().firstValue("Location").orElseThrow()));
    return browser;
  }

  /** A new user, made a member of acme at the provider. */
  UserId joined() {
    UserId user = signUp();
    var unused = dashboard.join(acme(), user, MEMBER);
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
    return dashboard.organizations().stream()
        .filter(organization -> organization.name().equals("Acme"))
        .findFirst()
        .orElseThrow()
        .id();
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
  long lookUps() {
    return provider.people().calls().count(Operation.FIND_MEMBERSHIP);
  }

  static String name(int node) {
    return "node " + (node + 1);
  }

  @Override
  public void close() {
    try {
      nodes.close();
    } finally {
      provider.close();
    }
  }
}
