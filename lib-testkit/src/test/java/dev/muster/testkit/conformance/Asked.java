package dev.muster.testkit.conformance;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.Requirement;
import dev.muster.name.Permission;
import dev.muster.scope.OrganizationSelector;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import org.jspecify.annotations.Nullable;

/** What a request asks for: where, what for, and which note, if it is about one. */
record Asked(
    String method,
    String path,
    Credential credential,
    boolean foreignPage,
    Requirement requirement,
    @Nullable String name,
    @Nullable String note,
    OrganizationSelector selector) {
  static final Permission DELETE = new Permission("notes:delete");

  /** Null where there is nothing. */
  static @Nullable Asked of(
      String method, String path, @Nullable String header, Credential credential, boolean foreign) {
    OrganizationSelector none = OrganizationSelector.none();
    Requirement member = Requirement.member();
    return switch (path) {
      case "/notes" -> {
        String name = header == null ? "" : header;
        yield new Asked(method, path, credential, foreign, member, name, null, none.header(name));
      }
      case "/home" ->
          new Asked(method, path, credential, foreign, member, null, null, none.orOfSession());
      case "/desk" ->
          new Asked(
              method,
              path,
              credential,
              foreign,
              member.orPersonal(),
              null,
              null,
              none.orOfSession());
      case "/me" ->
          new Asked(method, path, credential, foreign, Requirement.signedIn(), null, null, none);
      default ->
          path.startsWith("/me/notes/") || path.startsWith("/desk/notes/")
              ? withNote(method, path, credential, foreign)
              : inOrganization(method, path, credential, foreign);
    };
  }

  private static Asked withNote(
      String method, String path, Credential credential, boolean foreign) {
    boolean mine = path.startsWith("/me/");
    return new Asked(
        method,
        path,
        credential,
        foreign,
        mine ? Requirement.signedIn() : Requirement.member().orPersonal(),
        null,
        path.substring(path.lastIndexOf('/') + 1),
        mine ? OrganizationSelector.none() : OrganizationSelector.none().orOfSession());
  }

  private static @Nullable Asked inOrganization(
      String method, String path, Credential credential, boolean foreign) {
    String[] parts = path.split("/", -1);
    if (parts.length < 4 || !parts[1].equals("orgs")) {
      return null;
    }
    String note = parts.length > 4 ? parts[4] : null;
    Requirement there =
        method.equals("DELETE") ? Requirement.permits(DELETE) : Requirement.member();
    Requirement requirement = note != null || parts[3].equals("desk") ? there.orPersonal() : there;
    OrganizationSelector selector = OrganizationSelector.of(parts[2]);
    return parts[3].equals("notes") || parts[3].equals("desk")
        ? new Asked(method, path, credential, foreign, requirement, parts[2], note, selector)
        : null;
  }

  AccessCheck check(Authentication authentication, Requirement demanded) {
    return AccessCheck.of(authentication, demanded).in(selector);
  }
}
