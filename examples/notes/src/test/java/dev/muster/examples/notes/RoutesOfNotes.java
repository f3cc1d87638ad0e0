package dev.muster.examples.notes;

import static dev.muster.testkit.conformance.ProtectedRoute.delete;
import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;

import dev.muster.testkit.conformance.ProtectedRoute;
import dev.muster.testkit.conformance.Staged;
import java.util.List;

/** The service's own routes, and whom they are for. */
final class RoutesOfNotes {
  private static final String NOTES = "/orgs/{organization}/notes";
  private static final String TEXT = "{\"text\":\"what was decided\"}";

  private final NotesHost host;

  RoutesOfNotes(NotesHost host) {
    this.host = host;
  }

  List<ProtectedRoute> notes() {
    return List.of(
        get(NOTES).member().orPersonal(),
        post(NOTES, TEXT).permitted("admin", "member").noOtherRoles().orPersonal(),
        delete(NOTES + "/{note}")
            .permitted("admin")
            .refusedTo("member")
            .orPersonal()
            .with("note", this::note),
        get("/home").member().organizationInCredential().tellsScope(NotesHost::organization));
  }

  /** What others need to have been served by. */
  List<ProtectedRoute> reading() {
    return List.of(get("/work/{organization}/members").member());
  }

  List<ProtectedRoute> pages() {
    return List.of(
        get("/trace").signedIn(),
        get("/").signedIn().servesWith(302),
        get("/onboarding").signedIn(),
        get("/organizations").signedIn(),
        get("/work/{organization}").member().orPersonal());
  }

  private String note(Staged staged) {
    String path = "/orgs/" + staged.selector() + "/notes";
    return host.send("POST", path, TEXT, staged.credentialOfFounder()).path("id").asText();
  }
}
