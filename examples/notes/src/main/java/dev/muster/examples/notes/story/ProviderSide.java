package dev.muster.examples.notes.story;

import dev.muster.audit.MusterListener;
import dev.muster.examples.notes.NotesService;
import dev.muster.examples.notes.Settings;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** The provider's own side of the story: what people do there, and its outages. For one thread. */
interface ProviderSide extends AutoCloseable {
  /** Starts the service on this provider. */
  NotesService serve(Settings settings, MusterListener listener, InstantSource clock)
      throws Exception;

  /** The only organization that a user is a member of. */
  OrganizationId organizationOf(UserId user);

  /** Signs somebody up, with a verified e-mail. */
  UserId signUp(String email) throws Exception;

  /** A user's e-mail. */
  String emailOf(UserId user);

  /** Signs a user in at the page that the service sent the browser to; answers the way back. */
  URI signIn(URI page, UserId user) throws Exception;

  /** A bearer token for a program of a user's; empty where the provider issues none. */
  Optional<String> accessToken(UserId user) throws Exception;

  /** Invites a user. */
  void invite(OrganizationId organization, UserId user, RoleSlug role, UserId inviter)
      throws Exception;

  /** Accepts the invitation. */
  void accept(OrganizationId organization, UserId user) throws Exception;

  /** Changes a member's role. */
  void setRole(OrganizationId organization, UserId user, RoleSlug role) throws Exception;

  /** Changes an organization's name. */
  void rename(OrganizationId organization, String name) throws Exception;

  /** Removes a member. */
  void remove(OrganizationId organization, UserId user) throws Exception;

  /** From now on the provider answers so, until {@link #up()}. */
  void trouble(Trouble trouble) throws Exception;

  /** From now on no session is refreshed, and everything else works, until {@link #up()}. */
  void noRefreshes() throws Exception;

  /** From now on every refresh is refused for good, until {@link #up()}. */
  void refusedRefreshes() throws Exception;

  /** How many refreshes the provider saw; empty where it keeps no count. */
  OptionalLong refreshes();

  /** Why the provider has no such lever, in words; empty where it has. */
  default Optional<String> lacks(Lever lever) {
    return Optional.empty();
  }

  /** The provider answers again. */
  void up() throws Exception;

  @Override
  void close();
}
