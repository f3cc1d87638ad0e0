package dev.muster.jdbi.tenant;

import java.util.Objects;
import org.jdbi.v3.core.statement.Batch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * A named way past the guard for one statement: work on the rows of all organizations, as in a
 * report of the operator. The host's listener hears it. Immutable.
 */
public final class TenantExemption {
  private static final int MAX_REASON = 255;

  private final String reason;

  private TenantExemption(String reason) {
    this.reason = reason;
  }

  /**
   * An exemption.
   *
   * @param reason why it may be, 1 to 255 characters
   * @return the exemption
   * @throws IllegalArgumentException if there is no reason, or too long a one
   */
  public static TenantExemption becauseOf(String reason) {
    if (Objects.requireNonNull(reason, "reason").isBlank() || reason.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "reason must have 1 to 255 characters, not all blank, but had " + reason.length());
    }
    return new TenantExemption(reason);
  }

  /**
   * Lets a statement through.
   *
   * @param statement a query, an update, a call or a prepared batch
   * @param <S> which
   * @return the statement
   */
  public <S extends SqlStatement<S>> S on(S statement) {
    Bound.to(Objects.requireNonNull(statement, "statement").getContext(), this);
    return statement;
  }

  /**
   * Lets a batch of plain statements through. A script makes statements of its own and can't be
   * exempted: it needs a Jdbi without the guard.
   *
   * @param batch the batch
   * @return the batch
   */
  public Batch on(Batch batch) {
    Bound.to(Objects.requireNonNull(batch, "batch").getContext(), this);
    return batch;
  }

  /**
   * Why it may be.
   *
   * @return the reason
   */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return "TenantExemption[" + reason + "]";
  }
}
