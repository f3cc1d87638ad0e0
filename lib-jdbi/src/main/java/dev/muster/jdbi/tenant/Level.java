package dev.muster.jdbi.tenant;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a statement in which conditions are joined: one clause of a query, or what stands in
 * parentheses in it. For the one statement that is looked at.
 */
final class Level {
  /** What conditions do here. */
  enum Clause {
    /** Every row meets them. */
    WHERE,
    /** Every row meets them that comes of an inner join, or from the joined table. */
    ON,
    /** They leave no row out. */
    OTHER
  }

  final Block block;
  final Clause clause;
  private final @Nullable Level outer;
  private final boolean opaque;
  private boolean either;
  private @Nullable Boolean known;

  private Level(Block block, Clause clause, @Nullable Level outer, boolean opaque) {
    this.block = block;
    this.clause = clause;
    this.outer = outer;
    this.opaque = opaque;
  }

  static Level query() {
    return new Level(new Block(), Clause.OTHER, null, false);
  }

  /** In parentheses; opaque where something is done with what stands in them. */
  Level inside(boolean opaque) {
    return new Level(block, clause, this, opaque);
  }

  Level next(Clause following) {
    return new Level(block, following, outer, opaque);
  }

  /** Whether it is not in parentheses of a query. */
  boolean isOutermost() {
    return outer == null;
  }

  /** One of its conditions is enough. */
  void either() {
    either = true;
  }

  /** Whether each of its conditions must be met. To be asked when all of the statement is seen. */
  boolean isBinding() {
    boolean binds = true;
    for (Level level = this; binds && level != null; level = level.outer) {
      if (level.known != null) {
        binds = level.known;
        break;
      }
      binds = !level.opaque && !level.either;
    }
    known = binds;
    return binds;
  }
}
