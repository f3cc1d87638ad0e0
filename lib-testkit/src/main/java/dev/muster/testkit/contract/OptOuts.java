package dev.muster.testkit.contract;

import dev.muster.provider.ProviderException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Turns each opted-out rule round: it must fail, or need a lever that the stage does not have. */
final class OptOuts implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
  /** By suite: the rules with cases that ran, and the opt-outs of one case that were met. */
  private final Map<Class<?>, Set<Object>> met = new ConcurrentHashMap<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> suite = context.getRequiredTestClass();
    for (OptsOut optOut : suite.getAnnotationsByType(OptsOut.class)) {
      if (optOut.reason().isBlank() || !isRule(suite, optOut.rule())) {
        throw new AssertionError("`" + optOut.rule() + "` is no rule here, or has no reason");
      }
    }
  }

  /* A case that was misspelt, or that the rule has no more, is met by no dynamic test. */
  @Override
  public void afterAll(ExtensionContext context) {
    Class<?> suite = context.getRequiredTestClass();
    Set<Object> seen = met.getOrDefault(suite, Set.of());
    for (OptsOut optOut : suite.getAnnotationsByType(OptsOut.class)) {
      if (!optOut.of().isEmpty() && seen.contains(optOut.rule()) && !seen.contains(optOut)) {
        throw new AssertionError("`" + optOut.of() + "` is no case of `" + optOut.rule() + "`");
      }
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    String rule = context.getRequiredTestMethod().getName();
    intercept(invocation, find(context.getRequiredTestClass(), rule, ""), rule, "");
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    ExtensionContext factory = context;
    while (factory.getTestMethod().isEmpty()) {
      factory = factory.getParent().orElseThrow();
    }
    Class<?> suite = factory.getRequiredTestClass();
    String rule = factory.getRequiredTestMethod().getName();
    Optional<OptsOut> whole = find(suite, rule, "");
    Optional<OptsOut> one = find(suite, rule, context.getDisplayName());
    Set<Object> seen = met.computeIfAbsent(suite, unseen -> ConcurrentHashMap.newKeySet());
    seen.add(rule);
    one.ifPresent(seen::add);
    try {
      intercept(invocation, whole.isPresent() ? whole : one, rule, context.getDisplayName());
    } catch (AssertionError | ProviderException broken) {
      // Reports of a build number the cases; an opt-out needs the name.
      throw new AssertionError(
          "in the case `" + context.getDisplayName() + "`: " + broken.getMessage(), broken);
    }
  }

  private static void intercept(
      Invocation<@Nullable Void> invocation, Optional<OptsOut> optOut, String rule, String of)
      throws Throwable {
    if (optOut.isEmpty()) {
      proceed(invocation, rule, of);
      return;
    }
    try {
      invocation.proceed();
    } catch (AssertionError | NoLever notKept) {
      return;
    }
    throw new AssertionError(
        "the rule is kept, so its opt-out has outlived its reason: " + optOut.get().reason());
  }

  private static void proceed(Invocation<@Nullable Void> invocation, String rule, String of)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (NoLever missing) {
      throw new AssertionError(
          "the stage has no lever for this: %s. Pull one, or say so: @OptsOut(rule = \"%s\",%s reason = \"…\")"
              .formatted(missing.getMessage(), rule, of.isEmpty() ? "" : " of = \"" + of + "\","),
          missing);
    }
  }

  private static Optional<OptsOut> find(Class<?> suite, String rule, String of) {
    return Arrays.stream(suite.getAnnotationsByType(OptsOut.class))
        .filter(optOut -> optOut.rule().equals(rule) && optOut.of().equals(of))
        .findFirst();
  }

  private static boolean isRule(Class<?> suite, String name) {
    return !ReflectionSupport.findMethods(
            suite,
            method ->
                method.getName().equals(name)
                    && (AnnotationSupport.isAnnotated(method, Test.class)
                        || AnnotationSupport.isAnnotated(method, TestFactory.class)),
            HierarchyTraversalMode.TOP_DOWN)
        .isEmpty();
  }
}
