package dev.muster.token;

import dev.muster.membership.BoundedCalls;
import dev.muster.membership.EvidenceReader;
import dev.muster.membership.Freshness;
import dev.muster.membership.Timeline;
import dev.muster.name.ProviderInstance;
import dev.muster.role.RoleMap;
import dev.muster.role.RoleSynchronizer;
import dev.muster.session.Session;
import dev.muster.store.OrganizationTokenStore;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What {@link OrganizationTokens} are made of.
 *
 * @param provider where the ids mean something
 * @param store the tokens
 * @param settings how the host issues them
 * @param freshness the host's bound
 * @param evidence finds memberships
 * @param synchronizer finds the role that stands
 * @param map what a role permits
 * @param timeline the clocks
 * @param calls bounds calls to the store
 * @param executor writes uses in the background
 * @param random a cryptographic source
 * @param size how many tokens this node remembers
 * @param issued whether a session is this Muster's, and no token's
 * @param isOfProvider whether the provider knows a session, which a token then dies with
 * @param hasEnded whether a session was signed out on this node
 * @param events hears what happened; must not throw
 */
public record TokenParts(
    ProviderInstance provider,
    OrganizationTokenStore store,
    TokenSettings settings,
    Freshness freshness,
    EvidenceReader evidence,
    RoleSynchronizer synchronizer,
    RoleMap map,
    Timeline timeline,
    BoundedCalls calls,
    Executor executor,
    SecureRandom random,
    int size,
    Predicate<Session> issued,
    Predicate<Session> isOfProvider,
    Predicate<String> hasEnded,
    Consumer<TokenEvent> events) {}
