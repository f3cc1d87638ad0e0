package dev.muster.jdbi;

import dev.muster.name.ChangeId;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.Organization;
import dev.muster.store.Change;
import dev.muster.store.ChangeStore;
import dev.muster.store.ChangeStore.Beginning;
import dev.muster.store.ChangeStore.End;
import dev.muster.store.ChangeStore.Standing;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.DirectoryStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Observation;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.RemovalStep;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One organization at a provider that is a map, and what is done to it through the stores, each as
 * a node does it: where things stand, the provider, the policy, begin, the provider, finish.
 *
 * <p>Careless, it begins and adds at whatever epoch stands, and so compares nothing.
 */
final class RaceStage {
  static final int SEATS = 3;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ATTEMPTS = 1_000;
  private static final String ADMIN = "admin";
  private static final String MEMBER = "member";

  private final boolean careless;
  private final ChangeStore changes;
  private final MembershipStore mirror;
  private final OrganizationTokenStore tokens;
  private final DirectoryStore directory;
  private final ProviderInstance provider =
      new ProviderInstance("race " + UUID.randomUUID().toString());
  private final OrganizationId organization = new OrganizationId("org_1");
  private final UserId owner = new UserId("owner");
  private final Subject subject = new Subject.OfOrganization(provider, organization);
  private final AtomicInteger moved = new AtomicInteger();
  private final Map<UserId, String> roles = new ConcurrentHashMap<>();
  private final Map<String, Organization> owned = new ConcurrentHashMap<>();

  RaceStage(
      boolean careless,
      ChangeStore changes,
      MembershipStore mirror,
      OrganizationTokenStore tokens,
      DirectoryStore directory) {
    this.careless = careless;
    this.changes = changes;
    this.mirror = mirror;
    this.tokens = tokens;
    this.directory = directory;
  }

  void admin(String user) {
    roles.put(new UserId(user), ADMIN);
  }

  void member(String user) {
    roles.put(new UserId(user), MEMBER);
  }

  int members() {
    return roles.size();
  }

  long admins() {
    return roles.values().stream().filter(ADMIN::equals).count();
  }

  int owned() {
    return owned.size();
  }

  /** How often somebody started over, because something had moved. */
  int moved() {
    return moved.get();
  }

  /** How many tokens of a user are not revoked. */
  int liveTokens(String user) {
    return (int)
        tokens.list(key(user)).stream()
            .filter(token -> token.state() != OrganizationTokenStore.State.REVOKED)
            .count();
  }

  boolean isOpen() {
    return !changes.standing(subject).open().isEmpty();
  }

