package dev.muster.proof.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All targets by name. */
final class FuzzTargets {
  private static final Map<String, Supplier<FuzzTarget>> ALL =
      new TreeMap<>(
          Map.of(
              "access-token", AccessTokenTarget::new,
              "authorization", AuthorizationTarget::new,
              "login-cookie", LoginCookieTarget::new,
              "organization-token", OrganizationTokenTarget::new,
              "return-to", ReturnToTarget::new,
              "session-cookie", SessionCookieTarget::new,
              "set-cookie", SetCookieTarget::new,
              "tenant-sql", TenantSqlTarget::new,
              "workos-cookie", WorkOsCookieTarget::new));

  private FuzzTargets() {}

  static Map<String, Supplier<FuzzTarget>> all() {
    return ALL;
  }

  static FuzzTarget open(String name) {
    Supplier<FuzzTarget> target = ALL.get(name);
    if (target == null) {
      throw new IllegalArgumentException("no target `" + name + "`; there are " + ALL.keySet());
    }
    return target.get();
  }
}
