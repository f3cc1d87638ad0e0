package dev.muster.benchmarks;

import dev.muster.membership.Freshness;
import dev.muster.role.RoleMap;
import dev.muster.testkit.junit.KitSetup;
import dev.muster.testkit.stage.MusterKitBuilder;
import java.time.Duration;

/** How a host would have its kits: its own roles, and a bound. */
public final class SuiteSetup implements KitSetup {
  private static final RoleMap ROLES =
      RoleMap.builder().role("admin", "invoice:write").role("member", "invoice:read").build();

  /** For the extension. */
  public SuiteSetup() {}

  @Override
  public void configure(MusterKitBuilder kit) {
    kit.roles(ROLES).muster(muster -> muster.freshness(Freshness.within(Duration.ofSeconds(30))));
  }
}
