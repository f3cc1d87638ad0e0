package dev.muster.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Spring Security: an authorization manager looks for an authority in the authentication that the
 * request brought. It looks nothing up, as {@link Pac4jPeer} does not.
 */
public final class SpringPeer implements Peer<SpringPeer.Question, AuthorizationResult> {
  private final Map<String, List<Holding>> facts;

  public SpringPeer(List<Holding> facts) {
    this.facts = facts.stream().collect(Collectors.groupingBy(Holding::user));
  }

  @Override
  public Question question(Holding asked) {
    Authentication authentication =
        UsernamePasswordAuthenticationToken.authenticated(
            asked.user(),
            null,
            AuthorityUtils.createAuthorityList(
                Holding.scopedRoles(asked.user(), facts.getOrDefault(asked.user(), List.of()))));
    return new Question(
        () -> authentication, AuthorityAuthorizationManager.hasAuthority(asked.scopedRole()));
  }

  @Override
  public AuthorizationResult ask(Question question) {
    return question.manager.authorize(question.authentication, question);
  }

  @Override
  public boolean isYes(AuthorizationResult answer) {
    return answer.isGranted();
  }

  /** The authentication of a request, and a manager for the role with its organization. */
  public record Question(
      Supplier<Authentication> authentication, AuthorityAuthorizationManager<Object> manager) {}
}
