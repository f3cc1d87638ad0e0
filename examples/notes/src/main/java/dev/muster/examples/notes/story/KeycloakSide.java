package dev.muster.examples.notes.story;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.KeycloakAccess;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.keycloak.KeycloakProvider;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.testkit.gateway.Gateway;
import dev.muster.testkit.gateway.StubServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real Keycloak behind a gateway, which is the line that breaks. People sign in at Keycloak's own
 * pages, and its administrator acts at the admin API.
 */
final class KeycloakSide implements ProviderSide {
  private static final String TOKENS = "/protocol/openid-connect/token";

  private final KeycloakPeople people;
  private final Gateway gateway;
  private final KeycloakAccess access;
  private final KeycloakProvider provider;
  private final KeycloakProvider unbroken;
  private final Map<UserId, RoleSlug> invited = new HashMap<>();
  private final Set<RoleSlug> roles = new HashSet<>();
  private final AtomicLong refreshes = new AtomicLong();

  private KeycloakSide(KeycloakAccess keycloak, Duration deadline, Gateway gateway) {
    this.gateway = gateway;
    people = new KeycloakPeople(keycloak);
    access = keycloak.at(gateway.url());
    provider = KeycloakProvider.of(access.settings(deadline));
    unbroken = KeycloakProvider.of(keycloak.settings(deadline));
    up();
  }

  static KeycloakSide of(KeycloakAccess keycloak, Duration deadline)
      throws IOException, InterruptedException {
    KeycloakSide side = new KeycloakSide(keycloak, deadline, Gateway.before(keycloak.url()));
    side.defined(new RoleSlug("admin"));
    side.defined(new RoleSlug("member"));
    return side;
  }

  @Override
  public NotesService serve(Settings settings, MusterListener listener, InstantSource clock)
      throws Exception {
    return NotesService.start(settings, access.notes(provider), listener, clock);
  }

  @Override
  public OrganizationId organizationOf(UserId user) {
    return unbroken.listMemberships(user).get(0).organization();
  }

  @Override
  public UserId signUp(String email) throws Exception {
    // The realm may outlive a story, and an e-mail is unique there.
    return people.signUp(email.replace("@", "+" + UUID.randomUUID() + "@"));
  }

  @Override
  public String emailOf(UserId user) {
    return Objects.requireNonNull(unbroken.findUser(user).orElseThrow().email());
  }

  @Override
  public URI signIn(URI page, UserId user) throws Exception {
    return people.signIn(page, emailOf(user));
  }

  @Override
  public Optional<String> lacks(Lever lever) {
    return switch (lever) {
      case PROGRAM_TOKEN -> Optional.of("the realm has no client for programs");
      case INVITATIONS -> Optional.of("Keycloak's invitations carry no role");
      case REFUSED_REFRESH -> Optional.of("Keycloak refuses no member's refresh");
      case ENDED_SESSION ->
          Optional.of("Keycloak has one word for a spent token and an ended session");
    };
  }

  @Override
  public Optional<String> accessToken(UserId user) {
    return Optional.empty();
  }

  @Override
  public void invite(OrganizationId organization, UserId user, RoleSlug role, UserId inviter) {
    invited.put(user, role);
  }

  @Override
  public void accept(OrganizationId organization, UserId user) throws Exception {
    RoleSlug role = Objects.requireNonNull(invited.get(user));
    defined(role);
    var unused = unbroken.addMember(organization, user, role);
  }

  @Override
  public void setRole(OrganizationId organization, UserId user, RoleSlug role) throws Exception {
    defined(role);
    var unused =
        unbroken.changeRole(unbroken.findMembership(organization, user).orElseThrow(), role);
  }

  @Override
  public void rename(OrganizationId organization, String name) {
    // The name of an organization is unique in a realm.
    var unused = unbroken.rename(organization, name);
  }

  @Override
  public void remove(OrganizationId organization, UserId user) throws Exception {
    people.remove(organization, user);
  }

  @Override
  public void trouble(Trouble trouble) {
    gateway.instead(asked -> trouble.overHttp());
  }

  @Override
  public void noRefreshes() {
    gateway.instead(asked -> isRefresh(asked) ? Trouble.DOWN.overHttp() : null);
  }

  @Override
  public void refusedRefreshes() {
    throw new IllegalStateException("Keycloak refuses no member's refresh");
  }

  @Override
  public OptionalLong refreshes() {
    return OptionalLong.of(refreshes.get());
  }

  @Override
  public void up() {
    gateway.heal();
    gateway.instead(
        asked -> {
          if (isRefresh(asked)) {
            refreshes.incrementAndGet();
          }
          return null;
        });
  }

  @Override
  public void close() {
    provider.close();
    unbroken.close();
    gateway.close();
  }

  private void defined(RoleSlug role) throws IOException, InterruptedException {
    if (roles.add(role)) {
      people.defineRole(role.value());
    }
  }

  private static boolean isRefresh(StubServer.Asked asked) {
    return asked.uri().getPath().endsWith(TOKENS)
        && asked.body().contains("grant_type=refresh_token");
  }
}
