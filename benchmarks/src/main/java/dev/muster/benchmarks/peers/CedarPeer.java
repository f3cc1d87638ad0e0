package dev.muster.benchmarks.peers;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cedar: its engine in Rust, called through JNI, with the policies parsed once. A question brings
 * the two entities that it is about, the user with its roles and the organization, and no others.
 */
public final class CedarPeer implements Peer<CedarPeer.Question, AuthorizationResponse> {
  private static final String POLICIES =
      """
      permit(principal, action == Action::"member", resource)
      when { principal in resource.members };
      permit(principal, action == Action::"admin", resource)
      when { principal in resource.admins };
      """;

  private final Map<String, List<Holding>> facts;
  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;

  public CedarPeer(List<Holding> facts) {
    this.facts = facts.stream().collect(Collectors.groupingBy(Holding::user));
    try {
      policies = PolicySet.parsePolicies(POLICIES);
      policies.cache();
    } catch (AuthException | CacheException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why Cedar does not run here, if it does not: it has binaries for some machines only. */
  public static Optional<String> missing() {
    try {
      new CedarPeer(List.of()).close();
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(String.valueOf(e.getCause() == null ? e : e.getCause()));
    }
  }

  @Override
  public Question question(Holding asked) {
    EntityUID user = uid("User", asked.user());
    EntityUID organization = uid("Organization", asked.organization());
    Set<EntityUID> roles =
        Holding.scopedRoles(asked.user(), facts.getOrDefault(asked.user(), List.of())).stream()
            .map(role -> uid("Role", role))
            .collect(Collectors.toSet());
    return new Question(
        new AuthorizationRequest(user, uid("Action", asked.role()), organization, Map.of()),
        Set.of(
            new Entity(user, roles),
            new Entity(
                organization,
                Map.of(
                    "members", role(asked.organization(), Holding.MEMBER),
                    "admins", role(asked.organization(), Holding.ADMIN)),
                Set.of())));
  }

  @Override
  public AuthorizationResponse ask(Question question) {
    try {
      return engine.isAuthorized(question.request, policies, question.entities);
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isYes(AuthorizationResponse answer) {
    return answer.success.orElseThrow().isAllowed();
  }

  private static EntityUID role(String organization, String role) {
    return uid("Role", new Holding("", organization, role).scopedRole());
  }

  private static EntityUID uid(String type, String id) {
    return EntityTypeName.parse(type).orElseThrow().of(id);
  }

  /** A request, and the entities that it names. */
  public record Question(AuthorizationRequest request, Set<Entity> entities) {}
}
