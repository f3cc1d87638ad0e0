package dev.muster.jdbi.tenant;

/**
 * A statement on tenant data that was not sent to the database. A fault of the host's program, not
 * of the request: it is no decision, and no status of its own.
 */
public final class TenantRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TenantRefusedException(String why) {
    super("statement refused: " + why);
  }
}
