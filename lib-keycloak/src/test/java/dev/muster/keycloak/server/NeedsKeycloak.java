package dev.muster.keycloak.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests on a real Keycloak: one is started for all of them, and passed to a test, a constructor or
 * a set-up method that has a parameter for it. Where its archive can't be had they are skipped,
 * with the reason. It says nothing about a JDK, so it runs once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("once")
@ExtendWith(SharedKeycloak.class)
public @interface NeedsKeycloak {}
