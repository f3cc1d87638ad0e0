package dev.muster.testkit.contract;

import dev.muster.provider.DirectoryWalk;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also walks through everything;
 * the stage of {@link DirectoryWalkContract}. It may hold organizations of others. For one thread.
 */
public interface WalkUnderTest extends ProviderUnderTest {
  /**
   * The adapter's walk.
   *
   * @return the same on every call
   */
  DirectoryWalk walk();
}
