package dev.muster.examples.notes;

import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.ConformanceReport;
import dev.muster.testkit.conformance.MusterConformance;
import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.gateway.Patience;
import dev.muster.testkit.mint.CookieMinter;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every protected route of the running service, held against every outcome. Left out is {@code GET
 * /notes}, which is asked without an organization, and never serves.
 */
@Tag("KIT-4")
@Tag("once")
class ConformanceTest {
  private FakeProvider provider;
  private NotesService service;

  @BeforeEach
  void start() throws Exception {
    provider = Patient.provider();
    service =
        NotesService.start(
            Patient.settings("conformance-" + System.nanoTime()),
            provider.notes(),
            event -> {},
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    service.close();
    provider.close();
  }

  @Test
  void every_route_conforms_for_programs_with_bearer_tokens() {
    NotesHost host =
        new NotesHost(
            service.address(),
            ConformanceHost.ofTokens(provider.people(), provider.accessTokens()));
    RoutesOfNotes routes = new RoutesOfNotes(host);
    RoutesOfAccount account = new RoutesOfAccount(host);
    conforms(host, List.of(routes.notes(), routes.pages(), account.person()));
    conforms(host, List.of(routes.reading(), account.organizations(), account.members()));
  }

  @Test
  void every_route_conforms_for_browsers_with_cookies() {
    NotesHost host =
        new NotesHost(
            service.address(),
            ConformanceHost.ofBrowsers(
                provider.people(),
                service.address().resolve("/account/login"),
                CookieMinter.of(service.muster(), provider.people())));
    conforms(
        host, List.of(new RoutesOfNotes(host).notes(), new RoutesOfAccount(host).forBrowsers()));
  }

  private void conforms(NotesHost host, List<List<ProtectedRoute>> routes) {
    ConformanceReport report =
        MusterConformance.of(service.address())
            .host(host)
            .routes(routes.stream().flatMap(List::stream).toArray(ProtectedRoute[]::new))
            .deadline(Patience.LONG)
            .check();
    System.out.println(report.table());
    report.assertConforms();
  }
}
