package dev.muster.lifecycle;

import dev.muster.account.Creations;
import dev.muster.account.OwnedOrganizations;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The life of organizations after their creation: the way in. Safe for many threads. */
public final class Lifecycle {
  private final Members members;
  private final @Nullable Invitations invitations;
  private final Organizations organizations;
  private final Reconciler reconciler;
  private final LifecyclePolicy policy;

  /**
   * The life of one provider's organizations.
   *
   * @param parts what it is made of
   */
  public Lifecycle(Parts parts) {
    Steps steps = new Steps(parts);
    Judgement judgement = new Judgement(parts);
    Removals removals = new Removals(parts, steps, judgement);
    RoleChanges roles = new RoleChanges(parts, steps, judgement);
    Joinings joinings = new Joinings(parts, steps, judgement);
    Deletions deletions = new Deletions(parts, steps);
    this.members = new Members(parts, steps, judgement, removals, roles, joinings);
    this.invitations =
        parts.invitations() == null
            ? null
            : new Invitations(parts.invitations(), parts, steps, judgement, joinings);
    this.organizations = new Organizations(parts, steps, judgement, deletions);
    this.policy = parts.policy();
    this.reconciler = new Reconciler(parts, steps, removals, roles, joinings, deletions);
  }

  /**
   * The members of an organization.
   *
   * @return the same on every call
   */
  public Members members() {
    return members;
  }

  /**
   * The invitations into an organization.
   *
   * @return empty if the host configured no invitations
   */
  public Optional<Invitations> invitations() {
    return Optional.ofNullable(invitations);
  }

  /**
   * The organization itself.
   *
   * @return the same on every call
   */
  public Organizations organizations() {
    return organizations;
  }

  /**
   * Takes up what was cut off. Does nothing before the host starts or runs it.
   *
   * @return the same on every call
   */
  public Reconciler reconciler() {
    return reconciler;
  }

  /**
   * Who may do what.
   *
   * @return the host's
   */
  public LifecyclePolicy policy() {
    return policy;
  }

  /**
   * What the life of organizations is made of.
   *
   * @param provider the provider's read side
   * @param lifecycle its write side
   * @param profiles its users in batches
   * @param invitations its invitations, or null
   * @param acceptance what accepts them for their addressees, or null if only the provider does
   * @param changes the outbox
   * @param memberships the mirror below it
   * @param directory the register below it
   * @param map the host's roles
   * @param policy who may do what
   * @param evidence reads memberships, and classifies failures
   * @param roles keeps the host's record
   * @param timeline the clocks
   * @param clock the wall clock
   * @param random a cryptographic source
   * @param issued whether a session may act here: this Muster's, and no token's
   * @param forget forgets what this node remembers of a membership, and re-checks its leases
   * @param ended forgets what this node remembers of an organization that has ended
   * @param events hears what happened; must not throw
   * @param creations the steps of a creation, or null if none are made here
   * @param owned how many organizations a user may own, or null for any number
   */
  public record Parts(
      IdentityProvider provider,
      OrganizationLifecycle lifecycle,
      MemberProfiles profiles,
      @Nullable InvitationProvider invitations,
      @Nullable InvitationAcceptance acceptance,
      ChangeStore changes,
      MembershipStore memberships,
      DirectoryStore directory,
      RoleMap map,
      LifecyclePolicy policy,
      EvidenceReader evidence,
      RoleSynchronizer roles,
      Timeline timeline,
      InstantSource clock,
      RandomGenerator random,
      Predicate<Session> issued,
      Consumer<MembershipKey> forget,
      Consumer<OrganizationId> ended,
      Consumer<LifecycleEvent> events,
      @Nullable Creations creations,
      @Nullable OwnedOrganizations owned) {}
}
