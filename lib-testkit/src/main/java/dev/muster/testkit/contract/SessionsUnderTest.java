package dev.muster.testkit.contract;

import dev.muster.name.UserId;
import dev.muster.provider.SessionProvider;
import java.net.URI;

/**
 * <strong>SPI.</strong> One provider with its adapter, where that also has sessions; the stage of
 * {@link SessionProviderContract}. For one thread.
 */
public interface SessionsUnderTest extends ProviderUnderTest {
  /**
   * The adapter's sessions.
   *
   * @return the same on every call
   */
  SessionProvider sessions();

  /**
   * Signs a user in at the provider's page, as a person does.
   *
   * @param page the address that the adapter gave
   * @param user who signs in
   * @return where the page sends the browser back to
   */
  URI signIn(URI page, UserId user);
}
