package dev.muster.testkit;

import java.util.SplittableRandom;
import java.util.UUID;

/** Makes ids that look like a provider's and repeat from one seed. Nothing here is a secret. */
final class Ids {
  private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int COUNTER_DIGITS = 8;
  private static final int RANDOM_DIGITS = 18;

  private final ProviderProfile profile;
  private final SplittableRandom random;
  private long made;

  Ids(ProviderProfile profile, long seed) {
    this.profile = profile;
    random = new SplittableRandom(seed);
  }

  /**
   * An id of a kind: its prefix, an underscore, a running number and a suffix, as in {@code
   * user_0000000A…}; a UUID where memberships have no ids.
   */
  synchronized String next(String kind) {
    if (!profile.hasMembershipIds()) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    made++;
    StringBuilder id = new StringBuilder(profile.prefix(kind)).append('_');
    for (int digit = COUNTER_DIGITS - 1; digit >= 0; digit--) {
      id.append(BASE32.charAt((int) (made >>> (5 * digit)) & 31));
    }
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return id.toString();
  }
}
