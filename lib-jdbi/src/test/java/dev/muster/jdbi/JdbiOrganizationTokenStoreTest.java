package dev.muster.jdbi;

import static dev.muster.jdbi.Members.KEY;
import static dev.muster.jdbi.Members.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.MembershipId;
import dev.muster.name.MembershipKey;
import dev.muster.name.Permission;
import dev.muster.name.TokenId;
import dev.muster.name.UserId;
import dev.muster.store.OrganizationTokenStore;
import dev.muster.store.OrganizationTokenStore.Addition;
import dev.muster.store.OrganizationTokenStore.Grant;
import dev.muster.store.OrganizationTokenStore.Hash;
import dev.muster.store.OrganizationTokenStore.NewToken;
import dev.muster.store.OrganizationTokenStore.State;
import dev.muster.store.OrganizationTokenStore.Token;
import dev.muster.store.StoreException;
import dev.muster.store.TokenHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract does not say: statements, locks, times, failures. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class JdbiOrganizationTokenStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CAP = 1_000;
  private static TestDatabase database;

  private final Engine engine;
  private final Wire wire = new Wire(database.dataSource());
  private final OrganizationTokenStore store = JdbiOrganizationTokenStore.on(wire.dataSource());

  JdbiOrganizationTokenStoreTest(Engine engine) {
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

  @BeforeEach
  void empty() {
    database.run("delete from muster_token", "delete from muster_token_epoch");
  }

  static NewToken token(MembershipKey key, Duration lifetime) {
    String hex = UUID.randomUUID().toString().replace("-", "");
    Grant grant =
        new Grant(
            key,
            new MembershipId("om_1"),
            null,
            Set.of(new Permission("doc:read"), new Permission("doc:write")),
            "session_1",
            "laptop");
    return new NewToken(new TokenId("token " + hex), new Hash(hex + hex), grant, lifetime);
  }

  private NewToken added() {
    NewToken token = token(KEY, HOUR);
    assertThat(store.add(token, store.epoch(KEY), CAP)).isEqualTo(Addition.ADDED);
    return token;
  }

  @Test
  @Tag("TOK-4")
  void what_a_use_and_a_list_cost_is_one_statement() {
    NewToken token = added();
    wire.clear();

    store.find(token.hash());
    assertThat(wire.sent()).hasSize(1);
    store.find(new Hash("0".repeat(64)));
    assertThat(wire.sent()).hasSize(2);
    store.list(KEY);
    assertThat(wire.sent()).hasSize(3);
    store.revoke(KEY, token.id());
    assertThat(wire.sent()).filteredOn(sql -> !sql.contains("muster_log")).hasSizeBetween(4, 5);
    wire.clear();
    assertThat(store.revoke(KEY, token.id())).isTrue();
    assertThat(wire.sent()).hasSize(2).noneMatch(sql -> sql.contains("muster_log"));
  }

  @Test
  @Tag("TOK-3")
  void an_issue_is_one_statement_before_the_check_and_five_after_it() {
    wire.clear();
    long first = store.epoch(KEY);
    assertThat(wire.sent()).as("the first time, with its three rows").hasSize(5);
    wire.clear();

    assertThat(store.epoch(KEY)).isEqualTo(first);
    assertThat(wire.sent()).hasSize(1);
    store.add(token(KEY, HOUR), first, CAP);
    assertThat(wire.sent()).hasSize(6);
  }

  @Test
  @Tag("TOK-5")
  void to_revoke_an_organization_costs_the_same_whatever_its_size() {
    TokenHolder organization = new TokenHolder.OfOrganization(PROVIDER, KEY.organization());
    for (int i = 0; i < 20; i++) {
      MembershipKey key = new MembershipKey(PROVIDER, KEY.organization(), new UserId("user " + i));
      store.add(token(key, HOUR), store.epoch(key), CAP);
    }
    wire.clear();

    assertThat(store.revoke(organization)).isEqualTo(20);

    // With what the log takes: the turn of its head, its number, its time and one entry.
    assertThat(wire.sent()).hasSizeBetween(4, 7);
    assertThat(database.column("select distinct state from muster_token"))
        .containsExactly("REVOKED");
  }

  @Test
  @Tag("TOK-6")
  void uses_are_written_in_batches() {
    Map<TokenId, Instant> uses = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      uses.put(added().id(), Instant.EPOCH.plusSeconds(i));
    }
    wire.clear();

    store.used(uses);

    assertThat(wire.sent()).hasSize(2);
    Map<TokenId, Instant> stored = new HashMap<>();
    store.list(KEY).forEach(token -> stored.put(token.id(), token.lastUsedAt()));
    assertThat(stored).isEqualTo(uses);
  }

  @Test
  @Tag("TOK-5")
  void a_sweep_takes_pieces_until_nothing_is_left() {
    for (int i = 0; i < 250; i++) {
      store.add(token(KEY, Duration.ZERO), store.epoch(KEY), CAP);
    }
    added();
    wire.clear();

    assertThat(store.sweep(Duration.ZERO, 1_000)).isEqualTo(250);

    assertThat(wire.sent()).filteredOn(sql -> sql.startsWith("delete")).hasSize(3);
    assertThat(database.column("select id from muster_token")).hasSize(1);
  }

  @Test
  @Tag("TOK-5")
  void a_sweep_reads_the_index_of_expiry_and_not_the_table() {
    List<Object> rows = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    String many =
        rows.stream()
            .map(i -> "select " + i + " as n")
            .reduce((a, b) -> a + " union all " + b)
            .get();
    String serial = "(a.n + 10 * b.n + 100 * c.n)";
    database.run(
        "insert into muster_token (id, hash, provider, organization_id, user_id, membership_id,"
            + " permissions, label, state, issued_at, expires_at) select concat('t', "
            + serial
            + "), concat('h', "
            + serial
            + "), 'p', 'o', 'u', 'm', '', '', 'LIVE', current_timestamp, current_timestamp from ("
            + many
            + ") a, ("
            + many
            + ") b, ("
            + many
            + ") c");
    if (engine != Engine.H2) {
      database.run("analyze " + (engine == Engine.MARIADB ? "table " : "") + "muster_token");
    }
    String plan =
        String.join(
            "\n",
            database.rows(
                "explain select id from muster_token where expires_at <= "
                    + engine.dialect().now()
                    + " order by expires_at limit 10"));

    assertThat(plan).containsIgnoringCase("muster_token_expires_at");
  }

  @Test
  @Tag("TOK-3")
  void an_addition_whose_rows_of_epochs_are_gone_starts_over() {
    long epoch = store.epoch(KEY);
    database.run("delete from muster_token_epoch where user_id = ''");

    assertThat(store.add(token(KEY, HOUR), epoch, CAP)).isEqualTo(Addition.MOVED);
  }

  @Test
  @Tag("TOK-3")
  void a_revocation_waits_for_an_addition_under_way_and_finds_its_token() throws Exception {
    long epoch = store.epoch(KEY);
    NewToken token = token(KEY, HOUR);
    OrganizationTokenStore other = JdbiOrganizationTokenStore.on(database.dataSource());
    Thread[] revoker = new Thread[1];
    AtomicBoolean revoked = new AtomicBoolean();
    wire.afterEach(
        sql -> {
          if (sql.startsWith("insert into muster_token ")) {
            revoker[0] =
                new Thread(
                    () ->
                        revoked.set(
                            other.revoke(
                                    new TokenHolder.OfOrganization(PROVIDER, KEY.organization()))
                                == 1));
            revoker[0].start();
          }
        });

    assertThat(store.add(token, epoch, CAP)).isEqualTo(Addition.ADDED);
    revoker[0].join();

    assertThat(revoked).isTrue();
    assertThat(store.find(token.hash()).orElseThrow().token().state()).isEqualTo(State.REVOKED);
  }

  @Test
  @Tag("TOK-3")
  void an_addition_that_fails_at_any_statement_adds_nothing_and_works_again() {
    long epoch = store.epoch(KEY);
    NewToken token = token(KEY, HOUR);
    for (int k = 0; k < 5; k++) {
      wire.failAfter(k);
      assertThatThrownBy(() -> store.add(token, epoch, CAP)).isInstanceOf(StoreException.class);
      wire.failAfter(-1);
      assertThat(store.find(token.hash())).as("at %s", k).isEmpty();
    }
    assertThat(wire.openConnections()).isZero();
    assertThat(store.add(token, epoch, CAP)).isEqualTo(Addition.ADDED);
  }

  @Test
  @Tag("TOK-3")
  void a_revocation_that_fails_at_any_statement_raises_no_epoch_and_works_again() {
    TokenHolder holder = new TokenHolder.OfUser(PROVIDER, KEY.user());
    NewToken token = added();
    long before = store.epoch(KEY);
    for (ThrowingCallable change :
        List.<ThrowingCallable>of(() -> store.revoke(holder), () -> store.suspend(KEY))) {
      for (int k = 0; k < 3; k++) {
        wire.failAfter(k);
        assertThatThrownBy(change).isInstanceOf(StoreException.class);
        wire.failAfter(-1);
        assertThat(store.epoch(KEY)).as("at %s", k).isEqualTo(before);
        assertThat(state(token)).as("at %s", k).isEqualTo(State.LIVE);
      }
    }

    assertThat(store.revoke(holder)).isEqualTo(1);
    assertThat(state(token)).isEqualTo(State.REVOKED);
  }

  private State state(NewToken token) {
    return store.find(token.hash()).map(found -> found.token()).map(Token::state).orElseThrow();
  }

  @Test
  @Tag("ANS-2")
  void every_call_on_a_cut_line_is_a_store_exception_without_values() {
    NewToken token = added();
    List<ThrowingCallable> calls =
        List.of(
            () -> store.epoch(KEY),
            () -> store.add(token, 0, CAP),
            () -> store.find(token.hash()),
            () -> store.list(KEY),
            () -> store.revoke(KEY, token.id()),
            () -> store.revoke(new TokenHolder.OfMembership(KEY)),
            () -> store.suspend(KEY),
            () -> store.resume(KEY),
            () -> store.used(Map.of(token.id(), Instant.EPOCH)),
            () -> store.sweep(HOUR, 10));
    for (ThrowingCallable call : calls) {
      wire.failAfter(0);
      assertThatThrownBy(call)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("SQL state " + Wire.STATE)
          .message()
          .doesNotContain("user_1", "org_1", "secret", token.hash().value(), token.id().value());
    }
    assertThat(wire.openConnections()).isZero();
  }

  @Test
  @Tag("ANS-2")
  void a_row_that_somebody_else_keeps_locked_is_a_store_exception() throws SQLException {
    OrganizationTokenStore impatient =
        JdbiOrganizationTokenStore.on(database.session(engine.lockTimeout(20)));
    long epoch = store.epoch(KEY);
    try (Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select * from muster_token_epoch for update");
      assertThatThrownBy(() -> impatient.add(token(KEY, HOUR), epoch, CAP))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("could not add a token");
      other.rollback();
    }
    assertThat(impatient.add(token(KEY, HOUR), epoch, CAP)).isEqualTo(Addition.ADDED);
  }

  @Test
  void nodes_in_other_time_zones_agree_on_every_time() {
    OrganizationTokenStore east =
        JdbiOrganizationTokenStore.on(database.session(engine.timeZone("Asia/Tokyo")));
    OrganizationTokenStore west =
        JdbiOrganizationTokenStore.on(database.session(engine.timeZone("America/Los_Angeles")));
    NewToken token = token(KEY, HOUR);
    Instant use = Instant.parse("2026-11-21T12:00:00.123456Z");

    west.add(token, west.epoch(KEY), CAP);
    east.used(Map.of(token.id(), use.plusNanos(999)));

    Token inEast = east.find(token.hash()).orElseThrow().token();
    assertThat(inEast).isEqualTo(west.find(token.hash()).orElseThrow().token());
    assertThat(inEast.lastUsedAt()).isEqualTo(use);
    assertThat(
            Duration.between(inEast.issuedAt(), store.find(token.hash()).orElseThrow().storeTime()))
        .isBetween(Duration.ZERO, Duration.ofSeconds(30));
    assertThat(east.list(KEY)).hasSize(1);
    assertThat(west.list(KEY)).hasSize(1);
    assertThat(east.sweep(Duration.ZERO, 10)).isZero();
    assertThat(west.sweep(Duration.ZERO, 10)).isZero();
  }

  @Test
  void a_row_that_muster_never_wrote_is_a_store_exception() {
    NewToken token = added();
    for (String wrong : List.of("state = 'ETERNAL'", "state = 'LIVE', role = ' '")) {
      database.run("update muster_token set " + wrong);
      assertThatThrownBy(() -> store.find(token.hash())).isInstanceOf(StoreException.class);
    }
  }
}
