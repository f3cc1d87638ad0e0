package dev.muster.testkit.conformance;

import static dev.muster.testkit.conformance.ProtectedRoute.delete;
import static dev.muster.testkit.conformance.ProtectedRoute.get;
import static dev.muster.testkit.conformance.ProtectedRoute.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the careless host declares. */
final class CarelessRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();

  static final ProtectedRoute READ = get("/orgs/{organization}/notes").member();
  static final ProtectedRoute WRITE =
      post("/orgs/{organization}/notes", "{\"text\":\"x\"}")
          .permitted("admin", "member")
          .noOtherRoles();
  static final ProtectedRoute CLEAR =
      delete("/orgs/{organization}/notes").permitted("admin").refusedTo("member");
  static final ProtectedRoute PERSONAL = get("/orgs/{organization}/desk").member().orPersonal();
  static final ProtectedRoute HOME = get("/home").member().organizationInCredential();
  static final ProtectedRoute DESK =
      get("/desk")
          .member()
          .orPersonal()
          .organizationInCredential()
          .tellsScope(CarelessRoutes::scope);

  static final ProtectedRoute TOLD = READ.tellsScope(CarelessRoutes::scope);

  private CarelessRoutes() {}

  static ProtectedRoute[] all(CarelessNotes notes) {
    return new ProtectedRoute[] {
      READ,
      WRITE,
      CLEAR,
      ofNote(notes),
      PERSONAL,
      get("/notes").member().organizationInHeader("X-Organization"),
      HOME,
      DESK,
      ofMine(notes),
      atDesk(notes),
      get("/me").signedIn()
    };
  }

  static ProtectedRoute ofNote(CarelessNotes notes) {
    return delete("/orgs/{organization}/notes/{note}")
        .permitted("admin")
        .refusedTo("member")
        .orPersonal()
        .with("note", notes::made);
  }

  static ProtectedRoute ofMine(CarelessNotes notes) {
    return delete("/me/notes/{note}").signedIn().with("note", notes::mine);
  }

  static ProtectedRoute atDesk(CarelessNotes notes) {
    return delete("/desk/notes/{note}")
        .member()
        .orPersonal()
        .organizationInCredential()
        .tellsScope(CarelessRoutes::scope)
        .with("note", notes::atDesk);
  }

  private static String scope(String body) {
    try {
      return JSON.readTree(body).path("scope").asText();
    } catch (JsonProcessingException noJson) {
      return "no JSON";
    }
  }
}