  /** Whether a token was issued; false where the user is no member. */
  boolean issue(String user) {
    MembershipKey key = key(user);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long epoch = tokens.epoch(key);
      if (!isMember(key)) {
        return false;
      }
      NewToken token = JdbiOrganizationTokenStoreTest.token(key, HOUR);
      Addition addition = tokens.add(token, epoch, ATTEMPTS);
      while (careless && addition == Addition.MOVED) {
        addition = tokens.add(token, tokens.epoch(key), ATTEMPTS);
      }
      if (addition != Addition.MOVED) {
        return addition == Addition.ADDED;
      }
      moved.incrementAndGet();
    }
    throw new AssertionError("moved for ever");
  }

  private boolean isMember(MembershipKey key) {
    return !(mirror.find(key).entry() instanceof MirrorEntry.Ending)
        && roles.containsKey(key.user());
  }

  /** Whether the user was removed by this call; false where that is the last admin, or gone. */
  boolean remove(String user) {
    MembershipKey key = key(user);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Standing standing = changes.standing(subject);
      MembershipStore.Read read = mirror.find(key);
      if (!roles.containsKey(key.user()) || isLastAdmin(standing, key.user())) {
        return false;
      }
      Change.Removal removal =
          new Change.Removal(newId(), key, membershipId(key.user()), Change.Removal.Kind.REMOVE);
      RemovalStep.Begin tombstone =
          new RemovalStep.Begin(
              removal.removal(),
              new Observation.Seen(membership(key.user()), read.storeTime()),
              read.entry().epoch());
      Beginning beginning = changes.begin(removal, tombstone, List.of(standing), HOUR);
      while (careless && beginning == Beginning.MOVED) {
        beginning =
            changes.begin(
                removal,
                new RemovalStep.Begin(
                    removal.removal(), tombstone.seen(), mirror.find(key).entry().epoch()),
                List.of(changes.standing(subject)),
                HOUR);
      }
      if (beginning == Beginning.REFUSED) {
        return false;
      }
      if (beginning == Beginning.BEGUN) {
        roles.remove(key.user());
        changes.finish(removal.id(), End.DONE);
        return true;
      }
      moved.incrementAndGet();
    }
    throw new AssertionError("moved for ever");
  }

  /** Whether the user is no admin any more; false where that is the last one. */
  boolean demote(String user) {
    UserId id = new UserId(user);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Standing standing = changes.standing(subject);
      if (!ADMIN.equals(roles.get(id))) {
        return true;
      }
      if (isLastAdmin(standing, id)) {
        return false;
      }
      Change change =
          new Change.RoleChange(newId(), key(user), membershipId(id), new RoleSlug(MEMBER));
      if (begin(change, standing)) {
        roles.replace(id, ADMIN, MEMBER);
        changes.finish(change.id(), End.DONE);
        return true;
      }
    }
    throw new AssertionError("moved for ever");
  }

  /** Whether the user has a seat; false where all are taken. */
  boolean join(String user) {
    UserId id = new UserId(user);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Standing standing = changes.standing(subject);
      Set<UserId> seated = new HashSet<>(roles.keySet());
      standing.open().forEach(open -> seated.add(((Change.Joining) open).key().user()));
      if (seated.size() >= SEATS) {
        return false;
      }
      Change change = new Change.Joining(newId(), key(user), null);
      if (begin(change, standing)) {
        roles.put(id, MEMBER);
        changes.finish(change.id(), End.DONE);
        return true;
      }
    }
    throw new AssertionError("moved for ever");
  }

  /** Whether the owner has this organization now; false where the owner has another one. */
  boolean create(String slug) {
    Subject user = new Subject.OfUser(provider, owner);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Standing standing = changes.standing(user);
      if (!owned.isEmpty() || !standing.open().isEmpty()) {
        return false;
      }
      Change.Creation change =
          new Change.Creation(
              newId(), provider, owner, new OrganizationSlug(slug), "key " + slug, slug);
      if (begin(change, standing)) {
        directory.reserve(provider, change.slug(), owner, change.externalId());
        Organization made = new Organization(new OrganizationId("org_" + slug), slug);
        owned.put(change.externalId(), made);
        if (!directory.complete(provider, change.slug(), change.externalId(), made)) {
          throw new AssertionError("the reservation is gone");
        }
        changes.finish(change.id(), End.DONE);
        return true;
      }
    }
    throw new AssertionError("moved for ever");
  }

  private boolean begin(Change change, Standing standing) {
    Beginning beginning = changes.begin(change, List.of(standing), HOUR);
    while (careless && beginning == Beginning.MOVED) {
      beginning = changes.begin(change, List.of(changes.standing(standing.subject())), HOUR);
    }
    if (beginning == Beginning.MOVED) {
      moved.incrementAndGet();
    }
    return beginning == Beginning.BEGUN;
  }

  /** With what is under way counted as if it were done. */
  private boolean isLastAdmin(Standing standing, UserId user) {
    Set<UserId> admins = new HashSet<>();
    roles.forEach(
        (member, role) -> {
          if (role.equals(ADMIN)) {
            admins.add(member);
          }
        });
    boolean was = admins.contains(user);
    for (Change open : standing.open()) {
      admins.remove(
          open instanceof Change.Removal removal
              ? removal.key().user()
              : ((Change.RoleChange) open).key().user());
    }
    admins.remove(user);
    return was && admins.isEmpty();
  }

  private MembershipKey key(String user) {
    return new MembershipKey(provider, organization, new UserId(user));
  }

  private Membership membership(UserId user) {
    return new Membership(
        membershipId(user),
        organization,
        user,
        MembershipStatus.ACTIVE,
        List.of(),
        Members.CHANGED);
  }

  private static MembershipId membershipId(UserId user) {
    return new MembershipId("om_" + user.value());
  }

  private static ChangeId newId() {
    return new ChangeId(UUID.randomUUID().toString());
  }
}
