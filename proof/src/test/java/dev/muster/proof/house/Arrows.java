package dev.muster.proof.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may see whom, over compiled classes, and over imports for what the compiler inlines. */
final class Arrows {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?([a-z0-9_.]+)\\.[A-Z*]");

  private Arrows() {}

  /** Faults of compiled classes against a table of arrows. */
  static List<String> faults(JavaClasses classes, Map<String, Table.Row> table, String root) {
    SortedSet<String> faults = new TreeSet<>();
    for (JavaClass from : classes) {
      for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
        JavaClass to = arrow.getTargetClass().getBaseComponentType();
        if (!to.isPrimitive()) {
          check(from.getPackageName(), to.getPackageName(), table, root, from.getName(), faults);
        }
      }
      if (!table.containsKey(from.getPackageName())) {
        faults.add(withoutRow(from.getPackageName()));
      }
    }
    return List.copyOf(faults);
  }

  /** Faults of imports: an inlined constant leaves no trace in a compiled class. */
  static List<String> importFaults(
      List<Source> sources, Map<String, Table.Row> table, String root) {
    SortedSet<String> faults = new TreeSet<>();
    for (Source source : sources) {
      Matcher matcher = IMPORT.matcher(source.code());
      while (matcher.find()) {
        check(source.packageName(), matcher.group(1), table, root, source.path(), faults);
      }
    }
    return List.copyOf(faults);
  }

  /** Faults of package cycles: each package is a slice of its own. */
  static List<String> cycles(JavaClasses classes) {
    SliceAssignment byPackage =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
          }

          @Override
          public String getDescription() {
            return "packages";
          }
        };
    return SlicesRuleDefinition.slices()
        .assignedFrom(byPackage)
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .evaluate(classes)
        .getFailureReport()
        .getDetails();
  }

  private static void check(
      String from,
      String to,
      Map<String, Table.Row> table,
      String root,
      String where,
      SortedSet<String> faults) {
    Table.Row row = table.get(from);
    if (row == null) {
      faults.add(withoutRow(from));
    } else if (!from.equals(to)) {
      boolean allowed =
          within(to, root)
              ? row.house().contains(to)
              : row.foreign().stream().anyMatch(foreign -> within(to, foreign));
      if (!allowed) {
        faults.add(from + " -> " + to + " is not in the table (" + where + ")");
      }
    }
  }

  private static String withoutRow(String room) {
    return "a room without a row: " + room;
  }

  private static boolean within(String name, String parent) {
    return name.equals(parent) || name.startsWith(parent + ".");
  }
}
