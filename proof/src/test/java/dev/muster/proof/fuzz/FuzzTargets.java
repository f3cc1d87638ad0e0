package dev.muster.proof.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All targets by name. */
final class FuzzTargets {
  private static final Map<String, Supplier<FuzzTarget>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("access-token", AccessTokenTarget::new),
              Map.entry("authorization", AuthorizationTarget::new),
              Map.entry("clerk-event", ClerkEventTarget::new),
              Map.entry("clerk-webhook", ClerkWebhookTarget::new),
              Map.entry("login-cookie", LoginCookieTarget::new),
              Map.entry("organization-token", OrganizationTokenTarget::new),
              Map.entry("provider-event", ProviderEventTarget::new),
              Map.entry("return-to", ReturnToTarget::new),
              Map.entry("session-cookie", SessionCookieTarget::new),
              Map.entry("set-cookie", SetCookieTarget::new),
              Map.entry("tenant-sql", TenantSqlTarget::new),
              Map.entry("webhook", WebhookTarget::new),
              Map.entry("workos-cookie", WorkOsCookieTarget::new)));

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
