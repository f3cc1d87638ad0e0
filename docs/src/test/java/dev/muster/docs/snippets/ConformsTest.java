package dev.muster.docs.snippets;

// @start region=conformance-imports
import static dev.muster.testkit.conformance.ProtectedRoute.delete;
import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;

import dev.muster.testkit.conformance.ConformanceHost;
import dev.muster.testkit.conformance.ConformanceReport;
import dev.muster.testkit.conformance.MusterConformance;
import dev.muster.testkit.junit.MusterTest;
import dev.muster.testkit.stage.MusterKit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

// @end

/** The first snippet of docs/conformance.md, run. */
// @start region=conformance-check
@MusterTest
class ConformsTest {
  @Test
  void the_routes_of_the_running_host_conform(MusterKit kit) throws Exception {
    Server server = NotesOnJetty.serve(kit.muster());
    try {
      ConformanceReport report =
          MusterConformance.of(server.getURI())
              .host(ConformanceHost.of(kit))
              .routes(
                  get("/orgs/{organization}/notes").member(),
                  post("/orgs/{organization}/notes", "{\"text\":\"x\"}").member(),
                  delete("/orgs/{organization}/notes/{note}")
                      .permitted("admin")
                      .refusedTo("member")
                      .with("note", NotesOnJetty::note),
                  get("/me").signedIn())
              .check();
      System.out.println(report.table());
      report.assertConforms();
    } finally {
      server.stop();
    }
  }
}
// @end
