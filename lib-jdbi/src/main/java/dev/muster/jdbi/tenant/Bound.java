package dev.muster.jdbi.tenant;

import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What was bound to one statement: a {@link TenantScope} or a {@link TenantExemption}. It knows its
 * statement, since attributes can be handed on to others.
 */
final class Bound {
  private static final String KEY = "dev.muster.jdbi.tenant";

  private final StatementContext statement;
  private final Object what;

  private Bound(StatementContext statement, Object what) {
    this.statement = statement;
    this.what = what;
  }

  static void to(StatementContext statement, Object what) {
    statement.define(KEY, new Bound(statement, what));
  }

  /** What was bound to exactly this statement. */
  @SuppressWarnings("ReferenceEquality") // attributes are copied with their context
  static <T> @Nullable T of(StatementContext statement, Class<T> kind) {
    return statement.getAttribute(KEY) instanceof Bound bound
            && bound.statement == statement
            && kind.isInstance(bound.what)
        ? kind.cast(bound.what)
        : null;
  }
}
