package dev.muster.servlet;

import dev.muster.Muster;
import dev.muster.audit.EntryEvent;
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
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servlet filter: closes everything it is mounted on but its {@link Routes}. Safe for many
 * threads; a request blocks as long as its check does. Mount it on {@code /*} for every dispatcher
 * type, with async support; {@link MusterWeb} does.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A handler behind a protected route runs only with a pass in the request ({@link
 * MusterRequest#pass}), in each dispatch with one of its own. A target that is not written in its
 * canonical form is answered 400, and is never normalised. The path is the container's own mapping.
 * Of the organization the filter only collects what the request says, in path, header and host
 * name, and the check judges it. Rotated cookies are set on every answer, also where a handler
 * resets its response. Where it throws, some containers take every header back: an exception of a
 * request that rotated a cookie is therefore logged here and answered with {@code sendError(500)}.
 * Answers are not stored by caches. What is refused without a check is told to the listener once,
 * as a check is.
 */
public final class MusterFilter implements Filter {
  private static final Logger LOG = LoggerFactory.getLogger(MusterFilter.class);

  private final Muster muster;
  private final @Nullable SessionSettings sessions;
  private final Routes routes;
  private final FilterMounting mounting;
  private final AnswerStyle style;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * A filter over a Muster, for whoever mounts it by hand.
   *
   * @param muster answers the checks; must have sessions or accept tokens
   * @param routes what is open
   * @param mounting how it is mounted
   * @throws IllegalArgumentException naming every fault: a Muster that has no sessions and accepts
   *     no tokens, and a mounting past which a request could come
   */
  public MusterFilter(Muster muster, Routes routes, FilterMounting mounting) {
    this.muster = Objects.requireNonNull(muster, "muster");
    this.routes = Objects.requireNonNull(routes, "routes");
    this.mounting = Objects.requireNonNull(mounting, "mounting");
    this.sessions = muster.sessions().map(Sessions::settings).orElse(null);
    List<String> faults = new ArrayList<>(faults(muster));
    faults.addAll(mounting.faults(routes.declared()));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(Faults.of("the filter", faults));
    }
    this.style = AnswerStyle.of(new Challenges(sessions != null, muster.acceptsTokens()), routes);
  }

  static List<String> faults(Muster muster) {
    return muster.sessions().isPresent() || muster.acceptsTokens()
        ? List.of()
        : List.of("the filter needs a Muster that has sessions or accepts tokens");
  }

  /** Compares how it is mounted with what was said, as far as the container tells. */
  @Override
  public void init(FilterConfig config) throws ServletException {
    FilterRegistration registration =
        config.getServletContext().getFilterRegistration(config.getFilterName());
    List<String> faults = registration == null ? List.of() : mounting.faults(registration);
    if (!faults.isEmpty()) {
      throw new ServletException(Faults.of("the filter", faults));
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("only HTTP can be checked");
    }
    DecisionGuard.met(http);
    Entry before = Entry.of(http);
    Entry entry = Entry.begin(http, style, before);
    try {
      enter(entry, http, answer, chain);
    } catch (ServletException | IOException | RuntimeException thrown) {
      if (!BrokenAnswer.isGiven(entry, http, answer, thrown)) {
        throw thrown;
      }
    } finally {
      entry.end(http, before);
    }
  }

  private void enter(
      Entry entry, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatchTarget target = DispatchTarget.of(request);
    if (entry.type() == DispatcherType.REQUEST && !request.isAsyncSupported()) {
      refuseWithoutAsync(request, response);
    } else if (!CanonicalTarget.isCanonical(target.uri())) {
      refuse(request, response, Problem.NON_CANONICAL_TARGET);
    } else {
      String path = target.path();
      entry.isFor(path);
      if (style.pages() != null) {
        entry.isAskedFor(target.uri(), request.getQueryString());
      }
      Route match = routes.match(path);
      if (match == null) {
        undeclared(entry, request, response, chain, path);
      } else {
        declared(entry, request, response, chain, path, match);
      }
    }
  }

  /** A public path is open, and so is the page that the container shows of an error. */
  private void undeclared(
      Entry entry,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String path)
      throws IOException, ServletException {
    if (!routes.isPublic(path) && entry.type() != DispatcherType.ERROR) {
      refuse(request, response, Problem.NOT_FOUND);
      return;
    }
    Credential credential = Credentials.presented(request, sessions);
    entry.presents(Credentials.isBearer(credential));
    if (isForeignWrite(request, credential)) {
      refuse(request, response, Problem.REFUSED);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void declared(
      Entry entry,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String path,
      Route match)
      throws IOException, ServletException {
    Route.Rule rule = match.rule(request.getMethod());
    if (rule != null) {
      entry.isOn(match.template());
      String inPath = match.template().organization(path);
      OrganizationSelector unnamed = rule.options().unnamed();
      OrganizationSelector named = inPath == null ? unnamed : unnamed.path(inPath);
      check(entry, request, response, chain, rule, routes.places().collect(named, request));
    } else if (routes.passesPreflights() && Preflights.isOne(request)) {
      style.noStore(response);
      chain.doFilter(request, response);
    } else {
      response.setHeader("Allow", match.allowed());
      refuse(request, response, Problem.METHOD_NOT_ALLOWED);
    }
  }

  private void check(
      Entry entry,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      Route.Rule rule,
      OrganizationSelector selector)
      throws IOException, ServletException {
    Credential credential = Credentials.presented(request, sessions);
    entry.presents(Credentials.isBearer(credential));
    if (isForeignWrite(request, credential)) {
      refuse(request, response, Problem.REFUSED);
      return;
    }
    Authentication authentication = muster.authenticate(credential);
    KeptAnswer kept = new KeptAnswer(response, style, authentication.cookies());
    kept.setCookies();
    if (!authentication.cookies().isEmpty()) {
      entry.rotates();
    }
    Decision decision = muster.check(asked(authentication, rule, selector));
    if (!(decision instanceof Decision.Granted granted)) {
      Problems.write(request, response, decision);
      return;
    }
    style.noStore(response);
    entry.granted(authentication, granted.pass());
    try {
      chain.doFilter(request, kept);
    } catch (AccessException refused) {
      Problems.write(request, response, refused.decision());
    }
  }

  private static AccessCheck asked(
      Authentication authentication, Route.Rule rule, OrganizationSelector selector) {
    AccessCheck asked = AccessCheck.of(authentication, rule.requirement()).in(selector);
    Freshness freshness = rule.options().freshness();
    if (freshness != null) {
      asked = asked.onRoute(freshness);
    }
    return rule.options().refusesTokens() ? asked.refusingTokens() : asked;
  }

  /** A write with a credential that a browser may have added must come from a page of our own. */
  private boolean isForeignWrite(HttpServletRequest request, Credential credential) {
    return sessions != null && ForeignWrites.isOne(request, credential, sessions);
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    muster.tell(new EntryEvent.Refused(problem));
    Problems.write(request, response, problem);
  }

  /** What was mounted otherwise than it says may be mounted otherwise in more than that. */
  private void refuseWithoutAsync(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (told.compareAndSet(false, true)) {
      LOG.error(
          "every request is refused: the filter, or one before it, is mounted without async support");
    }
    muster.tell(new EntryEvent.Refused(Problem.UNAVAILABLE));
    Problems.unavailable(request, response, Decision.Undecided.DEFAULT_RETRY_AFTER, null);
  }
}
