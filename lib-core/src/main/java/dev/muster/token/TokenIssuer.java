package dev.muster.token;

import dev.muster.decision.Pass;
import dev.muster.membership.BoundedCalls;
import dev.muster.membership.Evidence;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.EvidenceResult;
import dev.muster.membership.Failure;
import dev.muster.membership.Freshness;
import dev.muster.membership.Moment;
import dev.muster.membership.Timeline;
import dev.muster.name.MembershipKey;
import dev.muster.name.Permission;
import dev.muster.name.Role;
import dev.muster.name.TokenId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleResult;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens: reads the epoch, then asks the provider whether the user is a member, then adds
 * the token if nothing was revoked since. So a removal finds the token, or the token finds the
 * removal. Safe for many threads; blocks on store and provider, never holding one across the other.
 */
final class TokenIssuer {
  private static final int ATTEMPTS = 3;

  private final OrganizationTokenStore store;
  private final TokenSettings settings;
  private final TokenFormat format;
  private final EvidenceReader evidence;
  private final RoleSynchronizer synchronizer;
  private final RoleMap map;
  private final Timeline timeline;
  private final BoundedCalls calls;
  private final SecureRandom random;
  private final Predicate<Session> isOfProvider;
  private final Predicate<String> hasEnded;
  private final Consumer<TokenEvent> events;

  TokenIssuer(TokenParts parts) {
    store = parts.store();
    settings = parts.settings();
    format = new TokenFormat(settings.prefix());
    evidence = parts.evidence();
    synchronizer = parts.synchronizer();
    map = parts.map();
    timeline = parts.timeline();
    calls = parts.calls();
    random = parts.random();
    isOfProvider = parts.isOfProvider();
    hasEnded = parts.hasEnded();
    events = parts.events();
  }

  TokenIssue issue(Pass pass, String label) {
    Session session = pass.scope().session();
    MembershipKey key = new MembershipKey(session.provider(), pass.organization(), session.user());
    if (session.boundTo().isPresent() || session.impersonator().isPresent()) {
      return new TokenIssue.WrongCredential();
    }
    String parent = isOfProvider.test(session) ? session.id() : null;
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        TokenIssue answer = attempt(key, parent, label);
        if (answer != null) {
          return answer;
        }
      }
      return new TokenIssue.Unavailable(Failure.of(Failure.Cause.CONTENDED));
    } catch (RuntimeException thrown) {
      return new TokenIssue.Unavailable(evidence.report(thrown));
    }
  }

  /** Null where something was revoked meanwhile, so that all must be looked at again. */
  private @Nullable TokenIssue attempt(MembershipKey key, @Nullable String parent, String label) {
    Moment start = timeline.now();
    long epoch = calls.call(start, () -> store.epoch(key));
    if (parent != null && hasEnded.test(parent)) {
      return new TokenIssue.WrongCredential();
    }
    EvidenceResult result = evidence.read(key, Freshness.live(), timeline.now());
    if (result instanceof EvidenceResult.Failed failed) {
      return new TokenIssue.Unavailable(failed.failure());
    }
    Evidence known = ((EvidenceResult.Known) result).evidence();
    if (!known.isMember()) {
      return new TokenIssue.NotAMember(key.organization());
    }
    RoleResult synced = synchronizer.synchronize(known, start);
    if (synced instanceof RoleResult.Failed failed) {
      return new TokenIssue.Unavailable(failed.failure());
    }
    if (!(synced instanceof RoleResult.Settled settled)) {
      return new TokenIssue.NotAMember(key.organization());
    }
    Role role = settled.role();
    Set<Permission> permissions = role == null ? Set.of() : map.permissions(known.roles(), role);
    Grant grant =
        new Grant(
            key,
            Objects.requireNonNull(known.membership(), "membership"),
            role,
            permissions,
            parent,
            label);
    return added(grant, epoch);
  }

  private @Nullable TokenIssue added(Grant grant, long epoch) {
    byte[] bytes = new byte[TokenFormat.RANDOM_BYTES];
    random.nextBytes(bytes);
    Secret token = format.write(bytes);
    TokenId id = new TokenId(new UUID(random.nextLong(), random.nextLong()).toString());
    NewToken added = new NewToken(id, TokenFormat.hash(token), grant, settings.lifetime());
    Addition addition = calls.call(timeline.now(), () -> store.add(added, epoch, settings.cap()));
    return switch (addition) {
      case MOVED -> null;
      case FULL -> new TokenIssue.CapReached(settings.cap());
      case ADDED -> {
        events.accept(new TokenEvent.Issued(grant.key(), id));
        yield new TokenIssue.Issued(token, id, settings.lifetime());
      }
    };
  }
}
