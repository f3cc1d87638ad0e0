package dev.muster.testkit.contract;

import dev.muster.provider.MemberProfiles;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also tells profiles of members;
 * the stage of {@link MemberProfilesContract}. For one thread.
 */
public interface ProfilesUnderTest extends ProviderUnderTest {
  /**
   * The adapter's profiles.
   *
   * @return the same on every call
   */
  MemberProfiles profiles();
}
