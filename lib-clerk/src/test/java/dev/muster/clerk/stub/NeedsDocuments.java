package dev.muster.clerk.stub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests of what is held against Clerk's documents; skipped where those are not. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.muster.clerk.stub.ClerkDocuments#areHere",
    disabledReason = ClerkDocuments.MISSING)
@interface NeedsDocuments {}
