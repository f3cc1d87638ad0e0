package dev.muster.jdbi.tenant;

import dev.muster.decision.Pass;
import dev.muster.scope.Scope;
import java.util.Objects;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Where a pass permits work, as the parameters of a statement. The organization's id is {@code
 * :tenant_organization}, and NULL for a personal pass; the user's id is {@code :tenant_user}, and
 * NULL for an organization's pass: so one condition serves rows of both kinds, and neither kind of
 * pass reaches the other's rows:
 *
 * <pre>{@code
 * where (organization_id = :tenant_organization
 *    or organization_id is null and user_id = :tenant_user)
 * }</pre>
 *
 * Immutable; like its pass, not for keeping beyond the request.
 */
public final class TenantScope {
  /** The parameter that holds the organization's id. */
  public static final String ORGANIZATION = "tenant_organization";

  /** The parameter that holds the user's id in a personal scope. */
  public static final String USER = "tenant_user";

  private final @Nullable String organization;
  private final @Nullable String user;

  private TenantScope(@Nullable String organization, @Nullable String user) {
    this.organization = organization;
    this.user = user;
  }

  /**
   * The scope of a pass.
   *
   * @param pass proof that Muster answered yes
   * @return its scope
   */
  public static TenantScope of(Pass pass) {
    Scope scope = Objects.requireNonNull(pass, "pass").scope();
    return scope.fold(
        personal -> new TenantScope(null, personal.session().user().value()),
        in -> new TenantScope(in.id().value(), null));
  }

  /**
   * Binds both parameters, and lets the statement reach declared tables in this scope. Of a batch,
   * each part is bound. What else is bound under their names before the statement is sent makes it
   * refused, unless it is the same.
   *
   * @param statement a query, an update, a call or a prepared batch
   * @param <S> which
   * @return the statement
   */
  public <S extends SqlStatement<S>> S bind(S statement) {
    Objects.requireNonNull(statement, "statement");
    Bound.to(statement.getContext(), this);
    return statement.bind(ORGANIZATION, organization).bind(USER, user);
  }

  boolean isPersonal() {
    return organization == null;
  }

  /** What stands under a parameter's name, for one of the two. */
  @Nullable String value(String name) {
    return name.equals(ORGANIZATION) ? organization : user;
  }

  @Override
  public String toString() {
    return organization == null ? "TenantScope[personal]" : "TenantScope[" + organization + "]";
  }
}
