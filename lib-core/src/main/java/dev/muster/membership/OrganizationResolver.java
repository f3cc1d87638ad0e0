package dev.muster.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.SlugPolicy;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Visit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a request says of an organization into an id to check, mirror first. Safe for many
 * threads; blocks on the directory, and, when it mirrors, on the provider.
 *
 * <h2>Guarantee</h2>
 *
 * <p>Every text resolves to exactly one id, an id with no directory look-up and a slug with one. A
 * text that names nothing resolves to a decoy id, so that an unknown organization costs and answers
 * what a foreign one does. Resolving proves nothing: membership of the id is checked afterwards.
 */
public final class OrganizationResolver {
  /** What the slug of an organization begins with whose name suggests none, before a hyphen. */
  public static final String FALLBACK_SLUG = "organization";

  private static final Logger LOG = LoggerFactory.getLogger(OrganizationResolver.class);

  private final IdentityProvider provider;
  private final DirectoryStore directory;
  private final SlugsOfNames naming;
  private final BoundedCalls calls;
  private final Timeline timeline;
  private final Policy policy;
  private final Consumer<MembershipEvent> events;
  private final Cache<OrganizationId, Moment> visited;
  private final Cache<OrganizationId, Boolean> ended;
  private volatile boolean anyEnded; // spares the warm path a look-up
  private final byte[] salt = new byte[16];
  private final Set<OrganizationId> beingMirrored = ConcurrentHashMap.newKeySet();

