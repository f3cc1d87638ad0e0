package dev.muster.testkit.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of the test of an implementation that one rule of its suite is not kept, and why. The suite
 * runs the rule all the same and expects it to fail, so that an opt-out can't outlive its reason: a
 * rule that is kept after all fails the test, and so does a name that is no rule of the suite.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(OptsOut.Several.class)
public @interface OptsOut {
  /**
   * The rule.
   *
   * @return the name of the suite's test method
   */
  String rule();

  /**
   * The one case of the rule, for a rule that has several.
   *
   * @return the display name of the dynamic test, or empty for the whole rule
   */
  String of() default "";

  /**
   * Why it is not kept: what the provider or the database does instead.
   *
   * @return a sentence for the table of exceptions
   */
  String reason();

  /** Holds several opt-outs of one class. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {
    /**
     * The opt-outs.
     *
     * @return each of them
     */
    OptsOut[] value();
  }
}
