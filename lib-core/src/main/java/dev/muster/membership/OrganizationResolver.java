package dev.muster.membership;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.OrganizationSlug;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
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
  private static final Logger LOG = LoggerFactory.getLogger(OrganizationResolver.class);
  private static final int SLUG_ATTEMPTS = 4;
  private static final String FALLBACK_SLUG = "organization";

  private final IdentityProvider provider;
  private final DirectoryStore directory;
  private final BoundedCalls calls;
  private final RandomGenerator random;
  private final Set<OrganizationId> beingMirrored = ConcurrentHashMap.newKeySet();

  /**
   * A resolver over a directory.
   *
   * @param provider asked for an organization that is not mirrored yet
   * @param directory the host's slugs and mirrored organizations
   * @param calls bounds how long a request waits for the directory
   * @param random for slugs that collide
   */
  public OrganizationResolver(
      IdentityProvider provider,
      DirectoryStore directory,
      BoundedCalls calls,
      RandomGenerator random) {
    this.provider = Objects.requireNonNull(provider, "provider");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.random = Objects.requireNonNull(random, "random");
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
                .map(entry -> new Target(entry.organization().id(), true))
                .orElseGet(() -> new Target(decoy(text), false)));
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
   * Mirrors an organization that a member of it was just seen in, if it is not mirrored. Best
   * effort: a failure is logged, and the next request tries again. Of many callers at once one does
   * it, and the others go on.
   *
   * @param target what the request's text was resolved to
   * @param evidence a yes of the provider about this organization
   * @param start when the request began
   */
  public void mirror(Target target, Evidence evidence, Moment start) {
    if (!evidence.isMember()) {
      throw new IllegalArgumentException("only a member's request may mirror an organization");
    }
    OrganizationId id = evidence.key().organization();
    if (Boolean.TRUE.equals(target.mirrored()) || !beingMirrored.add(id)) {
      return;
    }
    try {
      Future<Boolean> mirrored =
          calls.begin(new CompletableFuture<>(), () -> mirror(id), () -> beingMirrored.remove(id));
      var unused = calls.await(mirrored, start);
    } catch (RuntimeException failed) {
      LOG.info("organization {} is not mirrored yet: {}", id, failed.getClass().getSimpleName());
    }
  }

  private boolean mirror(OrganizationId id) {
    Optional<Organization> unknown =
        directory.find(provider.instance(), id).isPresent()
            ? Optional.empty()
            : provider.findOrganization(id);
    unknown.ifPresent(this::add);
    return unknown.isPresent();
  }

  private void add(Organization organization) {
    Optional<OrganizationSlug> wish = OrganizationSlug.fromDisplayName(organization.name());
    String stem = wish.map(OrganizationSlug::value).orElse(FALLBACK_SLUG);
    OrganizationSlug slug = wish.orElseGet(() -> discriminated(stem));
    for (int attempt = 0; attempt < SLUG_ATTEMPTS; attempt++) {
      if (directory.add(provider.instance(), new DirectoryStore.Entry(organization, slug))
          || directory.find(provider.instance(), organization.id()).isPresent()) {
        return;
      }
      slug = discriminated(stem);
    }
  }

  private OrganizationSlug discriminated(String stem) {
    return new OrganizationSlug(
        stem + "-" + String.format(Locale.ROOT, "%06x", random.nextInt(1 << 24)));
  }

  private static OrganizationId decoy(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
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
   */
  public record Target(OrganizationId id, @Nullable Boolean mirrored) {
    /** Checks the id. */
    public Target {
      Objects.requireNonNull(id, "id");
    }
  }
}