  /**
   * A resolver over a directory.
   *
   * @param provider asked for an organization that is not mirrored yet
   * @param directory the host's slugs and mirrored organizations
   * @param slugs what no organization may be called here
   * @param calls bounds how long a request waits for the directory
   * @param random for slugs that collide
   * @param timeline the clocks
   * @param policy how long what is mirrored is trusted, and how much of it is remembered
   * @param events hears what happened; must not throw
   */
  public OrganizationResolver(
      IdentityProvider provider,
      DirectoryStore directory,
      SlugPolicy slugs,
      BoundedCalls calls,
      RandomGenerator random,
      Timeline timeline,
      Policy policy,
      Consumer<MembershipEvent> events) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.timeline = Objects.requireNonNull(timeline, "timeline");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.events = Objects.requireNonNull(events, "events");
    this.naming = new SlugsOfNames(provider.instance(), directory, slugs, random);
    random.nextBytes(salt);
    this.visited = Caffeine.newBuilder().maximumSize(policy.memorySize()).build();
    this.ended = Caffeine.newBuilder().maximumSize(policy.memorySize()).build();
  }

  /**
   * Resolves what a request says. An id is taken as it is; a slug costs one directory look-up.
   *
   * @param text from outside: a slug, an id, or anything
   * @param start when the request began
   * @return the id to check
   * @throws dev.muster.store.StoreException if the directory can't answer
   */
  public Target resolve(String text, Moment start) {
    Objects.requireNonNull(text, "text");
    OrganizationRef ref =
        OrganizationRef.parse(text).orElseGet(() -> OrganizationRef.of(decoy(text)));
    return ref.fold(
        id -> new Target(id, null),
        slug ->
            calls
                .call(start, () -> directory.findBySlug(provider.instance(), slug))
                .map(owner -> target(owner, text))
                .orElseGet(() -> new Target(decoy(text), false)));
  }

  /** To everybody but the person, somebody's own slug is as one that nobody has. */
  private Target target(Owner owner, String text) {
    return owner instanceof Owner.OfUser of
        ? new Target(decoy(text), false, of.user())
        : new Target(((Owner.OfOrganization) owner).entry().organization().id(), true);
  }

  /**
   * Tells that an organization has ended.
   *
   * @param organization its id
   */
  public void ended(OrganizationId organization) {
    ended.put(organization, true);
    anyEnded = true;
  }

  /**
   * Whether this node knows that an organization has ended. It learns that where it is told, and
   * where it would have mirrored it. No I/O.
   *
   * @param key of a membership in it
   * @return true if nothing about it may be granted, whatever the provider still says
   */
  public boolean hasEnded(MembershipKey key) {
    return anyEnded && ended.getIfPresent(key.organization()) != null;
  }

  /**
   * Whether the directory holds the organization of a target. Costs one look-up where resolving did
   * not find out.
   *
   * @param target what a text was resolved to
   * @param start when the request began
   * @return true if it is mirrored
   * @throws dev.muster.store.StoreException if the directory can't answer
   */
  public boolean isMirrored(Target target, Moment start) {
    Boolean mirrored = target.mirrored();
    return mirrored == null
        ? calls.call(start, () -> directory.find(provider.instance(), target.id())).isPresent()
        : mirrored;
  }

  /**
   * Mirrors an organization that a member of it was just seen in, if it is not mirrored, and has
   * what is mirrored refreshed after a period, in the background. Best effort: a failure is logged,
   * and the next request tries again. Of many callers at once one does it, and the others go on.
   *
   * @param evidence a yes of the provider about this organization
   * @param start when the request began
   */
  public void mirror(Evidence evidence, Moment start) {
    if (!evidence.isMember()) {
      throw new IllegalArgumentException("only a member's request may mirror an organization");
    }
    Future<Boolean> visit = begin(evidence.key().organization());
    if (visit == null) {
      return;
    }
    try {
      var unused = calls.await(visit, start);
    } catch (RuntimeException failed) {
      LOG.info(
          "organization {} is not mirrored yet: {}",
          evidence.key().organization(),
          failed.getClass().getSimpleName());
    }
  }

  /**
   * The same in the background, for evidence that no request waits for.
   *
   * @param evidence what the provider says
   */
  public void follow(Evidence evidence) {
    if (evidence.isMember()) {
      var unused = begin(evidence.key().organization());
    }
  }

  /**
   * The first visit of this node, to be waited for; null if there is none, or it is a later one.
   */
  private @Nullable Future<Boolean> begin(OrganizationId id) {
    Moment last = visited.getIfPresent(id);
    boolean fresh =
        last != null && Timeline.age(last, timeline.now()).compareTo(policy.refreshAfter()) < 0;
    if (fresh || !beingMirrored.add(id)) {
      return null;
    }
    Future<Boolean> visit =
        calls.begin(new CompletableFuture<>(), () -> visit(id), () -> beingMirrored.remove(id));
    return last == null ? visit : null;
  }

  private boolean visit(OrganizationId id) {
    Moment now = timeline.now();
    Optional<Visit> visit = directory.visit(provider.instance(), id, policy.refreshAfter());
    if (visit.isEmpty()) {
      if (directory.hasEnded(provider.instance(), id)) {
        ended(id);
        return false;
      }
      Optional<Organization> stated = provider.findOrganization(id);
      if (stated.isEmpty()) {
        return false;
      }
      naming.mirror(stated.get());
    } else if (visit.get().refreshes()) {
      var unused =
          calls.begin(new CompletableFuture<>(), () -> refresh(visit.get().entry()), () -> {});
    }
    visited.put(id, now);
    return visit.isPresent();
  }

  /** The name follows the provider; the slug is the host's own and stays. */
  private boolean refresh(DirectoryStore.Entry mirrored) {
    OrganizationId id = mirrored.organization().id();
    try {
      Optional<Organization> stated = provider.findOrganization(id);
      if (stated.isEmpty()) {
        events.accept(new MembershipEvent.OrganizationUnknown(provider.instance(), id));
      } else if (directory.update(provider.instance(), stated.get())) {
        events.accept(new MembershipEvent.OrganizationChanged(provider.instance(), id));
      }
      return true;
    } catch (RuntimeException failed) {
      LOG.info("organization {} is not refreshed: {}", id, failed.getClass().getSimpleName());
      return false;
    }
  }

  /** An id that nobody outside can compute, so that none can be told to be a decoy by its id. */
  private OrganizationId decoy(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return new OrganizationId("org_" + HexFormat.of().withUpperCase().formatHex(digest, 0, 13));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The id behind a text.
   *
   * @param id the id to check membership of
   * @param mirrored whether the directory holds it, or null if that was not looked up
   * @param person whose own slug the text is, with a decoy for an id; null for everything else
   */
  public record Target(OrganizationId id, @Nullable Boolean mirrored, @Nullable UserId person) {
    /** Checks the id. */
    public Target {
      Objects.requireNonNull(id, "id");
    }

    /**
     * A target that is nobody's own slug.
     *
     * @param id the id to check membership of
     * @param mirrored whether the directory holds it, or null if that was not looked up
     */
    public Target(OrganizationId id, @Nullable Boolean mirrored) {
      this(id, mirrored, null);
    }
  }

  /**
   * How mirrored organizations are kept.
   *
   * @param refreshAfter how old what the provider stated may be before it is asked again
   * @param memorySize how many organizations this node remembers as mirrored
   */
  public record Policy(Duration refreshAfter, int memorySize) {
    /** After how long a mirrored organization is refreshed by default: one hour. */
    public static final Duration DEFAULT_REFRESH_AFTER = Duration.ofHours(1);

    /** Checks the period. */
    public Policy {
      Objects.requireNonNull(refreshAfter, "refreshAfter");
    }
  }
}
