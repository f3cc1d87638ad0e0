package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.ChangeId;
import dev.muster.name.InvitationId;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.RemovalStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A provider instance of its own for each test, so that all of them can share one database. */
abstract class ChangeStoreSteps extends Suite {
  static final Duration LATER = Duration.ofHours(1);
  static final MembershipId MEMBERSHIP = new MembershipId("membership_1");
  private static final Instant UPDATED = Instant.parse("2026-01-01T00:00:00Z");

  final ProviderInstance provider = new ProviderInstance("changes-" + UUID.randomUUID());
  final OrganizationId acme = new OrganizationId("org_1");
  final UserId ann = new UserId("user_1");
  final MembershipKey key = new MembershipKey(provider, acme, ann);
  final Subject organization = new Subject.OfOrganization(provider, acme);
  final Subject user = new Subject.OfUser(provider, ann);
  ChangesUnderTest stage;
  ChangeStore store;

  /**
   * Opens a store. Called once for each test; what other tests left in it is in nobody's way.
   *
   * @return the store, and those that it writes
   * @throws Exception if it can't be opened; the test fails
   */
  protected abstract ChangesUnderTest open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    stage = open();
    store = stage.changes();
  }

  static final ChangeId newId() {
    return new ChangeId("change-" + UUID.randomUUID());
  }

  final Change.RoleChange roleChange() {
    return new Change.RoleChange(newId(), key, MEMBERSHIP, new RoleSlug("admin"));
  }

  /** One change of each kind that has no tombstone, with all its parts. */
  final List<Change> changes() {
    return List.of(
        roleChange(),
        new Change.Joining(newId(), key, new InvitationId("invitation_1")),
        new Change.Joining(newId(), key, null),
        new Change.Creation(
            newId(),
            provider,
            ann,
            new OrganizationSlug("acme"),
            "key-1",
            "Caf\u00e9 \ud83d\ude00 'A'"),
        new Change.Deletion(newId(), provider, acme));
  }

  final Change.Removal removal(MembershipKey whose) {
    return new Change.Removal(newId(), whose, MEMBERSHIP, Change.Removal.Kind.REMOVE);
  }

  /** What is read of subjects before a change. */
  final List<Standing> seen(Subject... subjects) {
    List<Standing> seen = new ArrayList<>();
    for (Subject subject : subjects) {
      seen.add(store.standing(subject));
    }
    return seen;
  }

  final void begun(Change change, Duration due) {
    assertThat(store.begin(change, seen(Subject.of(change)), due)).isEqualTo(Beginning.BEGUN);
  }

  final void begun(Change.Removal removal) {
    assertThat(begin(removal, seen(Subject.of(removal)))).isEqualTo(Beginning.BEGUN);
  }

  final Beginning begin(Change.Removal removal, List<Standing> seen) {
    return store.begin(removal, tombstone(removal, entry(removal.key()).epoch()), seen, LATER);
  }

  /** The first step of a removal in the mirror, of a member whom the provider stated now. */
  final RemovalStep.Begin tombstone(Change.Removal removal, long epoch) {
    Instant now = stage.memberships().find(removal.key()).storeTime();
    return new RemovalStep.Begin(
        removal.removal(), new Observation.Seen(member(removal.key()), now), epoch);
  }

  static final Membership member(MembershipKey whose) {
    return Cast.member(whose, MEMBERSHIP.value(), MembershipStatus.ACTIVE, UPDATED, "member");
  }

  /** Lets the mirror see somebody as an active member. */
  final void mirrored(MembershipKey whose) {
    var read = stage.memberships().find(whose);
    var unused =
        stage
            .memberships()
            .record(
                whose,
                new Observation.Seen(
                    member(whose), read.storeTime().truncatedTo(ChronoUnit.MILLIS)),
                read.entry().epoch());
    assertThat(entry(whose)).isInstanceOf(MirrorEntry.Present.class);
  }

  final MirrorEntry entry(MembershipKey whose) {
    return stage.memberships().find(whose).entry();
  }

  /** Gives somebody a token. */
  final Hash token(MembershipKey whose) {
    String hex = UUID.randomUUID().toString().replace("-", "");
    Hash hash = new Hash(hex + hex);
    Grant grant = new Grant(whose, MEMBERSHIP, null, Set.of(), null, "");
    NewToken token = new NewToken(new TokenId("token-" + hex), hash, grant, LATER);
    assertThat(stage.tokens().add(token, stage.tokens().epoch(whose), 10))
        .isEqualTo(Addition.ADDED);
    return hash;
  }

  final void tokenIs(Hash hash, State state) {
    assertThat(stage.tokens().find(hash).map(found -> found.token().state())).contains(state);
  }

  /** Revoked, or gone for good. */
  final void tokenIsDead(Hash hash) {
    assertThat(stage.tokens().find(hash).filter(found -> found.token().state() != State.REVOKED))
        .isEmpty();
  }
}
