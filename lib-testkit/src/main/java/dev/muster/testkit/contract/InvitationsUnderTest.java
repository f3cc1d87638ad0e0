package dev.muster.testkit.contract;

import dev.muster.name.InvitationId;
import dev.muster.provider.Invitation;
import dev.muster.provider.InvitationProvider;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also has invitations; the stage
 * of {@link InvitationProviderContract}. For one thread.
 */
public interface InvitationsUnderTest extends ProviderUnderTest {
  /**
   * The adapter's invitations.
   *
   * @return the same on every call
   */
  InvitationProvider invitations();

  /**
   * Accepts an invitation as the invited person does at the provider: its own page, or whatever
   * stands for it. The user whom it names is there. Throws what it likes where the provider does
   * not let the person accept it.
   *
   * @param invitation the invitation
   */
  void accept(Invitation invitation);

  /**
   * Lets so much time pass at the provider that a pending invitation can't be accepted any more.
   *
   * @param invitation the invitation
   */
  void letExpire(InvitationId invitation);
}
