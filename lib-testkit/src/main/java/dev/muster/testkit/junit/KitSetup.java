package dev.muster.testkit.junit;

import dev.muster.testkit.stage.MusterKitBuilder;

/**
 * <strong>SPI.</strong> How a host wants its kits, for {@link MusterTest}. Has a constructor
 * without parameters. Called once for each test that uses its kit, on the test's thread.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A kit belongs to one test: what one setup holds is seen by no other test.
 */
@FunctionalInterface
public interface KitSetup {
  /**
   * Configures a kit.
   *
   * @param kit the builder, with the defaults
   */
  void configure(MusterKitBuilder kit);

  /** The defaults. */
  final class Standard implements KitSetup {
    /** Changes nothing. */
    public Standard() {}

    @Override
    public void configure(MusterKitBuilder kit) {}
  }
}
