package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.testkit.mint.OrganizationTokenMinter;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenSettings;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The organization tokens of a kit, which a Muster has unless the host's configuration has own.
 * Safe for many threads.
 */
final class OwnOrganizationTokens {
  private static final OrganizationId NOWHERE = new OrganizationId("org_of_the_kit");
  private static final Duration LIFE = Duration.ofDays(36_500);
  private static final UserId NOBODY = new UserId("user_of_the_kit");

  private final InMemoryOrganizationTokenStore store;
  private final TokenSettings settings;
  private final Supplier<Muster> muster;
  private final Lazy<OrganizationTokenMinter> minter;
  private volatile boolean taken;

  OwnOrganizationTokens(
      InMemoryOrganizationTokenStore store, TokenSettings settings, Supplier<Muster> muster) {
    this.store = store;
    this.settings = settings;
    this.muster = muster;
    minter = new Lazy<>(() -> OrganizationTokenMinter.of(muster.get(), store, settings));
  }

  OrganizationTokenMinter minter() {
    OrganizationTokenMinter made = minter.get();
    if (!taken) {
      requireTaken(made);
    }
    return made;
  }

  /** Where the host can't tell now, nothing is known: it is asked again the next time. */
  private void requireTaken(OrganizationTokenMinter made) {
    Muster own = muster.get();
    Secret probe = probe(own.vouchedByHost(NOBODY).provider());
    Authentication answer = own.authenticate(new Credential.Header(made.header(probe)));
    taken = answer instanceof Authentication.Authenticated by && by.session().user().equals(NOBODY);
    if (!taken && !(answer instanceof Authentication.Unavailable)) {
      throw new IllegalStateException(
          "the host's configuration has organization tokens of its own, which the kit can't mint:"
              + " make a minter of its store and settings with OrganizationTokenMinter.of(..)");
    }
  }

  /** A token in the kit's store, of a user who is nobody, for an organization that is none. */
  private Secret probe(ProviderInstance provider) {
    MembershipKey key = new MembershipKey(provider, NOWHERE, NOBODY);
    Secret token = new TokenFormat(settings.prefix()).write(new byte[TokenFormat.RANDOM_BYTES]);
    Grant grant = new Grant(key, new MembershipId("of_the_kit"), null, Set.of(), null, "kit");
    TokenId id = new TokenId("of-the-kit");
    var unused =
        store.add(
            new NewToken(id, TokenFormat.hash(token), grant, LIFE),
            store.epoch(key),
            settings.cap());
    return token;
  }
}
