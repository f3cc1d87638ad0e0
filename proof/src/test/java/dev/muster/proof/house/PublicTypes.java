package dev.muster.proof.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a public type may be, and how many of them a room may have. */
final class PublicTypes {
  static final int MOST_IN_A_ROOM = 12;

  /** Rooms with a number of their own, each with its reason. */
  static final Map<String, Integer> LARGER_ROOMS =
      Map.of(
          // Evidence is made only here, so what makes it of a whole list or of a walk is here too.
          "dev.muster.membership", 15,
          // A type for each kind of name, so that no two can be swapped.
          "dev.muster.name", 18,
          // A small interface for each thing that a provider may also have.
          "dev.muster.provider", 19,
          // A session comes by a cookie, a token of either sort or the host's word, each with its
          // outcomes, and a host may bring a cookie form, a token check and an arrival of its own.
          "dev.muster.session", 17,
          // An account, an arrival, a creation, a switch and a name, each with its outcomes.
          "dev.muster.account", 14,
          // The plan gives it an SPI for each thing remembered, and each has an in-memory version.
          "dev.muster.store", 39,
          // A store for each SPI of a database, the bindings of the host's tables, and the schema.
          "dev.muster.jdbi", 16,
          // Verifying and signing in, and the small hooks by which adapters build on both.
          "dev.muster.oidc", 14,
          // One suite for each SPI, and a stage where the suite needs levers.
          "dev.muster.testkit.contract", 54);

  /** Contract suites are abstract: that is how an implementation joins one. */
  static final String CONTRACTS = "dev.muster.testkit.contract";

  private PublicTypes() {}

  /** Public types, nested ones too, that are open to anyone's subclass. */
  static List<String> open(
      JavaClasses classes, Function<String, String> sourceOf, String contracts) {
    List<String> faults = new ArrayList<>();
    for (JavaClass type : classes) {
      if (isPublic(type) && !isClosed(type) && !isSpi(type, sourceOf)) {
        boolean contract =
            type.getPackageName().equals(contracts)
                && type.isTopLevelClass()
                && !type.isInterface()
                && type.getModifiers().contains(JavaModifier.ABSTRACT);
        if (!contract) {
          faults.add(type.getName() + " is neither closed nor marked SPI");
        }
      }
    }
    return faults;
  }

  /** Rooms with too many public top-level types. */
  static List<String> crowded(JavaClasses classes, int most, Map<String, Integer> larger) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JavaClass type : classes) {
      if (type.isTopLevelClass() && isPublic(type)) {
        counts.merge(type.getPackageName(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .filter(room -> room.getValue() > larger.getOrDefault(room.getKey(), most))
        .map(room -> room.getKey() + " has " + room.getValue() + " public types")
        .toList();
  }

  /** Types that prove something and yet can be made by anyone, or can't be found. */
  static List<String> forgeable(JavaClasses classes, List<String> proofs) {
    List<String> faults = new ArrayList<>();
    for (String proof : proofs) {
      String room = proof.substring(0, proof.lastIndexOf('.'));
      boolean built =
          classes.stream()
              .anyMatch(c -> c.getPackageName().equals(room) && c.isTopLevelClass() && isPublic(c));
      if (built && !classes.contain(proof)) {
        faults.add(proof + " is not there");
      } else if (built) {
        JavaClass type = classes.get(proof);
        boolean publicConstructor =
            type.getConstructors().stream()
                .map(JavaConstructor::getModifiers)
                .anyMatch(modifiers -> modifiers.contains(JavaModifier.PUBLIC));
        if (publicConstructor
            || type.isRecord()
            || !type.getModifiers().contains(JavaModifier.FINAL)) {
          faults.add(proof + " can be made by anyone");
        }
      }
    }
    return faults;
  }

  private static boolean isPublic(JavaClass type) {
    boolean own = type.getModifiers().contains(JavaModifier.PUBLIC);
    return own
        && !type.isAnonymousClass()
        && type.getEnclosingClass().map(PublicTypes::isPublic).orElse(true);
  }

  private static boolean isClosed(JavaClass type) {
    return type.isRecord()
        || type.isEnum()
        || type.isAnnotation()
        || type.getModifiers().contains(JavaModifier.FINAL)
        || type.reflect().isSealed();
  }

  private static boolean isSpi(JavaClass type, Function<String, String> sourceOf) {
    if (!type.isInterface()) {
      return false;
    }
    Pattern marked =
        Pattern.compile(
            "/\\*\\*(?:(?!\\*/)[\\s\\S])*<strong>SPI\\.?</strong>(?:(?!\\*/)[\\s\\S])*\\*/"
                + "(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*(?:public |static )*interface "
                + type.getSimpleName()
                + "\\b");
    return marked.matcher(sourceOf.apply(type.getName().replaceFirst("\\$.*", ""))).find();
  }
}
