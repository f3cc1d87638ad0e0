package dev.muster;

import dev.muster.account.Creations;
import dev.muster.account.OrganizationCreation;
import dev.muster.account.OwnedOrganizations;
import dev.muster.audit.Audit;
import dev.muster.audit.MusterEvent;
import dev.muster.lifecycle.Lifecycle;
import dev.muster.lifecycle.LifecycleEvent;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import dev.muster.session.Sessions;
import dev.muster.store.ChangeStore;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryChangeStore;
import dev.muster.store.InMemoryMembershipStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.OrganizationTokenStore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts together what changes organizations. Nothing of it is there where the host wants none. */
record LifecycleWiring(
    MusterBuilder from,
    IdentityProvider provider,
    RoleMap map,
    MembershipStore memberships,
    DirectoryStore directory,
    EvidenceReader evidence,
    RandomGenerator random,
    Audit audit,
    @Nullable ChangeStore changes,
    @Nullable Creations creations,
    @Nullable OwnedOrganizations owned) {

  static LifecycleWiring of(
      MusterBuilder from,
      IdentityProvider provider,
      RoleMap map,
      MembershipStore memberships,
      DirectoryStore directory,
      @Nullable OrganizationTokenStore tokens,
      EvidenceReader evidence,
      RandomGenerator random,
      Audit audit) {
    LifecyclePolicy policy = from.lifecyclePolicy;
    ChangeStore changes = from.changes;
    if (changes == null
        && policy != null
        && memberships instanceof InMemoryMembershipStore inMemory) {
      changes = new InMemoryChangeStore(inMemory, directory, tokens, from.clock);
    }
    Creations creations =
        from.administration == null || from.creatorRole == null
            ? null
            : new Creations(
                provider, from.administration, from.creatorRole, directory, from.lifecycle);
    Integer most = policy == null ? null : policy.owned();
    OwnedOrganizations owned =
        policy == null || most == null
            ? null
            : policy
                .owner()
                .map(owner -> new OwnedOrganizations(provider, map, owner.role(), most))
                .orElse(null);
    return new LifecycleWiring(
        from,
        provider,
        map,
        memberships,
        directory,
        evidence,
        random,
        audit,
        changes,
        creations,
        owned);
  }

  private void tell(LifecycleEvent event) {
    audit.tell(new MusterEvent.OfLifecycle(event));
  }

  @Nullable OrganizationCreation creation(
      @Nullable Sessions sessions, Predicate<Session> byBearer) {
    if (creations == null) {
      return null;
    }
    LifecyclePolicy policy = from.lifecyclePolicy;
    return new OrganizationCreation(
        provider.instance(),
        creations,
        directory,
        from.slugs,
        evidence,
        sessions,
        byBearer,
        random,
        changes == null || policy == null
            ? null
            : new OrganizationCreation.Outbox(
                changes,
                policy.takeUpAfter(),
                owned,
                (change, end) -> tell(new LifecycleEvent.Changed(change, end, change.holder()))));
  }

  @Nullable Lifecycle lifecycle(
      Timeline timeline,
      RoleSynchronizer roles,
      Predicate<Session> issued,
      Consumer<MembershipKey> forget,
      Consumer<OrganizationId> ended) {
    return from.lifecycle == null
            || from.profiles == null
            || from.lifecyclePolicy == null
            || changes == null
        ? null
        : new Lifecycle(
            new Lifecycle.Parts(
                provider,
                from.lifecycle,
                from.profiles,
                from.invitations,
                from.invitationAcceptance,
                changes,
                memberships,
                directory,
                map,
                from.lifecyclePolicy,
                evidence,
                roles,
                timeline,
                from.clock,
                random,
                issued,
                forget,
                ended,
                this::tell,
                creations,
                owned));
  }
}
