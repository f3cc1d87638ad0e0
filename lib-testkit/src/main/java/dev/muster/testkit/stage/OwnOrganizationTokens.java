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

/** The organization tokens of a kit, which a Muster has unless the host's configuration has own. */
record OwnOrganizationTokens(InMemoryOrganizationTokenStore store, TokenSettings settings) {
  private static final OrganizationId NOWHERE = new OrganizationId("org_of_the_kit");
  private static final Duration LIFE = Duration.ofDays(36_500);
  private static final UserId NOBODY = new UserId("user_of_the_kit");

  OrganizationTokenMinter minter(Muster muster) {
    OrganizationTokenMinter minter = OrganizationTokenMinter.of(muster, store, settings);
    Secret probe = probe(muster.vouchedByHost(NOBODY).provider());
    if (!isTaken(muster.authenticate(new Credential.Header(minter.header(probe))))) {
      throw new IllegalStateException(
          "the host's configuration has organization tokens of its own, which the kit can't mint:"
              + " make a minter of its store and settings with OrganizationTokenMinter.of(..)");
    }
    return minter;
  }

  private static boolean isTaken(Authentication answer) {
    return answer instanceof Authentication.Unavailable
        || (answer instanceof Authentication.Authenticated by
            && by.session().user().equals(NOBODY));
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
