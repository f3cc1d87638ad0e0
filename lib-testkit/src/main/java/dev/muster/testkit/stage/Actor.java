package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Session;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who acts in a test: asks the Muster, or sends HTTP requests to a running host, always
 * with the same credential. What it is: a session that the host vouches for, which over HTTP is a
 * bearer token; after {@link #byCookie()} a session cookie, and after {@link #presenting} whatever
 * the test says. Safe for many threads; blocks as a host does that asks its Muster, and over HTTP
 * until the answer is there, for half a minute at most.
 */
public final class Actor {
  private final MusterKit kit;
  private final @Nullable String name;
  private final Presented presented;
  private final @Nullable Muster node;

  Actor(MusterKit kit, @Nullable String name, Presented presented, @Nullable Muster node) {
    this.kit = kit;
    this.name = name;
    this.presented = presented;
    this.node = node;
  }

  /**
   * The user.
   *
   * @return the id at the provider
   * @throws IllegalStateException if this is nobody
   */
  public UserId user() {
    if (name == null) {
      throw new IllegalStateException("who presents no credential of a user's is no user");
    }
    return kit.user(name);
  }

  /**
   * A session that the host vouches for, whatever this actor presents.
   *
   * @return a new one on every call
   */
  public Session session() {
    return muster().vouchedByHost(user());
  }

  /**
   * Who a request of this actor comes from. A browser keeps the cookies that it is told to set.
   *
   * @return what the credential comes to
   */
  public Authentication authentication() {
    return credentials().authentication();
  }

  /**
   * The same in an organization.
   *
   * @param organization a slug, an id, or whatever comes from outside; need not exist
   * @return the actor there
   */
  public OrganizationActor in(String organization) {
    return new OrganizationActor(this, organization);
  }

  /**
   * The same at another node of the host.
   *
   * @param other as of {@link MusterKit#anotherNode()}
   * @return the actor there
   */
  public Actor at(Muster other) {
    return new Actor(kit, name, presented, Objects.requireNonNull(other, "other"));
  }

  /**
   * The same with a session cookie, signed in through the front door now. It is a browser: it keeps
   * what answers say of cookies.
   *
   * @return the actor with a cookie
   */
  public Actor byCookie() {
    CookieJar jar = new CookieJar(kit.clock());
    jar.put(kit.cookies().name(), kit.cookies().valid(user()));
    return new Actor(kit, name, new Presented.Browser(jar), node);
  }

  /**
   * The same with an Authorization header.
   *
   * @param header all of it, such as {@code Bearer …}
   * @return the actor with that header
   */
  public Actor presenting(Secret header) {
    Objects.requireNonNull(header, "header");
    return new Actor(kit, name, new Presented.Header(header), node);
  }

  /**
   * A good bearer token of the user.
   *
   * @return a new one on every call, without a scheme
   * @throws IllegalStateException if the host's configuration has bearer tokens of its own
   */
  public Secret bearer() {
    return kit.accessTokens().valid(user());
  }

  /**
   * The cookies of this actor, of a new sign-in where it presents none.
   *
   * @return the Cookie header's value
   */
  public Secret cookie() {
    return presented instanceof Presented.Browser browser
        ? browser.jar().header()
        : byCookie().cookie();
  }

  /**
   * Asks for a request that names no organization.
   *
   * @param requirement what is demanded
   * @return the decision
   */
  public Decision check(Requirement requirement) {
    return muster().check(AccessCheck.of(authentication(), requirement));
  }

  /**
   * Insists on a yes, without naming an organization.
   *
   * @param requirement what is demanded
   * @return the pass
   * @throws dev.muster.decision.AccessException if it is not a yes
   */
  public Pass require(Requirement requirement) {
    return muster().require(AccessCheck.of(authentication(), requirement));
  }

  /**
   * Begins a request with this actor's credential.
   *
   * @param uri where to
   * @return a GET so far; {@code Host}, redirects and time limit are the client's affair
   */
  public HttpRequest.Builder request(URI uri) {
    return credentials().request(uri);
  }

  /**
   * Sends a GET. Redirects are not followed.
   *
   * @param uri where to
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> get(URI uri) {
    return send("GET", uri, null);
  }

  /**
   * Sends a POST. Redirects are not followed.
   *
   * @param uri where to
   * @param json the body
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> post(URI uri, String json) {
    return send("POST", uri, Objects.requireNonNull(json, "json"));
  }

  /**
   * Sends a request. Redirects are not followed.
   *
   * @param method such as {@code DELETE}
   * @param uri where to
   * @param json the body, or null for none
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> send(String method, URI uri, @Nullable String json) {
    return credentials().send(method, uri, json);
  }

  private Credentials credentials() {
    return new Credentials(this, presented);
  }

  Muster muster() {
    return node == null ? kit.muster() : node;
  }

  Decision found(String organization, Decision decision) {
    return kit.found(organization, decision);
  }

  KitHttp http() {
    return kit.http();
  }

  /** The test's name of the user, and no credential. */
  @Override
  public String toString() {
    return name == null ? "Actor" : "Actor[" + name + "]";
  }
}
