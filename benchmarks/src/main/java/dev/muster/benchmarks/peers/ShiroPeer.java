package dev.muster.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.cache.MemoryConstrainedCacheManager;
import org.apache.shiro.mgt.DefaultSecurityManager;
import org.apache.shiro.mgt.DefaultSessionStorageEvaluator;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;
import org.apache.shiro.subject.SimplePrincipalCollection;
import org.apache.shiro.subject.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Apache Shiro: a subject is asked for a role, and a realm answers from its cache of
 * authorizations, which never expires. Subjects are not kept in sessions.
 */
public final class ShiroPeer implements Peer<ShiroPeer.Question, Boolean> {
  private static final String REALM = "holdings";

  private final DefaultSecurityManager security;

  public ShiroPeer(List<Holding> facts) {
    security = new DefaultSecurityManager(new Realm(facts));
    security.setCacheManager(new MemoryConstrainedCacheManager());
    DefaultSubjectDAO subjects = (DefaultSubjectDAO) security.getSubjectDAO();
    ((DefaultSessionStorageEvaluator) subjects.getSessionStorageEvaluator())
        .setSessionStorageEnabled(false);
  }

  @Override
  public Question question(Holding asked) {
    Subject subject =
        new Subject.Builder(security)
            .principals(new SimplePrincipalCollection(asked.user(), REALM))
            .authenticated(true)
            .buildSubject();
    return new Question(subject, asked.scopedRole());
  }

  @Override
  public Boolean ask(Question question) {
    return question.subject.hasRole(question.role);
  }

  @Override
  public boolean isYes(Boolean answer) {
    return answer;
  }

  @Override
  public void close() {
    security.destroy();
  }

  /** A signed-in user, and the role with its organization. */
  public record Question(Subject subject, String role) {}

  private static final class Realm extends AuthorizingRealm {
    private final Map<String, List<Holding>> facts;

    private Realm(List<Holding> facts) {
      this.facts = facts.stream().collect(Collectors.groupingBy(Holding::user));
      setName(REALM);
      setAuthorizationCachingEnabled(true);
    }

    @Override
    protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
      String user = (String) principals.getPrimaryPrincipal();
      return new SimpleAuthorizationInfo(
          Set.copyOf(Holding.scopedRoles(user, facts.getOrDefault(user, List.of()))));
    }

    @Override
    protected @Nullable AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
      return null;
    }
  }
}
