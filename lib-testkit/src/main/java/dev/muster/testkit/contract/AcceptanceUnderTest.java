package dev.muster.testkit.contract;

import dev.muster.provider.InvitationAcceptance;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also accepts invitations for
 * those whom they name; the stage of {@link InvitationAcceptanceContract}. For one thread.
 */
public interface AcceptanceUnderTest extends InvitationsUnderTest {
  /**
   * The adapter's acceptance of invitations.
   *
   * @return the same on every call
   */
  InvitationAcceptance acceptance();
}
