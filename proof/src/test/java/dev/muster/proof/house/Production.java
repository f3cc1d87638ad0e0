package dev.muster.proof.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled production classes of the published modules, imported once from the class path. */
final class Production {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.muster");

  private Production() {}

  static JavaClasses classes() {
    return CLASSES;
  }

  /** Classes of this test tree, for controls. */
  static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages(Production.class.getPackageName() + name);
  }
}
