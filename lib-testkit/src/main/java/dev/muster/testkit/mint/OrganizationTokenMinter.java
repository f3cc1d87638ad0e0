package dev.muster.testkit.mint;

import dev.muster.Muster;
import dev.muster.decision.AccessCheck;
import dev.muster.decision.Pass;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.membership.Evidence;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationRef;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.provider.Secret;
import dev.muster.scope.Scope;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.testkit.FakeIdentityProvider;
import dev.muster.token.OrganizationTokens;
import dev.muster.token.TokenFormat;
import dev.muster.token.TokenIssue;
import dev.muster.token.TokenRevocation;
import dev.muster.token.TokenSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Mints organization access tokens, good ones and such as must be refused. Immutable; safe for many
 * threads; blocks as a check and the issue of a token do.
 *
 * <p>A good token is issued through the front door, after a check, to a user who is a member; each
 * counts against the cap of the settings. A good token of one organization is {@link
 * Problem#WRONG_ORGANIZATION} in another.
 *
 * <ul>
 *   <li>{@code EXPIRED}: stored with a life that is over; {@link Problem#INVALID_CREDENTIAL}, and
 *       the refusal knows the organization
 *   <li>{@code WRONG_SIGNER}: well-formed, and never issued; {@link Problem#INVALID_CREDENTIAL}
 *   <li>{@code TAMPERED}: one character of it was changed, so that its checksum is wrong; {@link
 *       Problem#INVALID_CREDENTIAL}
 *   <li>{@code WRONG_KIND}: with the prefix of another kind; {@link Problem#WRONG_CREDENTIAL} if
 *       the settings name one, else {@link Problem#INVALID_CREDENTIAL}
 *   <li>{@code ENDED}: revoked; {@link Problem#INVALID_CREDENTIAL}
 * </ul>
 */
public final class OrganizationTokenMinter {
  private static final String LABEL = "minted";

  private final Muster muster;
  private final OrganizationTokens tokens;
  private final OrganizationTokenStore store;
  private final TokenSettings settings;
  private final SecureRandom random = new SecureRandom();

  private OrganizationTokenMinter(
      Muster muster,
      OrganizationTokens tokens,
      OrganizationTokenStore store,
      TokenSettings settings) {
    this.muster = muster;
    this.tokens = tokens;
    this.store = store;
    this.settings = settings;
  }

  /**
   * A minter for a host.
   *
   * @param muster the host's
   * @param store the store that the Muster was built with
   * @param settings the settings that it was built with
   * @return the minter
   * @throws IllegalArgumentException if the Muster issues no organization tokens
   * @throws IllegalStateException if the host says that it is in production
   */
  public static OrganizationTokenMinter of(
      Muster muster, OrganizationTokenStore store, TokenSettings settings) {
    FakeIdentityProvider.refuseInProduction();
    return new OrganizationTokenMinter(
        muster,
        muster
            .organizationTokens()
            .orElseThrow(
                () -> new IllegalArgumentException("the Muster issues no organization tokens")),
        Objects.requireNonNull(store, "store"),
        Objects.requireNonNull(settings, "settings"));
  }

  /**
   * Mints a good token.
   *
   * @param user its holder
   * @param organization where it is good
   * @return the token, without a scheme
   * @throws dev.muster.decision.AccessException if the user is no member
   * @throws IllegalStateException if the token is not issued; names why
   */
  public Secret valid(UserId user, OrganizationId organization) {
    return issued(pass(user, organization)).token();
  }

  /**
   * Mints a token that must be refused, as the twin of a {@linkplain #valid good one}.
   *
   * @param user its holder
   * @param organization where it would be good
   * @param flaw what is wrong with it, and the only thing
   * @return the token, without a scheme
   * @throws dev.muster.decision.AccessException if the user is no member
   * @throws IllegalArgumentException if it is none of {@link #refusals()}
   * @throws IllegalStateException if the token is not issued; names why
   */
  public Secret flawed(UserId user, OrganizationId organization, TokenFlaw flaw) {
    return switch (flaw) {
      case EXPIRED -> expired(pass(user, organization));
      case WRONG_SIGNER -> written(settings.prefix());
      case WRONG_KIND -> written(otherKind());
      case TAMPERED -> Tampering.with(valid(user, organization));
      case ENDED -> revoked(pass(user, organization));
      default -> throw new IllegalArgumentException("an organization token can't be " + flaw);
    };
  }

  /**
   * The flaws that can be minted, each with what the front door must answer.
   *
   * @return the problem of each
   */
  public Map<TokenFlaw, Problem> refusals() {
    Map<TokenFlaw, Problem> refusals = new EnumMap<>(TokenFlaw.class);
    refusals.put(TokenFlaw.EXPIRED, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.WRONG_SIGNER, Problem.INVALID_CREDENTIAL);
    refusals.put(
        TokenFlaw.WRONG_KIND,
        settings.otherKinds().isEmpty() ? Problem.INVALID_CREDENTIAL : Problem.WRONG_CREDENTIAL);
    refusals.put(TokenFlaw.TAMPERED, Problem.INVALID_CREDENTIAL);
    refusals.put(TokenFlaw.ENDED, Problem.INVALID_CREDENTIAL);
    return Collections.unmodifiableMap(refusals);
  }

  /**
   * The Authorization header that presents a token.
   *
   * @param token the token
   * @return the header's value
   */
  public Secret header(Secret token) {
    return Secret.of("Bearer " + token.reveal());
  }

  private Pass pass(UserId user, OrganizationId organization) {
    return muster.require(
        AccessCheck.of(muster.vouchedByHost(user), Requirement.member())
            .in(new OrganizationRef.ById(organization)));
  }

  private TokenIssue.Issued issued(Pass pass) {
    TokenIssue issue = tokens.issue(pass, LABEL);
    if (issue instanceof TokenIssue.Issued issued) {
      return issued;
    }
    throw new IllegalStateException("the issue of a token came to " + issue);
  }

  private Secret revoked(Pass pass) {
    TokenIssue.Issued issued = issued(pass);
    TokenRevocation revocation = tokens.revoke(pass, issued.id());
    if (revocation instanceof TokenRevocation.Revoked) {
      return issued.token();
    }
    throw new IllegalStateException("the revocation of a token came to " + revocation);
  }

  private Secret expired(Pass pass) {
    Secret token = written(settings.prefix());
    Grant grant = grant(pass);
    TokenId id = new TokenId(UUID.randomUUID().toString());
    Addition addition =
        store.add(
            new NewToken(id, TokenFormat.hash(token), grant, Duration.ZERO),
            store.epoch(grant.key()),
            settings.cap());
    if (addition != Addition.ADDED) {
      throw new IllegalStateException("the issue of a token came to " + addition);
    }
    return token;
  }

  private static Grant grant(Pass pass) {
    Scope.Organization scope = (Scope.Organization) pass.scope();
    Evidence evidence = scope.evidence();
    return new Grant(
        evidence.key(),
        Objects.requireNonNull(evidence.membership(), "membership"),
        scope.role().orElse(null),
        scope.permissions(),
        null,
        LABEL);
  }

  private String otherKind() {
    return settings.otherKinds().isEmpty()
        ? (settings.prefix().startsWith("x") ? "y_" : "x_") + settings.prefix()
        : new TreeSet<>(settings.otherKinds()).first();
  }

  private Secret written(String prefix) {
    byte[] bytes = new byte[TokenFormat.RANDOM_BYTES];
    random.nextBytes(bytes);
    return new TokenFormat(prefix).write(bytes);
  }

  /** The prefix of the tokens; no token. */
  @Override
  public String toString() {
    return "OrganizationTokenMinter[" + settings.prefix() + "]";
  }
}
