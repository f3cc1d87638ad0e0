package dev.muster.benchmarks.peers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pac4j.core.authorization.authorizer.RequireAnyRoleAuthorizer;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.test.context.MockWebContext;
import org.pac4j.test.context.session.MockSessionStore;

/**
 * pac4j: an authorizer looks for a role in the profile that the request brought. It looks nothing
 * up: what stands in the profile is what was true at sign-in.
 */
public final class Pac4jPeer implements Peer<Pac4jPeer.Question, Boolean> {
  private final Map<String, List<Holding>> facts;
  private final WebContext context = MockWebContext.create();
  private final SessionStore sessions = new MockSessionStore();

  public Pac4jPeer(List<Holding> facts) {
    this.facts = facts.stream().collect(Collectors.groupingBy(Holding::user));
  }

  @Override
  public Question question(Holding asked) {
    CommonProfile profile = new CommonProfile();
    profile.setId(asked.user());
    profile.setRoles(
        new LinkedHashSet<>(
            Holding.scopedRoles(asked.user(), facts.getOrDefault(asked.user(), List.of()))));
    return new Question(List.of(profile), new RequireAnyRoleAuthorizer(asked.scopedRole()));
  }

  @Override
  public Boolean ask(Question question) {
    return question.authorizer.isAuthorized(context, sessions, question.profiles);
  }

  @Override
  public boolean isYes(Boolean answer) {
    return answer;
  }

  /** The profile of a request, and an authorizer for the role with its organization. */
  public record Question(List<UserProfile> profiles, RequireAnyRoleAuthorizer authorizer) {}
}
