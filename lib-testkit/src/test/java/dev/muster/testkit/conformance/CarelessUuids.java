package dev.muster.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.mint.TokenFlaw;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How people come to a host that names organizations by UUIDs of its own. */
record CarelessUuids(ConformanceHost by) implements ConformanceHost {
  /** The path with the provider's id in it; null if a malformed name is in it. */
  static @Nullable String byId(String path, FakeIdentityProvider provider) {
    String[] parts = path.split("/", -1);
    if (parts.length < 3 || !parts[1].equals("orgs")) {
      return path;
    }
    try {
      String name = UUID.fromString(parts[2]).toString();
      parts[2] =
          provider.dashboard().organizations().stream()
              .map(Organization::id)
              .filter(id -> uuid(id).equals(name))
              .map(OrganizationId::value)
              .findFirst()
              .orElse("org_of_nobody");
      return String.join("/", parts);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String uuid(OrganizationId id) {
    return UUID.nameUUIDFromBytes(id.value().getBytes(UTF_8)).toString();
  }

  @Override
  public String selector(OrganizationId organization) {
    return uuid(organization);
  }

  @Override
  public FakeIdentityProvider provider() {
    return by.provider();
  }

  @Override
  public PresentedCredential credential(UserId user) {
    return by.credential(user);
  }

  @Override
  public Optional<PresentedCredential> flawed(UserId user, TokenFlaw flaw) {
    return by.flawed(user, flaw);
  }

  @Override
  public Map<TokenFlaw, String> impossible() {
    return by.impossible();
  }
}
