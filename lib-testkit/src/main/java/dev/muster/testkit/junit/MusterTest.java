package dev.muster.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a {@link dev.muster.testkit.stage.MusterKit} of its own, as a
 * parameter. A nested class uses the nearest one.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MusterExtension.class)
public @interface MusterTest {
  /**
   * How the kits are configured.
   *
   * @return a class with a constructor without parameters; by default nothing is changed
   */
  Class<? extends KitSetup> value() default KitSetup.Standard.class;
}
