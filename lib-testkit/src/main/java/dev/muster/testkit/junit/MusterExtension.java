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
import org.junit.jupiter.api.extension.ExtensionContext.Store;
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
    return PARTS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    if (test.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a kit is for one test: it can't be a parameter of what runs for a whole class");
    }
    Store store = test.getStore(NAMESPACE);
    MusterKit kit =
        store.computeIfAbsent(
            MusterKit.class,
            key -> MusterKit.with(builder -> configure(builder, test)),
            MusterKit.class);
    return Objects.requireNonNull(PARTS.get(parameter.getParameter().getType())).apply(kit);
  }

  private void configure(MusterKitBuilder builder, ExtensionContext test) {
    if (setup != null) {
      setup.accept(builder);
      return;
    }
    AnnotationSupport.findAnnotation(
            test.getRequiredTestClass(), MusterTest.class, test.getEnclosingTestClasses())
        .ifPresent(found -> ReflectionSupport.newInstance(found.value()).configure(builder));
  }
}
