package dev.muster.jdbi.tenant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statements that {@link TenantRules} let through. It sees the text that would be sent,
 * after templates, and each value that is set for a parameter of the scope.
 */
final class GuardedStatements implements StatementBuilder {
  private final StatementBuilder inner;
  private final TenantRules rules;

  GuardedStatements(StatementBuilder inner, TenantRules rules) {
    this.inner = inner;
    this.rules = rules;
  }

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    boolean exempt = isExempt(context);
    Statement statement = inner.create(connection, context);
    return exempt ? statement : watched(Statement.class, statement, this::checkPlain);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    Check check = check(sql, context);
    PreparedStatement statement = inner.create(connection, sql, context);
    return check == null ? statement : watched(PreparedStatement.class, statement, check);
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    Check check = check(sql, context);
    CallableStatement statement = inner.createCall(connection, sql, context);
    return check == null ? statement : watched(CallableStatement.class, statement, check);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    boolean ours =
        Proxy.isProxyClass(statement.getClass())
            && Proxy.getInvocationHandler(statement) instanceof Watch;
    inner.close(
        connection,
        sql,
        ours ? ((Watch) Proxy.getInvocationHandler(statement)).target() : statement);
  }

  @Override
  public void close(Connection connection) {
    inner.close(connection);
  }

  private boolean isExempt(StatementContext context) {
    TenantExemption exemption = Bound.of(context, TenantExemption.class);
    if (exemption != null) {
      rules.heard(exemption);
    }
    return exemption != null;
  }

  /** Checks the text; tells how its values are checked, or null if there is nothing to check. */
  private @Nullable Check check(String sql, StatementContext context) {
    if (isExempt(context)) {
      return null;
    }
    ParsedSql parsed = context.getParsedSql();
    List<String> parameters =
        parsed == null || parsed.getParameters().isPositional()
            ? List.of()
            : parsed.getParameters().getParameterNames();
    TenantScope scope = Bound.of(context, TenantScope.class);
    refuse(rules.fault(sql, parameters, scope));
    return scope == null
        ? null
        : (method, arguments) -> checkValue(method, arguments, scope, parameters);
  }

  /** A statement without parameters can have no scope. */
  private void checkPlain(Method method, @Nullable Object @Nullable [] arguments) {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      refuse(rules.fault(sql, List.of(), null));
    }
  }

  private static void checkValue(
      Method method,
      @Nullable Object @Nullable [] arguments,
      TenantScope scope,
      List<String> parameters) {
    if (arguments == null
        || arguments.length < 2
        || !method.getName().startsWith("set")
        || !(arguments[0] instanceof Integer index)
        || index < 1
        || index > parameters.size()) {
      return;
    }
    String name = parameters.get(index - 1);
    boolean ours = name.equals(TenantScope.ORGANIZATION) || name.equals(TenantScope.USER);
    Object set = method.getName().equals("setNull") ? null : arguments[1];
    if (ours && !Objects.equals(set, scope.value(name))) {
      refuse("another value than the pass's is bound to :" + name);
    }
  }

  private static void refuse(@Nullable String fault) {
    if (fault != null) {
      throw new TenantRefusedException(fault);
    }
  }

  private static <T> T watched(Class<T> type, Statement target, Check check) {
    return type.cast(
        Proxy.newProxyInstance(
            GuardedStatements.class.getClassLoader(),
            new Class<?>[] {type},
            new Watch(target, check)));
  }

  /** What is looked at before a call reaches a statement. */
  private interface Check {
    void before(Method method, @Nullable Object @Nullable [] arguments);
  }

  /** A statement that is looked at. */
  private record Watch(Statement target, Check check) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      check.before(method, arguments);
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
