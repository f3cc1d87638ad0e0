package dev.muster.servlet;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Decision;
import dev.muster.decision.Problem;
import dev.muster.membership.Freshness;
import dev.muster.scope.OrganizationSelector;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.SessionSettings;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The servlet filter: closes everything it is mounted on but its {@link Routes}. Safe for many
 * threads; a request blocks as long as its check does. Mount it on {@code /*} for every dispatcher
 * type, with async support.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A handler behind a protected route runs only with a pass in the request ({@link
 * MusterRequest#pass}). A target that is not written in its canonical form is answered 400, and is
 * never normalised. The path is the container's own mapping. Of the organization the filter only
 * collects what the request says, in path, header and host name, and the check judges it. Rotated
 * cookies are set on every answer. Answers are not stored by caches.
 */
public final class MusterFilter implements Filter {
  private final Muster muster;
  private final @Nullable SessionSettings sessions;
  private final Routes routes;

  /**
   * A filter over a Muster.
   *
   * @param muster answers the checks; must have sessions or accept tokens
   * @param routes what is open
   * @throws IllegalArgumentException if the Muster has no sessions and accepts no tokens
   */
  public MusterFilter(Muster muster, Routes routes) {
    this.muster = Objects.requireNonNull(muster, "muster");
    this.routes = Objects.requireNonNull(routes, "routes");
    this.sessions = muster.sessions().map(Sessions::settings).orElse(null);
    if (sessions == null && !muster.acceptsTokens()) {
      throw new IllegalArgumentException(
          "the filter needs a Muster that has sessions or accepts tokens");
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("only HTTP can be checked");
    }
    // What an earlier dispatch of this request was granted says nothing about this one.
    MusterRequest.clear(http);
    DispatchTarget target = DispatchTarget.of(http);
    if (!CanonicalTarget.isCanonical(target.uri())) {
      Problems.write(answer, Problem.NON_CANONICAL_TARGET);
      return;
    }
    String path = target.path();
    Routes.Match match = routes.match(path).orElse(null);
    if (match == null) {
      boolean open = routes.isPublic(path) || http.getDispatcherType() == DispatcherType.ERROR;
      if (open && isOurWrite(http)) {
        chain.doFilter(http, answer);
      } else {
        Problems.write(answer, open ? Problem.REFUSED : Problem.NOT_FOUND);
      }
      return;
    }
    String header = routes.places().header();
    if (header != null) {
      Problems.vary(answer, header);
    }
    Routes.Rule rule = match.rule(http.getMethod()).orElse(null);
    if (rule == null) {
      answer.setHeader(
          "Allow", String.join(", ", match.rules().keySet().stream().sorted().toList()));
      Problems.write(answer, Problem.METHOD_NOT_ALLOWED);
      return;
    }
    MusterRequest.put(http, match.template().toString(), match.template().variables(path));
    OrganizationSelector unnamed = rule.options().unnamed();
    OrganizationSelector inPath =
        match.template().organization(path).map(unnamed::path).orElse(unnamed);
    check(http, answer, chain, rule, routes.places().collect(inPath, http));
  }

  private void check(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Routes.Rule rule,
      OrganizationSelector selector)
      throws IOException, ServletException {
    if (!isOurWrite(request)) {
      Problems.write(response, Problem.REFUSED);
      return;
    }
    Credential credential = Credentials.presented(request, sessions);
    Challenges challenges =
        new Challenges(sessions != null, muster.acceptsTokens(), Credentials.isBearer(credential));
    Authentication authentication = muster.authenticate(credential);
    for (SetCookie cookie : authentication.cookies()) {
      response.addHeader("Set-Cookie", cookie.header());
    }
    AccessCheck asked = AccessCheck.of(authentication, rule.requirement()).in(selector);
    Freshness freshness = rule.options().freshness();
    Decision decision = muster.check(freshness == null ? asked : asked.onRoute(freshness));
    if (!(decision instanceof Decision.Granted granted)) {
      Problems.write(response, decision, challenges);
      return;
    }
    Problems.noStore(response);
    MusterRequest.put(request, authentication);
    MusterRequest.put(request, granted.pass());
    try {
      chain.doFilter(request, response);
    } catch (AccessException refused) {
      Problems.write(response, refused.decision(), challenges);
    }
  }

  /** A write with a credential that a browser may have added must come from a page of our own. */
  private boolean isOurWrite(HttpServletRequest request) {
    return sessions == null || !ForeignWrites.isOne(request, sessions);
  }
}
