package dev.muster.proof.web.openapi;

import java.util.Map;

/** A good body for each operation that takes one; an apostrophe stands for a quotation mark. */
final class Samples {
  static final Map<String, String> BODIES =
      Map.of(
          "nameMe", "{'slug':'some-slug','force':true}",
          "createOrganization", "{'slug':'some-slug','name':'Some name'}",
          "renameOrganization", "{'name':'Some name'}",
          "renameScope", "{'slug':'some-slug','force':true}",
          "useScope", "{'label':'laptop'}",
          "changeRole", "{'role':'member'}",
          "transfer", "{'user':'user_1'}",
          "invite", "{'email':'new@example.com','role':'member'}",
          "issueToken", "{'label':'laptop'}");

  private Samples() {}
}
