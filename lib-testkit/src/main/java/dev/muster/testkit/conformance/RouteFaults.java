package dev.muster.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a route before it is driven. Pure. */
final class RouteFaults {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");

  private RouteFaults() {}

  static List<String> of(List<ProtectedRoute> routes) {
    List<String> faults = new ArrayList<>();
    if (routes.isEmpty()) {
      faults.add("there is none");
    }
    routes.forEach(route -> of(route).forEach(fault -> faults.add("`" + route + "` " + fault)));
    return faults;
  }

  private static List<String> of(ProtectedRoute route) {
    List<String> faults = new ArrayList<>();
    if (!route.terms().target.startsWith("/")) {
      faults.add("must begin with /");
    }
    if (route.terms().demand == null) {
      faults.add("says nothing of whom it serves: member(), permitted(..) or signedIn()");
    } else if (route.terms().isSignedIn() == route.terms().namesOrganization()) {
      faults.add(
          route.terms().isSignedIn()
              ? "names an organization, so it is for more than signedIn()"
              : "names no organization: by {organization}, organizationInHeader(..) or"
                  + " organizationInCredential()");
    }
    roles(route.terms(), faults);
    Matcher variable = VARIABLE.matcher(route.terms().target + route.terms().text());
    while (variable.find()) {
      String name = variable.group(1);
      if (!name.equals(RouteTerms.ORGANIZATION) && !route.terms().variables.containsKey(name)) {
        faults.add("does not say what {" + name + "} stands for: with(..)");
      }
    }
    if (route.terms().scope != null && route.terms().isSignedIn()) {
      faults.add("is for no scope, so it tells none: tellsScope(..)");
    }
    if (route.terms().scope == null && route.terms().inCredential && route.terms().personal) {
      faults.add("serves two scopes and does not tell which: tellsScope(..)");
    }
    return faults;
  }

  private static void roles(RouteTerms terms, List<String> faults) {
    for (String role : terms.refused) {
      if (terms.roles().contains(role)) {
        faults.add("serves and refuses the role `" + role + "`");
      }
    }
    boolean refuses = !terms.refused.isEmpty();
    if (!terms.permitted.isEmpty() && !refuses && !terms.everyRole) {
      faults.add(
          "serves the roles "
              + terms.permitted
              + " and says of none that it is refused: refusedTo(..), or noOtherRoles()");
    }
    if (refuses && terms.everyRole) {
      faults.add("refuses the roles " + terms.refused + ", so there are others: noOtherRoles()");
    }
    if (terms.isSignedIn() && (refuses || terms.everyRole)) {
      faults.add("is for everybody who is signed in, whatever the role");
    }
  }
}
