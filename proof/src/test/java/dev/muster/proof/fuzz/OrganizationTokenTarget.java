package dev.muster.proof.fuzz;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Decision;
import dev.muster.decision.Pass;
import dev.muster.decision.Requirement;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.role.RoleMap;
import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.TokenAuthenticator.Outcome;
import dev.muster.store.InMemoryOrganizationTokenStore;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Authorization headers at a host with organization tokens and an authenticator that takes whatever
 * it is given: nobody but the bearer of the one token is Ann, and nothing that looks like one of
 * the host's tokens is ever handed on.
 */
final class OrganizationTokenTarget implements FuzzTarget {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final String PREFIX = "acme_org_";
  private static final String OTHER = "acme_pat_";

  private final FakeIdentityProvider provider =
      FakeIdentityProvider.builder(new ProviderInstance("fuzz")).clock(() -> NOW).build();
  private final UserId ann = provider.dashboard().createUser("ann@example.com").id();
  private final UserId anybody = provider.dashboard().createUser("any@example.com").id();
  private final OrganizationId acme = provider.dashboard().createOrganization("Acme").id();
  private final Muster muster =
      Muster.builder()
          .provider(provider)
          .roles(RoleMap.builder().role("member").build())
          .accessTokens(token -> new Outcome.Verified(anybody, "session_1", null, null))
          .organizationTokens(
              new InMemoryOrganizationTokenStore(() -> NOW),
              TokenSettings.of(PREFIX).withOtherKinds(OTHER))
          .clocks(() -> NOW, () -> 0L)
          .build();
  private final String good = issued();

  private String issued() {
    provider.dashboard().join(acme, ann, new RoleSlug("member"));
    Pass pass =
        muster.require(
            AccessCheck.of(muster.vouchedByHost(ann), Requirement.member()).in(acme.value()));
    return ((TokenIssue.Issued) muster.organizationTokens().orElseThrow().issue(pass, ""))
        .token()
        .reveal();
  }

  @Override
  public void tryOut(byte[] input) {
    String header = new String(input, StandardCharsets.UTF_8);
    Authentication who = muster.authenticate(new Credential.Header(Secret.of(header)));
    boolean isBearer = header.toLowerCase(Locale.ROOT).startsWith("bearer ");
    String token = isBearer ? header.substring("bearer ".length()) : "";
    boolean ours = token.startsWith(PREFIX) || token.startsWith(OTHER);
    if (who instanceof Authentication.Authenticated authenticated) {
      UserId user = authenticated.session().user();
      if (user.equals(ann) != token.equals(good) || (ours && !token.equals(good))) {
        throw new AssertionError("`" + header + "` is " + user);
      }
      boolean granted =
          muster.check(AccessCheck.of(who, Requirement.member())) instanceof Decision.Granted;
      if (granted != user.equals(ann)) {
        throw new AssertionError("`" + header + "` opens or does not: " + granted);
      }
    } else if (token.equals(good) || (who instanceof Authentication.WrongKind && !ours)) {
      throw new AssertionError("`" + header + "` is nobody: " + who);
    }
    TokenFormat.Form form = new TokenFormat(PREFIX).form(token);
    if ((form == TokenFormat.Form.FOREIGN) == token.startsWith(PREFIX)) {
      throw new AssertionError("`" + token + "` is " + form);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "Bearer " + good,
            "bearer " + good,
            "Bearer  " + good,
            "Bearer " + good + " ",
            "Bearer " + new TokenFormat(PREFIX).write(new byte[32]).reveal(),
            "Bearer " + new TokenFormat(OTHER).write(new byte[32]).reveal(),
            "Bearer " + PREFIX,
            "Bearer some.other.token",
            "Basic " + good,
            good)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
