package dev.muster.proof.attack;

import dev.muster.Muster;
import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Decision;
import dev.muster.lifecycle.LifecyclePolicy;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.Role;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.proof.signin.SignIn;
import dev.muster.provider.Organization;
import dev.muster.role.RoleMap;
import dev.muster.store.DirectoryStore;
import dev.muster.store.InMemoryDirectoryStore;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.mint.CookieMinter;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who is attacked: ann leads acme, bob leads beta, eve is nobody's member, and dan was one of
 * organizations that are no more. One Muster with sessions, JWTs and organization tokens.
 */
final class Town implements AutoCloseable {
  private static final TokenSettings TOKENS =
      TokenSettings.of("acme_org_").withOtherKinds("acme_pat_").withLifetime(Duration.ofDays(60));
  static final String GRANTED = "granted";
  static final String UNGUARDED = "unguarded";
  private static final ProviderInstance FAKE = new ProviderInstance("fake");
  private static final RoleSlug ADMIN = new RoleSlug("admin");

  /** Longer than anything is remembered that was looked up in vain. */
  private static final Duration LATER = Duration.ofSeconds(6);

  final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  final FakeIdentityProvider provider = FakeIdentityProvider.builder(FAKE).clock(clock).build();
  final Forge forge = new Forge(clock);
  private final DirectoryStore directory = new InMemoryDirectoryStore(clock);
  private final Queue<MusterEvent> heard = new ConcurrentLinkedQueue<>();
  final UserId ann = user("ann");
  final UserId bob = user("bob");
  final UserId eve = user("eve");
  final UserId dan = user("dan");
  final OrganizationId acme = organization("Acme", "acme", ann);
  final OrganizationId beta = organization("Beta", "beta", bob);
  final OrganizationId gone = organization("Gone", "gone", dan);
  final OrganizationId left = organization("Left", "left", dan);
  private final OrganizationTokenStore tokens = new InMemoryOrganizationTokenStore(clock);
  final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("admin", "notes:read").role("member").build())
          .directory(directory)
          .sessions(provider, SignIn.settings())
          .lifecycle(provider, provider, LifecyclePolicy.builder(new Role("admin")).build())
          .organizationTokens(tokens, TOKENS)
          .accessTokens(forge.authenticator())
          .clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000)
          .listener(heard::add)
          .build();
  private final String tokenOfAnn = token(ann, acme);
  private final String tokenOfBob = token(bob, beta);
  private final String tokenOfDan = token(dan, gone);

  Town() {
    provider.dashboard().deleteOrganization(gone);
    provider.dashboard().deactivate(left, dan);
  }

  private UserId user(String name) {
    return provider.dashboard().createUser(name + "@example.com").id();
  }

  private OrganizationId organization(String name, String slug, UserId admin) {
    Organization organization = provider.dashboard().createOrganization(name);
    directory.add(FAKE, new DirectoryStore.Entry(organization, new OrganizationSlug(slug)));
    provider.dashboard().join(organization.id(), admin, ADMIN);
    return organization.id();
  }

  private String token(UserId user, OrganizationId organization) {
    return OrganizationTokenMinter.of(muster, tokens, TOKENS).valid(user, organization).reveal();
  }

  private String cookie(UserId user) {
    return CookieMinter.of(muster, provider).valid(user).reveal();
  }

  /** What stands for a word in double angle brackets in the text of an attack. */
  String word(String name) {
    return switch (name) {
      case "acme" -> acme.value();
      case "beta" -> beta.value();
      case "gone" -> gone.value();
      case "left" -> left.value();
      case "ann" -> ann.value();
      case "bob" -> bob.value();
      case "name" -> "__Host-muster";
      case "cookie" -> cookie(ann);
      case "cookie-bob" -> cookie(bob);
      case "cookie-eve" -> cookie(eve);
      case "cookie-dan" -> cookie(dan);
      case "jwt" -> forge.good(ann);
      case "jwt-bob" -> forge.good(bob);
      case "jwt-eve" -> forge.good(eve);
      case "token" -> tokenOfAnn;
      case "token-bob" -> tokenOfBob;
      case "token-dan" -> tokenOfDan;
      case "token-made-up" -> new TokenFormat("acme_org_").write(new byte[32]).reveal();
      case "token-pat" -> new TokenFormat("acme_pat_").write(new byte[32]).reveal();
      case "token-like" -> new TokenFormat("acme_0rg_").write(new byte[32]).reveal();
      case "token-short" -> tokenOfAnn.substring(0, tokenOfAnn.length() - 1);
      case "token-flipped" -> flipped(tokenOfAnn);
      case "4k" -> "x".repeat(4 * 1024);
      case "8k" -> "x".repeat(8 * 1024);
      case "64k" -> "x".repeat(64 * 1024);
      case "1m" -> "x".repeat(1024 * 1024);
      case "cookies" -> "a=b; ".repeat(1_000);
      case "headers" -> "X-Flood: 1\r\n".repeat(5_000);
      default -> forge.word(name, ann);
    };
  }

  private static String flipped(String text) {
    char last = text.charAt(text.length() - 1);
    return text.substring(0, text.length() - 1) + (last == 'A' ? 'B' : 'A');
  }

  /** Forgets what was counted, and lets the time pass in which answers are remembered. */
  void next() {
    provider.faults().up();
    provider.faults().clear();
    clock.advance(LATER);
  }

  void reset() {
    heard.clear();
    provider.calls().reset();
  }

  /** One word for each record of the audit: what was granted, or the problem that was told. */
  List<String> records() {
    return heard.stream().map(Town::record).filter(word -> !word.isEmpty()).toList();
  }

  private static String record(MusterEvent event) {
    if (event instanceof MusterEvent.Decided decided) {
      return decided
          .decision()
          .fold(
              granted -> GRANTED,
              denied -> denied.reason().problem().code(),
              (Decision.Undecided undecided) -> "unavailable");
    }
    if (event instanceof MusterEvent.AtEntry entry) {
      return entry.event() instanceof EntryEvent.Refused refused
          ? refused.problem().code()
          : UNGUARDED;
    }
    return "";
  }

  @Override
  public void close() {
    muster.close();
    forge.close();
  }
}
