package dev.muster;

import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.provider.InvitationAcceptance;
import dev.muster.provider.InvitationProvider;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.OrganizationLifecycle;
import dev.muster.store.ChangeStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What lets a host change its organizations. A part of the builder, for one thread. */
abstract sealed class MusterChanges extends MusterFollowing permits MusterBuilder {
  @Nullable OrganizationLifecycle lifecycle;
  @Nullable MemberProfiles profiles;
  @Nullable LifecyclePolicy lifecyclePolicy;
  @Nullable InvitationProvider invitations;
  @Nullable InvitationAcceptance invitationAcceptance;
  @Nullable ChangeStore changes;

  /**
   * The life of organizations: members, roles, names, ends. Default: none, and nothing is changed
   * through this Muster.
   *
   * @param lifecycle the provider's write side
   * @param profiles the provider's users in batches
   * @param policy who may do what
   * @return this builder
   */
  public MusterBuilder lifecycle(
      OrganizationLifecycle lifecycle, MemberProfiles profiles, LifecyclePolicy policy) {
    this.lifecycle = Objects.requireNonNull(lifecycle, "lifecycle");
    this.profiles = Objects.requireNonNull(profiles, "profiles");
    this.lifecyclePolicy = Objects.requireNonNull(policy, "policy");
    return self();
  }

  /**
   * Invitations into organizations: sent, listed and taken back here. Default: none. Needs {@link
   * #lifecycle}.
   *
   * @param invitations the provider's invitations
   * @return this builder
   */
  public MusterBuilder invitations(InvitationProvider invitations) {
    this.invitations = Objects.requireNonNull(invitations, "invitations");
    return self();
  }

  /**
   * Invitations that are accepted here. Default: none are, and who is invited accepts at the
   * provider. Needs {@link #invitations}.
   *
   * @param acceptance what accepts at the provider for its addressee
   * @return this builder
   */
  public MusterBuilder invitationAcceptance(InvitationAcceptance acceptance) {
    this.invitationAcceptance = Objects.requireNonNull(acceptance, "acceptance");
    return self();
  }

  /**
   * The outbox: changes that are under way, in the database of the mirror, the register and the
   * tokens. Default: with {@link #lifecycle} in memory, where these are too; else none.
   *
   * @param store the outbox
   * @return this builder
   */
  public MusterBuilder changes(ChangeStore store) {
    this.changes = Objects.requireNonNull(store, "store");
    return self();
  }
}
