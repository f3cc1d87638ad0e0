package dev.muster.workos.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests beside WorkOS's own library for Node, which is passed to whatever has a parameter for it.
 * Without Node they are skipped, with the reason.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SharedNodeLibrary.class)
public @interface NeedsNodeLibrary {}
