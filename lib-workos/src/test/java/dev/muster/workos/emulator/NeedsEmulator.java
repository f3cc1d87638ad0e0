package dev.muster.workos.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on WorkOS's emulator: one is started for all of them, and passed to a test, a constructor
 * or a set-up method that has a parameter for it. Without Node they are skipped, with the reason.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SharedEmulator.class)
public @interface NeedsEmulator {}
