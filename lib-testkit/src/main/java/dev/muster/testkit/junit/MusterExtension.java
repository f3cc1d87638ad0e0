package dev.muster.testkit.junit;

import dev.muster.Muster;
import dev.muster.testkit.HandClock;
import dev.muster.testkit.stage.AuditTrail;
import dev.muster.testkit.stage.MusterKit;
import dev.muster.testkit.stage.MusterKitBuilder;
import dev.muster.testkit.stage.StagedProvider;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Gives each test a {@link MusterKit} of its own, as a parameter of the test, of its lifecycle
 * methods or of the class's constructor: the kit itself, its {@link Muster}, {@link
 * StagedProvider}, {@link HandClock} or {@link AuditTrail}. The kit is made when a parameter first
 * asks for it and closed after the test. Safe for tests that run at the same time.
 *
 * <p>Registered by {@link MusterTest}, or in a field: {@code @RegisterExtension final
 * MusterExtension muster = MusterExtension.of(kit -> ...)}.
 */
public final class MusterExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(MusterExtension.class);

  private static final String EXTENSION = "extension";
  private static final String KIT = "kit";
  private static final String STAGE = MusterKit.class.getPackageName();

  private static final Map<Class<?>, Function<MusterKit, Object>> PARTS =
      Map.of(
          MusterKit.class, kit -> kit,
          Muster.class, MusterKit::muster,
          StagedProvider.class, MusterKit::provider,
          HandClock.class, MusterKit::clock,
          AuditTrail.class, MusterKit::audit);

  private final @Nullable Consumer<MusterKitBuilder> setup;

  /** For {@link MusterTest}, which says how the kits are configured. */
  public MusterExtension() {
    this.setup = null;
  }

  private MusterExtension(Consumer<MusterKitBuilder> setup) {
    this.setup = setup;
  }

  /**
   * An extension with a configuration.
   *
   * @param setup configures each kit; must keep nothing of it for another test
   * @return for a field with {@code @RegisterExtension}
   */
  public static MusterExtension of(Consumer<MusterKitBuilder> setup) {
    return new MusterExtension(Objects.requireNonNull(setup, "setup"));
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    // What looks like a part of a kit is answered here, so that the error can name the parts. What
    // lies elsewhere in the test kit, a fault or a profile, may be the argument of a parameterized
    // test.
    if (!PARTS.containsKey(type) && !type.getPackageName().equals(STAGE)) {
      return false;
    }
    requireOnlyThis(test);
    return true;
  }

  private void requireOnlyThis(ExtensionContext test) {
    if (test.getStore(NAMESPACE).computeIfAbsent(EXTENSION, key -> this) != this) {
      throw new ParameterResolutionException(
          "two Muster extensions are registered for this test: keep `@MusterTest`, or one"
              + " `@RegisterExtension` field");
    }
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    Function<MusterKit, Object> part = PARTS.get(type);
    if (part == null) {
      throw new ParameterResolutionException(
          "a parameter can't be a `"
              + type.getSimpleName()
              + "`; it can be one of "
              + PARTS.keySet().stream().map(Class::getSimpleName).sorted().toList());
    }
    if (test.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a kit is for one test: it can't be a parameter of what runs for a whole class");
    }
    return part.apply(
        test.getStore(NAMESPACE)
            .computeIfAbsent(
                KIT, key -> MusterKit.with(builder -> configure(builder, test)), MusterKit.class));
  }

  private void configure(MusterKitBuilder builder, ExtensionContext test) {
    builder.lookups(SharedThreads.of(test.getRoot().getStore(NAMESPACE)));
    if (setup != null) {
      setup.accept(builder);
      return;
    }
    AnnotationSupport.findAnnotation(
            test.getRequiredTestClass(), MusterTest.class, test.getEnclosingTestClasses())
        .ifPresent(found -> made(found.value()).configure(builder));
  }

  private static KitSetup made(Class<? extends KitSetup> type) {
    try {
      return ReflectionSupport.newInstance(type);
    } catch (Exception failed) { // also a checked one, which reflection lets through
      throw new ParameterResolutionException(
          "`" + type.getSimpleName() + "` must have a constructor without parameters that works",
          failed);
    }
  }
}
