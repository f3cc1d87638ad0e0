package dev.muster.oidc;

import dev.muster.name.OrganizationId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * <strong>SPI.</strong> Where an issuer's tokens say which organization the session works in, for
 * {@link TokenRules.Builder#organizationIn}. Called by many threads; does not block.
 *
 * <p>What it finds is a pointer and proves nothing: membership is asked for at the provider.
 */
@FunctionalInterface
public interface OrganizationHint {
  /**
   * Reads the hint.
   *
   * @param claims of a token that is good in all else, as JSON values: text is a {@code String}, a
   *     whole number a {@code Long}, an array a {@code List}, an object a {@code Map}; not to be
   *     changed
   * @return the one organization that is named; null if none is, or more than one
   * @throws IllegalArgumentException if what is there is not what it should be; the token is then
   *     {@link TokenFault#WRONG_CLAIMS}, as for any other exception
   */
  @Nullable OrganizationId in(Map<String, Object> claims);
}
