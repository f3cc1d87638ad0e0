package dev.muster.keycloak.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a realm is set up with, so that its tokens name organizations by their ids too. */
public final class OrganizationIds {
  private OrganizationIds() {}

  /**
   * Sets a realm up. As it comes, its tokens name aliases only.
   *
   * @param realm the realm
   */
  public static void nameIn(KeycloakRealm realm) {
    for (JsonNode scope : realm.get("/client-scopes")) {
      if (scope.path("name").asText().equals("organization")) {
        for (JsonNode mapper : scope.path("protocolMappers")) {
          ObjectNode changed = mapper.deepCopy();
          ((ObjectNode) changed.path("config"))
              .put("addOrganizationId", "true")
              .put("jsonType.label", "JSON")
              .put("multivalued", "true");
          realm.good(
              "PUT",
              "/client-scopes/"
                  + scope.path("id").asText()
                  + "/protocol-mappers/models/"
                  + mapper.path("id").asText(),
              changed);
        }
      }
    }
  }
}
