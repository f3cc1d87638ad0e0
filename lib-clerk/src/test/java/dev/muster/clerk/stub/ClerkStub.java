package dev.muster.clerk.stub;

import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Clerk in the process, with the Backend API that lib-clerk calls, and with what people do at
 * Clerk. Those acts are under no rule of the API's: they remove a last admin too, and define a role
 * that is not there. Roles are Clerk's keys, such as {@code org:admin}. Safe for many threads.
 *
 * <p>Where Clerk's documents are on the machine, each request that it takes, each answer and each
 * webhook is held against them, and {@link #close} throws what was wrong.
 */
public final class ClerkStub implements AutoCloseable {
  private static final Secret KEY = Secret.of("sk_test_marker-key-of-the-clerk-stub");

  private final Instance clerk;
  private final Conformance conformance;
  private final StubLine line;
  private final TokenMint mint;

  private ClerkStub(int port, InstantSource clock, Conformance conformance) {
    clerk = new Instance(clock);
    this.conformance = conformance;
    clerk.outbox.read(conformance::check);
    Backend backend = new Backend(clerk, KEY, conformance);
    line = new StubLine(port, backend::answer);
    mint = new TokenMint(clerk, issuer());
    backend.serve(SessionRoutes.of(clerk, mint));
  }

  /**
   * Starts one on any free port, by the machine's clock.
   *
   * @return the running stub
   */
  public static ClerkStub start() {
    return start(InstantSource.system());
  }

  /**
   * Starts one on any free port.
   *
   * @param clock what it takes the time from
   * @return the running stub
   */
  public static ClerkStub start(InstantSource clock) {
    return new ClerkStub(0, clock, ClerkDocuments.conformance());
  }

  /**
   * Starts one that is not held against documents, for whoever has no library that reads them.
   *
   * @param port its port, 0 for any free one
   * @return the running stub
   */
  public static ClerkStub unchecked(int port) {
    return new ClerkStub(port, InstantSource.system(), Conformance.NONE);
  }

  /**
   * The base of the Backend API.
   *
   * @return the address, with {@code /v1}
   */
  public URI url() {
    return issuer().resolve("/v1");
  }

  /**
   * The issuer of session tokens, which publishes its keys at {@code /.well-known/jwks.json}.
   *
   * @return the address, without a path
   */
  public URI issuer() {
    return URI.create("http://127.0.0.1:" + line.port());
  }

  /**
   * The key that opens the Backend API.
   *
   * @return the only one
   */
  public Secret key() {
    return KEY;
  }

  /**
   * What was asked, and how to break it.
   *
   * @return the same on every call
   */
  public StubLine line() {
    return line;
  }

  /**
   * How the instance is set up.
   *
   * @return the same on every call
   */
  public StubSettings settings() {
    return new StubSettings(clerk);
  }

  /**
   * What Clerk tells of changes.
   *
   * @return the same on every call
   */
  public StubWebhooks webhooks() {
    return new StubWebhooks(clerk);
  }

  /**
   * The roles, invitations and sessions.
   *
   * @return the same on every call
   */
  public StubRest rest() {
    return new StubRest(clerk);
  }

  /**
   * Lets time pass for the stub alone.
   *
   * @param time how much
   */
  public void pass(Duration time) {
    clerk.lockedAct(() -> clerk.pass(time));
  }

  /**
   * Signs a user up.
   *
   * @param email a verified address, or null for a user who has none
   * @return the user
   */
  public UserId createUser(@Nullable String email) {
    return new UserId(clerk.locked(() -> clerk.users.create(email, null, null, null)).id());
  }

  /**
   * Makes an organization without members.
   *
   * @param name its name
   * @return the organization
   */
  public OrganizationId createOrganization(String name) {
    return new OrganizationId(clerk.locked(() -> clerk.organizations.create(name)).id());
  }

  /**
   * Makes a member of a user who is none.
   *
   * @param organization where
   * @param user who
   * @param role the only role
   */
  public void enrol(OrganizationId organization, UserId user, String role) {
    clerk.lockedAct(
        () -> {
          clerk.roles.ensure(role);
          clerk.organizations.get(organization.value());
          clerk.users.get(user.value());
          clerk.memberships.add(organization.value(), user.value(), role);
        });
  }

  /**
   * Gives a member another role.
   *
   * @param organization where
   * @param user who
   * @param role the only role from now on
   */
  public void setRole(OrganizationId organization, UserId user, String role) {
    clerk.lockedAct(
        () -> {
          clerk.roles.ensure(role);
          clerk.memberships.set(clerk.memberships.get(organization.value(), user.value()), role);
        });
  }

  /**
   * Removes a member.
   *
   * @param organization where
   * @param user who
   */
  public void remove(OrganizationId organization, UserId user) {
    clerk.lockedAct(
        () ->
            clerk.memberships.drop(
                clerk.memberships.get(organization.value(), user.value()), true));
  }

  /**
   * Bans a user, or lifts the ban. The memberships stay.
   *
   * @param user who
   * @param banned whether banned from now on
   */
  public void ban(UserId user, boolean banned) {
    clerk.lockedAct(() -> clerk.users.ban(user.value(), banned));
  }

  /**
   * Names a user.
   *
   * @param user who
   * @param first the first name, or null
   * @param last the last name, or null
   */
  public void rename(UserId user, @Nullable String first, @Nullable String last) {
    clerk.lockedAct(() -> clerk.users.rename(user.value(), first, last));
  }

  /**
   * Renames an organization.
   *
   * @param organization which
   * @param name its new name
   */
  public void rename(OrganizationId organization, String name) {
    clerk.lockedAct(() -> clerk.organizations.rename(organization.value(), name));
  }

  /**
   * Deletes a user, with the memberships.
   *
   * @param user who
   */
  public void deleteUser(UserId user) {
    clerk.lockedAct(() -> clerk.users.delete(user.value()));
  }

  /**
   * Deletes an organization, with its memberships and invitations.
   *
   * @param organization which
   */
  public void deleteOrganization(OrganizationId organization) {
    clerk.lockedAct(() -> clerk.organizations.delete(organization.value()));
  }

  /**
   * Signs a user in, and drafts what the browser sends then.
   *
   * @param user who
   * @param organization the active one, or null
   * @return a draft, which is good if it is signed as it is
   */
  public TokenDraft token(UserId user, @Nullable OrganizationId organization) {
    String active = organization == null ? null : organization.value();
    return mint.draft(clerk.locked(() -> clerk.sessions.begin(user.value(), active)));
  }

  @Override
  public void close() {
    line.close();
    List<String> faults = conformance.faults();
    if (!faults.isEmpty()) {
      throw new AssertionError("against Clerk's documents:\n" + String.join("\n", faults));
    }
  }
}
