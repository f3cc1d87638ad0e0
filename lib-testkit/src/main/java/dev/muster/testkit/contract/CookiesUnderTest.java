package dev.muster.testkit.contract;

import dev.muster.name.OrganizationId;
import dev.muster.provider.SessionProvider.ProviderSession;
import dev.muster.session.SessionFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> One form of the session cookie, and the provider whose sessions it holds;
 * the stage of {@link SessionFormatContract}. For one thread.
 */
public interface CookiesUnderTest extends AutoCloseable {
  /**
   * The form.
   *
   * @return the same on every call
   */
  SessionFormat format();

  /**
   * The form under keys that {@link #format} does not know.
   *
   * @return another service's
   */
  SessionFormat ofAnotherKey();

  /**
   * Signs a user in.
   *
   * @param organization where the session works, or null for nowhere
   * @return as the provider answers it
   */
  ProviderSession signIn(@Nullable OrganizationId organization);

  /**
   * The clock that the form reads.
   *
   * @return the time of this call
   */
  Instant now();

  /** Lets time pass until the access of every session that was signed in before has ended. */
  void outliveAccess();

  @Override
  void close();
}
