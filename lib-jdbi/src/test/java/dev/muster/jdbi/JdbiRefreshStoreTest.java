package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.ProviderInstance;
import dev.muster.store.RefreshStore;
import dev.muster.store.RefreshStore.Claim;
import dev.muster.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract does not say: statements, times, failures. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("SES-6")
class JdbiRefreshStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static TestDatabase database;

  private final Engine engine;
  private final Wire wire = new Wire(database.dataSource());
  private final RefreshStore store = JdbiRefreshStore.on(wire.dataSource());
  private final UUID mine = UUID.randomUUID();
  private final UUID theirs = UUID.randomUUID();
  private final RefreshStore.Key token = newToken();

  JdbiRefreshStoreTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeParameterizedClassInvocation
  static void install(Engine engine) {
    database = engine.installed();
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  private static RefreshStore.Key newToken() {
    return new RefreshStore.Key(
        new ProviderInstance("p"),
        (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", ""));
  }

  @Test
  @Tag("S7")
  void a_look_at_what_others_do_is_one_statement_and_a_claim_two() {
    wire.clear();
    store.claim(token, mine, HOUR);
    assertThat(wire.sent()).hasSize(2);
    store.claim(token, theirs, HOUR);
    assertThat(wire.sent()).hasSize(3);
    store.complete(token, mine, "outcome", HOUR);
    wire.clear();
    store.claim(token, theirs, HOUR);
    assertThat(wire.sent()).hasSize(1);
  }

  @Test
  void leases_and_keeping_times_are_the_databases_to_the_second() throws SQLException {
    store.claim(token, mine, Duration.ofSeconds(65));
    assertThat(timeLeft()).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(65));
    store.complete(token, mine, "outcome", HOUR);
    assertThat(timeLeft()).isBetween(HOUR.minusSeconds(30), HOUR);
  }

  private Duration timeLeft() throws SQLException {
    String sql =
        "select claim_id, outcome, ends_at, "
            + engine.dialect().now()
            + " as store_time from muster_refresh where token_hash = ?";
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, token.tokenHash());
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        RefreshRow row = RefreshRow.read(rows, engine.dialect());
        return Duration.between(row.storeTime(), row.endsAt());
      }
    }
  }

  @Test
  void nodes_in_other_time_zones_agree() {
    RefreshStore east = JdbiRefreshStore.on(database.session(engine.timeZone("Asia/Tokyo")));
    RefreshStore west =
        JdbiRefreshStore.on(database.session(engine.timeZone("America/Los_Angeles")));
    Duration minute = Duration.ofMinutes(1);

    assertThat(west.claim(token, mine, minute)).isEqualTo(new Claim.Yours());
    assertThat(east.claim(token, theirs, minute)).isEqualTo(new Claim.Busy());
    assertThat(east.complete(token, mine, "outcome", minute)).isTrue();
    assertThat(west.claim(token, theirs, minute)).isEqualTo(new Claim.Done("outcome"));

    RefreshStore.Key over = newToken();
    east.claim(over, mine, Duration.ZERO);
    assertThat(west.claim(over, theirs, minute)).isEqualTo(new Claim.Yours());
  }

  @Test
  void a_sweep_that_fails_is_nobodys_failure() {
    RefreshStore first = JdbiRefreshStore.on(wire.dataSource());
    first.claim(token, mine, HOUR);
    wire.clear();
    wire.failAfter(2);

    assertThat(first.complete(token, mine, "outcome", HOUR)).isTrue();

    assertThat(wire.sent()).hasSize(3).last().asString().contains("order by ends_at");
    assertThat(wire.openConnections()).isZero();
  }

  @Test
  @Tag("ANS-2")
  void a_row_that_somebody_else_keeps_locked_is_a_store_exception() throws SQLException {
    RefreshStore impatient = JdbiRefreshStore.on(database.session(engine.lockTimeout(20)));
    store.claim(token, mine, Duration.ZERO);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement("update muster_refresh set claim_id = 'x' where token_hash = ?")) {
        lock.setString(1, token.tokenHash());
        lock.executeUpdate();
        assertThatThrownBy(() -> impatient.claim(token, theirs, HOUR))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("could not claim a refresh token");
      }
      other.rollback();
    }
    assertThat(impatient.claim(token, theirs, HOUR)).isEqualTo(new Claim.Yours());
  }

  @Test
  @Tag("ANS-2")
  void a_cut_line_is_a_store_exception_without_values() {
    wire.failAfter(0);
    assertThatThrownBy(() -> store.claim(token, mine, HOUR))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQL state " + Wire.STATE);
    wire.failAfter(0);
    assertThatThrownBy(() -> store.complete(token, mine, "outcome", HOUR))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQL state " + Wire.STATE);
    wire.failAfter(0);
    assertThatThrownBy(() -> store.release(token, mine))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("SQL state " + Wire.STATE);
  }

  @Test
  void a_row_that_changes_between_look_and_write_is_looked_at_again() {
    RefreshStore other = JdbiRefreshStore.on(database.dataSource());
    wire.afterEach(
        sql -> {
          wire.afterEach(more -> {});
          other.claim(token, theirs, HOUR);
        });
    assertThat(store.claim(token, mine, HOUR)).isEqualTo(new Claim.Busy());

    other.release(token, theirs);
    other.claim(token, theirs, Duration.ZERO);
    wire.afterEach(
        sql -> {
          wire.afterEach(more -> {});
          other.complete(token, theirs, "outcome", HOUR);
        });
    assertThat(store.claim(token, mine, HOUR)).isEqualTo(new Claim.Done("outcome"));
  }
}
