package dev.muster.testkit.stage;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.membership.Freshness;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.token.TokenIssue;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who acts in an organization. Safe for many threads; blocks as a host does that asks its
 * Muster.
 */
public final class OrganizationActor {
  private final Actor actor;
  private final String organization;

  OrganizationActor(Actor actor, String organization) {
    this.actor = actor;
    this.organization = Objects.requireNonNull(organization, "organization");
  }

  /**
   * Asks the Muster, with the host's freshness.
   *
   * @param requirement what is demanded
   * @return the decision
   * @throws IllegalStateException if the host's configuration has a directory of its own that does
   *     not know the slug of a fixture
   */
  public Decision check(Requirement requirement) {
    return check(asks(requirement));
  }

  private Decision check(AccessCheck check) {
    return actor.found(organization, actor.muster().check(check));
  }

  /**
   * Asks the Muster as a route does that declares its own freshness.
   *
   * @param requirement what is demanded
   * @param freshness how old evidence may be
   * @return the decision
   * @throws IllegalStateException as {@link #check(Requirement)}
   */
  public Decision check(Requirement requirement, Freshness freshness) {
    return check(asks(requirement).onRoute(freshness));
  }

  /**
   * Asks the Muster, and insists on a yes.
   *
   * @param requirement what is demanded
   * @return the pass
   * @throws AccessException with the decision, if it is not a yes
   * @throws IllegalStateException as {@link #check(Requirement)}
   */
  public Pass require(Requirement requirement) {
    try {
      return actor.muster().require(asks(requirement));
    } catch (AccessException refused) {
      var unused = actor.found(organization, refused.decision());
      throw refused;
    }
  }

  /**
   * The question, for code of the host's that takes one.
   *
   * @param requirement what is demanded
   * @return the check
   */
  public AccessCheck asks(Requirement requirement) {
    return AccessCheck.of(authentication(), requirement).in(organization);
  }

  /**
   * Who a request of this actor comes from.
   *
   * @return what the credential comes to
   */
  public Authentication authentication() {
    return actor.authentication();
  }

  /**
   * An organization token of the user's for this organization, issued by the Muster after a live
   * check.
   *
   * @return a new one on every call, without a scheme
   * @throws AccessException with the decision, if the user is no member here
   * @throws IllegalStateException if the Muster issues none, naming why
   */
  public Secret token() {
    Pass pass = require(Requirement.member());
    TokenIssue issue =
        actor
            .muster()
            .organizationTokens()
            .orElseThrow(() -> new IllegalStateException("the host issues no organization tokens"))
            .issue(pass, "kit");
    if (issue instanceof TokenIssue.Issued issued) {
      return issued.token();
    }
    throw new IllegalStateException("the issue of a token came to " + issue);
  }

  /**
   * Whoever holds an organization token, issued now. The token says the organization.
   *
   * @return an actor who presents a new {@link #token()}
   */
  public Actor byToken() {
    return actor.presenting(Secret.of("Bearer " + token().reveal()));
  }

  /**
   * Sends a GET. The address says the organization; redirects are not followed.
   *
   * @param uri where to
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> get(URI uri) {
    return actor.get(uri);
  }

  /**
   * Sends a POST. The address says the organization; redirects are not followed.
   *
   * @param uri where to
   * @param json the body
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> post(URI uri, String json) {
    return actor.post(uri, json);
  }

  /**
   * Sends a request. The address says the organization; redirects are not followed.
   *
   * @param method such as {@code DELETE}
   * @param uri where to
   * @param json the body, or null for none
   * @return the answer
   * @throws java.io.UncheckedIOException if there is none
   */
  public HttpResponse<String> send(String method, URI uri, @Nullable String json) {
    return actor.send(method, uri, json);
  }

  @Override
  public String toString() {
    return actor + " in `" + organization + "`";
  }
}
