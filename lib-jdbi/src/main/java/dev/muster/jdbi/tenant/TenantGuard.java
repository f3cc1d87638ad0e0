package dev.muster.jdbi.tenant;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Puts {@link GuardedStatements} around what makes the statements of each handle. */
final class TenantGuard implements JdbiPlugin {
  private final TenantTables tables;

  TenantGuard(TenantTables tables) {
    this.tables = tables;
  }

  @Override
  public Handle customizeHandle(Handle handle) throws SQLException {
    String product = handle.getConnection().getMetaData().getDatabaseProductName();
    SqlSyntax syntax = SqlSyntax.of(product);
    return handle.setStatementBuilder(
        new GuardedStatements(handle.getStatementBuilder(), new TenantRules(tables, syntax)));
  }
}
