package dev.muster.testkit;

import java.util.SplittableRandom;

/** Makes ids that look like a provider's and repeat from one seed. Nothing here is a secret. */
final class Ids {
  private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int COUNTER_DIGITS = 8;
  private static final int RANDOM_DIGITS = 18;

  private final SplittableRandom random;
  private long made;

  Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The prefix, an underscore, a running number and a suffix, as in {@code user_0000000A…}. */
  synchronized String next(String prefix) {
    made++;
    StringBuilder id = new StringBuilder(prefix).append('_');
    for (int digit = COUNTER_DIGITS - 1; digit >= 0; digit--) {
      id.append(BASE32.charAt((int) (made >>> (5 * digit)) & 31));
    }
    for (int digit = 0; digit < RANDOM_DIGITS; digit++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return id.toString();
  }
}
