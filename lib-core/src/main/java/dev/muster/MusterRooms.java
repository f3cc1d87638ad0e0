package dev.muster;

import dev.muster.account.Accounts;
import dev.muster.account.OrganizationCreation;
import dev.muster.account.OrganizationSwitch;
import dev.muster.feed.EventFeed;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.role.RoleComparer;
import dev.muster.role.RoleComparison;
import dev.muster.role.RoleDrift;
import dev.muster.session.Sessions;
import dev.muster.token.OrganizationTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Muster offers beside checks, as far as the host configured it. A part of it. */
abstract sealed class MusterRooms extends MusterScopes permits Muster {
  final @Nullable Sessions sessions;
  final @Nullable OrganizationTokens tokens;
  private final RoleDrift drift;
  private final @Nullable OrganizationCreation creation;
  private final @Nullable Lifecycle lifecycle;
  private final @Nullable Accounts accounts;
  private final @Nullable RoleComparer comparer;
  private final @Nullable EventFeed feed;

  MusterRooms(Wiring.Parts parts) {
    super(parts);
    this.sessions = parts.sessions();
    this.tokens = parts.tokens();
    this.drift = parts.drift();
    this.creation = parts.creation();
    this.lifecycle = parts.lifecycle();
    this.accounts = parts.accounts();
    this.comparer = parts.comparer();
    this.feed = parts.feed();
  }

  /**
   * Sign-in, attach and sign-out.
   *
   * @return empty if the host configured no sessions
   */
  public Optional<Sessions> sessions() {
    return Optional.ofNullable(sessions);
  }

  /**
   * Switching between organizations.
   *
   * @return empty if the host configured no sessions
   */
  public Optional<OrganizationSwitch> organizationSwitch() {
    return Optional.ofNullable(sessions).map(OrganizationSwitch::new);
  }

  /**
   * Creating organizations.
   *
   * @return empty if the host configured no administration
   */
  public Optional<OrganizationCreation> organizationCreation() {
    return Optional.ofNullable(creation);
  }

  /**
   * Members, invitations, names and ends of organizations.
   *
   * @return empty if the host configured no {@link MusterBuilder#lifecycle}
   */
  public Optional<Lifecycle> lifecycle() {
    return Optional.ofNullable(lifecycle);
  }

  /**
   * Organization access tokens.
   *
   * @return empty if the host configured none
   */
  public Optional<OrganizationTokens> organizationTokens() {
    return Optional.ofNullable(tokens);
  }

  /**
   * Comparing a whole organization's roles with the provider's, and correcting them; for an
   * operator or a job.
   *
   * @return the comparison
   */
  public RoleDrift roleDrift() {
    return drift;
  }

  /**
   * Compares the provider's role list with the map now, as was done when this Muster was built.
   *
   * @return the differences, or why they are not known; empty if the host configured no catalogue
   */
  public Optional<RoleComparison> compareRoles() {
    return Optional.ofNullable(comparer).map(RoleComparer::compare);
  }

  /**
   * The host's accounts of the provider's users.
   *
   * @return empty if the host configured no account store
   */
  public Optional<Accounts> accounts() {
    return Optional.ofNullable(accounts);
  }

  /**
   * Following what changes at the provider and on other nodes. To be run on every node.
   *
   * @return empty if the host configured no {@link MusterBuilder#changeLog}
   */
  public Optional<EventFeed> eventFeed() {
    return Optional.ofNullable(feed);
  }
}
