package dev.muster.testkit.conformance;

import dev.muster.testkit.mint.TokenFlaw;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a running host's routes against every outcome that a check can have: {@link #check()}
 * drives each {@link Outcome} on each route by HTTP, with users and organizations that it makes at
 * the provider behind the host, and reports each answer that differs. The statuses and codes that
 * it expects are those of {@link dev.muster.decision.Problem}.
 *
 * <p>It drives in earnest: a route that writes will have written. It takes the fault script of the
 * provider for itself and leaves it empty. A check is set up and run by one thread, blocks until it
 * is through, and starts no thread but those of an HTTP client, which end with it. Requests follow
 * one another, since the provider's calls are counted for each; nothing else may use the host
 * meanwhile.
 */
public final class MusterConformance {
  /** How long the host may take for one answer by default: ten seconds. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

  private final URI baseUri;
  private @Nullable ConformanceHost host;
  private List<ProtectedRoute> routes = List.of();
  private Duration deadline = DEFAULT_DEADLINE;
  private boolean hiding;
  private @Nullable LongSupplier handled;
  private final Set<String> ignored = new LinkedHashSet<>();
  private final Waivers waivers = new Waivers();

  private MusterConformance(URI baseUri) {
    this.baseUri = baseUri;
  }

  /**
   * Begins a check.
   *
   * @param baseUri where the host listens: scheme, host and port
   * @return a check that needs a host and routes
   */
  public static MusterConformance of(URI baseUri) {
    return new MusterConformance(Objects.requireNonNull(baseUri, "baseUri"));
  }

  /**
   * Says what stands behind the host.
   *
   * @param of the provider and how people sign in
   * @return this
   */
  public MusterConformance host(ConformanceHost of) {
    this.host = Objects.requireNonNull(of, "of");
    return this;
  }

  /**
   * Says which routes there are, in place of those said before.
   *
   * @param all each with whom it serves
   * @return this
   * @throws IllegalArgumentException naming everything that the routes do not say
   */
  public MusterConformance routes(ProtectedRoute... all) {
    List<String> faults = RouteFaults.of(List.of(all));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("the routes are not right: " + String.join("; ", faults));
    }
    this.routes = List.of(all);
    return this;
  }

  /**
   * The host does not tell which organizations there are: 404 {@code not_found} instead of 403
   * {@code not_a_member}.
   *
   * @return this
   */
  public MusterConformance hidingOrganizations() {
    this.hiding = true;
    return this;
  }

  /**
   * Counts the requests that the host's own handlers took, so that one is found that ran although
   * its request was refused. Not counted by default.
   *
   * @param count goes up by one or more with each request that is served
   * @return this
   */
  public MusterConformance handled(LongSupplier count) {
    this.handled = Objects.requireNonNull(count, "count");
    return this;
  }

  /**
   * Bounds the time of one answer, to the end of its body. A request without an answer in time, or
   * with one that does not end within 16 MiB, is a deviation.
   *
   * @param perRequest more than zero; by default {@link #DEFAULT_DEADLINE}
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  public MusterConformance deadline(Duration perRequest) {
    if (perRequest.isZero() || perRequest.isNegative()) {
      throw new IllegalArgumentException("the deadline must be more than 0, but is " + perRequest);
    }
    this.deadline = perRequest;
    return this;
  }

  /**
   * Leaves a header out when the answers about a foreign and an unknown organization are compared,
   * such as one that numbers the requests.
   *
   * @param name of the header, in any case
   * @return this
   */
  public MusterConformance ignoringHeader(String name) {
    ignored.add(name.toLowerCase(Locale.ROOT));
    return this;
  }

  /**
   * Leaves an outcome out on every route, so that the host can conform without it. {@link
   * ProtectedRoute#without} does so on one.
   *
   * @param outcome which, not {@link Outcome#SERVED}
   * @param why for the report
   * @return this
   * @throws IllegalArgumentException if the outcome can't be left out, or the reason is blank
   */
  public MusterConformance without(Outcome outcome, String why) {
    waivers.add(outcome, why);
    return this;
  }

  /**
   * Leaves out one way in which a credential can be bad.
   *
   * @param flaw which
   * @param why for the report
   * @return this
   * @throws IllegalArgumentException if the reason is blank
   */
  public MusterConformance without(TokenFlaw flaw, String why) {
    waivers.add(flaw, why);
    return this;
  }

  /**
   * Drives every outcome on every route, and notes each that the host gives no means for.
   *
   * @return what came of it
   * @throws IllegalStateException without a host or routes, or if the thread is interrupted
   */
  public ConformanceReport check() {
    if (host == null || routes.isEmpty()) {
      throw new IllegalStateException("the conformance check needs a host and routes");
    }
    LongSupplier count = handled == null ? () -> 0 : handled;
    try (Visitor visitor = new Visitor(baseUri, deadline, host.provider().calls(), count)) {
      List<Row> rows = new ArrayList<>();
      for (ProtectedRoute route : routes) {
        Trial trial = new Trial(this, visitor, host, route);
        new Drives(trial).drive();
        rows.add(trial.row());
      }
      return new ConformanceReport(rows, visitor.sent());
    }
  }

  /** What should come of it, as this host tells it. */
  Expectation expected(ProtectedRoute route, Outcome outcome, @Nullable TokenFlaw flaw) {
    Expectation expected = Expectations.of(route, outcome, flaw);
    return hiding ? expected.hidingOrganizations() : expected;
  }

  List<ProtectedRoute> routes() {
    return routes;
  }

  Waivers waivers() {
    return waivers;
  }

  boolean isProbed() {
    return handled != null;
  }

  Likeness likeness() {
    return new Likeness(ignored);
  }
}
