package dev.muster.role;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Failure;
import dev.muster.membership.Timeline;
import dev.muster.provider.RoleCatalog;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the provider's role list with the map, and reports what differs. Safe for many threads.
 *
 * <h2>Guarantee</h2>
 *
 * <p>It reports and changes nothing: no role, no map. A list that could not be had is a failure and
 * never a difference. Each comparison is one question to the provider, without a retry.
 */
public final class RoleComparer {
  private static final Logger LOG = LoggerFactory.getLogger(RoleComparer.class);

  private final RoleCatalog catalog;
  private final RoleMap map;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final EvidenceReader evidence;
  private final Consumer<RoleEvent> events;

  /**
   * A comparer.
   *
   * @param catalog the provider's role list
   * @param map the host's roles
   * @param timeline the clocks
   * @param calls bounds how long {@link #compare()} waits
   * @param evidence classifies failures, and raises the alarm where an operator must act
   * @param events hears differences and failures; must not throw
   */
  public RoleComparer(
      RoleCatalog catalog,
      RoleMap map,
      Timeline timeline,
      BoundedCalls calls,
      EvidenceReader evidence,
      Consumer<RoleEvent> events) {
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.map = Objects.requireNonNull(map, "map");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.evidence = Objects.requireNonNull(evidence, "evidence");
    this.events = Objects.requireNonNull(events, "events");
  }

  /** Begins a comparison and does not wait for it: what it finds is told and logged. */
  public void begin() {
    var unused = calls.begin(new CompletableFuture<>(), this::compared, () -> {});
  }

  /**
   * Compares now, and waits for the outcome until the deadline of a decision. What it finds is told
   * and logged as well.
   *
   * @return the differences, or why they are not known
   */
  public RoleComparison compare() {
    try {
      return calls.call(timeline.now(), this::compared);
    } catch (RuntimeException unanswered) {
      return new RoleComparison.Failed(Failure.of(unanswered));
    }
  }

  private RoleComparison compared() {
    RoleMapReport report;
    try {
      report = RoleMapReport.of(map, catalog.listRoles());
    } catch (RuntimeException thrown) {
      Failure failure = evidence.report(thrown);
      LOG.warn("the provider's roles were not compared with the map: {}", failure.cause());
      events.accept(new RoleEvent.MapNotCompared(failure));
      return new RoleComparison.Failed(failure);
    }
    if (report.differs()) {
      if (!report.unmapped().isEmpty()) {
        LOG.warn("the provider has roles that the role map does not name: {}", report.unmapped());
      }
      if (!report.missing().isEmpty()) {
        LOG.warn("the role map names roles that the provider does not have: {}", report.missing());
      }
      events.accept(new RoleEvent.MapDiffers(report));
    }
    return new RoleComparison.Compared(report);
  }
}
