package dev.muster.proof.house;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Calls of the machine's clock and of randomness: both come in by the front door. */
final class ForbiddenCalls {
  private static final Pattern CLOCK =
      Pattern.compile(
          "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*"
              + "|java\\.time\\.Clock\\.(system\\w*|tick(Millis|Seconds|Minutes))\\(.*"
              + "|java\\.time\\.InstantSource\\.system\\(.*"
              + "|java\\.time\\.\\w+\\.now\\((?!java\\.time\\.Clock\\)).*"
              + "|java\\.util\\.Date\\.<init>\\(\\)");
  private static final Pattern WEAK =
      Pattern.compile(
          "java\\.lang\\.(Strict)?Math\\.random\\(.*|java\\.util\\.Random\\.<init>\\(.*"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(.*");
  private static final Pattern RANDOM =
      Pattern.compile(
          WEAK.pattern()
              + "|java\\.util\\.UUID\\.randomUUID\\(.*"
              + "|java\\.security\\.SecureRandom\\.(<init>|getInstance\\w*)\\(.*");

  private ForbiddenCalls() {}

  /** Readings of the machine's clock, method references included. */
  static List<String> clocks(JavaClasses classes, Predicate<JavaClass> where) {
    return found(classes, where, CLOCK);
  }

  /** Randomness made on the spot. */
  static List<String> randomness(JavaClasses classes, Predicate<JavaClass> where) {
    return found(classes, where, RANDOM);
  }

  /** Randomness that can be guessed: fit for nothing that ships. */
  static List<String> weakRandomness(JavaClasses classes) {
    return found(classes, type -> true, WEAK);
  }

  private static List<String> found(
      JavaClasses classes, Predicate<JavaClass> where, Pattern forbidden) {
    return classes.stream()
        .filter(where)
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access -> forbidden.matcher(access.getTarget().getFullName()).matches())
        .map(ForbiddenCalls::fault)
        .sorted()
        .toList();
  }

  private static String fault(JavaAccess<?> access) {
    return access.getOriginOwner().getName() + " calls " + access.getTarget().getFullName();
  }
}
