package dev.muster.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin: an enforcer with roles by domain, a domain being an organization. A question is the
 * right that a role gives: to use the organization, or to administer it.
 */
public final class JCasbinPeer implements Peer<Object[], Boolean> {
  private static final String OBJECT = "organization";

  private final Enforcer enforcer;

  private JCasbinPeer(Enforcer enforcer, List<Holding> facts, boolean shared) {
    this.enforcer = enforcer;
    enforcer.enableAutoSave(false);
    enforcer.enableLog(false);
    enforcer.enableAutoBuildRoleLinks(false);
    List<List<String>> groupings = new ArrayList<>();
    Set<String> organizations = new LinkedHashSet<>();
    for (Holding fact : facts) {
      groupings.add(List.of(fact.user(), fact.role(), fact.organization()));
      organizations.add(fact.organization());
    }
    List<List<String>> policies = new ArrayList<>();
    for (String organization : organizations) {
      groupings.add(List.of(Holding.ADMIN, Holding.MEMBER, organization));
      for (String role : List.of(Holding.MEMBER, Holding.ADMIN)) {
        if (!shared) {
          policies.add(List.of(role, organization, OBJECT, right(role)));
        } else if (policies.size() < 2) {
          policies.add(List.of(role, OBJECT, right(role)));
        }
      }
    }
    enforcer.addPolicies(policies);
    enforcer.addGroupingPolicies(groupings);
    enforcer.buildRoleLinks();
  }

  /** With a rule for each role of each organization, as its page on domains has them. */
  public static JCasbinPeer withRulesByOrganization(List<Holding> facts) {
    return new JCasbinPeer(new Enforcer(byOrganization()), facts, false);
  }

  /** With one rule for each role, as its page on performance advises. */
  public static JCasbinPeer withSharedRules(List<Holding> facts) {
    return new JCasbinPeer(new Enforcer(shared()), facts, true);
  }

  /** Remembers each answer until the rules change. A user who loses a role keeps the answer. */
  public static JCasbinPeer cached(List<Holding> facts) {
    return new JCasbinPeer(new CachedEnforcer(byOrganization()), facts, false);
  }

  @Override
  public Object[] question(Holding asked) {
    return new Object[] {asked.user(), asked.organization(), OBJECT, right(asked.role())};
  }

  @Override
  public Boolean ask(Object[] question) {
    return enforcer.enforce(question);
  }

  @Override
  public boolean isYes(Boolean answer) {
    return answer;
  }

  private static String right(String role) {
    return role.equals(Holding.ADMIN) ? "administer" : "use";
  }

  private static Model byOrganization() {
    return model("sub, dom, obj, act", "g(r.sub, p.sub, r.dom) && r.dom == p.dom");
  }

  private static Model shared() {
    return model("sub, obj, act", "g(r.sub, p.sub, r.dom)");
  }

  private static Model model(String policy, String matcher) {
    Model model = new Model();
    model.addDef("r", "r", "sub, dom, obj, act");
    model.addDef("p", "p", policy);
    model.addDef("g", "g", "_, _, _");
    model.addDef("e", "e", "some(where (p.eft == allow))");
    model.addDef("m", "m", matcher + " && r.obj == p.obj && r.act == p.act");
    return model;
  }
}
