package dev.muster.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.decision.Pass;
import dev.muster.jdbi.tenant.TenantExemption;
import dev.muster.jdbi.tenant.TenantRefusedException;
import dev.muster.jdbi.tenant.TenantScope;
import dev.muster.jdbi.tenant.TenantTables;
import dev.muster.store.InMemoryMembershipStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The guard before real databases: what it refuses never reaches the wire. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("DB-3")
class TenantGuardTest {
  private static final String MINE =
      "(organization_id = :tenant_organization"
          + " or organization_id is null and user_id = :tenant_user)";

  private final TestDatabase database;
  private final Wire wire;
  private final Jdbi jdbi;
  private final Passes passes = new Passes(new InMemoryMembershipStore(InstantSource.system()));
  private final List<String> exemptions = new ArrayList<>();

  TenantGuardTest(Engine engine) {
    database = engine.empty();
    database.run(
        "create table note (id integer primary key, organization_id varchar(99),"
            + " user_id varchar(99), body varchar(99))",
        "create table other (id integer primary key, body varchar(99))",
        "insert into other values (1, 'plain')");
    wire = new Wire(database.dataSource());
    jdbi =
        Jdbi.create(wire.dataSource())
            .installPlugin(
                TenantTables.builder()
                    .table("note", "organization_id", "user_id")
                    .exemptions(exemption -> exemptions.add(exemption.reason()))
                    .build()
                    .guard());
    add(1, passes.in(passes.acme, passes.ann), "of acme");
    add(2, passes.in(passes.beta, passes.ben), "of beta");
    add(3, passes.alone(passes.ann), "of ann");
    add(4, passes.alone(passes.ben), "of ben");
    wire.clear();
  }

  @AfterEach
  void close() {
    passes.close();
    database.close();
  }

  @Test
  void no_kind_of_statement_reaches_the_database_without_a_scope() {
    Map<String, Consumer<Handle>> kinds = new LinkedHashMap<>();
    kinds.put("query", h -> h.createQuery("select body from note").mapTo(String.class).list());
    kinds.put("select", h -> h.select("select body from note").mapTo(String.class).list());
    kinds.put("positional", h -> h.execute("delete from note where id = ?", 1));
    kinds.put("update", h -> h.createUpdate("delete from note").execute());
    kinds.put(
        "keys",
        h ->
            h.createUpdate("insert into note (id) values (9)")
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Integer.class)
                .list());
    kinds.put("call", h -> h.createCall("{call note(:x)}").bind("x", 1).invoke());
    kinds.put("batch", h -> h.createBatch().add("delete from note").execute());
    kinds.put(
        "later in a batch",
        h -> h.createBatch().add("delete from other").add("delete from note").execute());
    kinds.put(
        "prepared batch",
        h -> h.prepareBatch("delete from note where id = :id").bind("id", 1).add().execute());
    kinds.put("script", h -> h.createScript("delete from other; delete from note;").execute());
    kinds.put(
        "separate script", h -> h.createScript("delete from note;").executeAsSeparateStatements());
    kinds.put(
        "template", h -> h.createUpdate("delete from <table>").define("table", "note").execute());
    kinds.put(
        "list",
        h ->
            h.createQuery("select <columns> from other where id in (<ids>)")
                .define("columns", "(select max(body) from note)")
                .bindList("ids", 1, 2)
                .mapTo(String.class)
                .list());
    kinds.put(
        "template in a batch",
        h -> h.createBatch().define("table", "note").add("delete from <table>").execute());
    kinds.forEach(
        (kind, run) ->
            assertThatThrownBy(() -> jdbi.useHandle(run::accept))
                .as(kind)
                .isInstanceOf(TenantRefusedException.class)
                .hasMessageContaining("table `note`"));
    assertThat(wire.sent()).isEmpty();
    assertThat(database.column("select body from note")).hasSize(4);
  }

  @Test
  void a_scope_reaches_its_own_rows_and_no_others() {
    assertThat(bodies(passes.in(passes.acme, passes.ann))).containsExactly("of acme");
    assertThat(bodies(passes.in(passes.beta, passes.ben))).containsExactly("of beta");
    assertThat(bodies(passes.alone(passes.ann))).containsExactly("of ann");
    assertThat(bodies(passes.alone(passes.ben))).containsExactly("of ben");
    assertThat(wire.sent()).hasSize(4);
  }

  @Test
  void an_update_and_a_deletion_stay_in_their_scope() {
    for (int id = 1; id <= 4; id++) {
      int row = id;
      TenantScope ann = TenantScope.of(passes.alone(passes.ann));
      int changed =
          jdbi.withHandle(
              h ->
                  ann.bind(h.createUpdate("update note set body = 'x' where id = :id and " + MINE))
                      .bind("id", row)
                      .execute());
      int gone =
          jdbi.withHandle(
              h ->
                  ann.bind(h.createUpdate("delete from note where id = :id and " + MINE))
                      .bind("id", row)
                      .execute());
      assertThat(List.of(changed, gone)).as("row " + id).containsOnly(id == 3 ? 1 : 0);
    }
    assertThat(database.column("select body from note order by id"))
        .containsExactly("of acme", "of beta", "of ben");
  }

  @Test
  void a_value_bound_by_hand_does_not_replace_the_passs() {
    TenantScope acme = TenantScope.of(passes.in(passes.acme, passes.ann));
    String sql = "select body from note where " + MINE;
    List<Consumer<Query>> tricks =
        List.of(
            query -> acme.bind(query).bind("tenant_organization", passes.beta.value()),
            query -> acme.bind(query).bind("tenant_user", passes.ben.value()),
            query -> acme.bind(query).bind("tenant_organization", (String) null),
            query -> acme.bind(query).bindMap(Map.of()).bind("tenant_organization", 1),
            query ->
                query.bind("tenant_organization", passes.beta.value()).bindNull("tenant_user", 12));
    for (Consumer<Query> trick : tricks) {
      assertThatThrownBy(
              () ->
                  jdbi.useHandle(
                      h -> {
                        Query query = h.createQuery(sql);
                        trick.accept(query);
                        query.mapTo(String.class).list();
                      }))
          .isInstanceOf(TenantRefusedException.class);
    }
    assertThat(wire.sent()).isEmpty();
    List<String> bodies =
        jdbi.withHandle(
            h ->
                acme.bind(h.createQuery(sql).bind("tenant_organization", passes.beta.value()))
                    .mapTo(String.class)
                    .list());
    assertThat(bodies).containsExactly("of acme");
  }

  @Test
  void a_scope_is_of_one_statement_and_not_of_others_that_it_is_handed_on_to() {
    TenantScope acme = TenantScope.of(passes.in(passes.acme, passes.ann));
    jdbi.useHandle(
        h -> {
          Query bound = acme.bind(h.createQuery("select body from note where " + MINE));
          Query other =
              h.createQuery("select body from note where " + MINE)
                  .bind("tenant_organization", passes.beta.value())
                  .bind("tenant_user", (String) null);
          bound.getContext().getAttributes().forEach(other::define);
          assertThatThrownBy(() -> other.mapTo(String.class).list())
              .isInstanceOf(TenantRefusedException.class)
              .hasMessageContaining("no pass's scope is bound");
        });
  }

  @Test
  void a_batch_is_of_one_pass() {
    TenantScope acme = TenantScope.of(passes.in(passes.acme, passes.ann));
    TenantScope beta = TenantScope.of(passes.in(passes.beta, passes.ben));
    String sql =
        "insert into note (id, organization_id, user_id, body)"
            + " values (:id, :tenant_organization, :tenant_user, :body)";
    jdbi.useHandle(
        h -> {
          PreparedBatch batch = h.prepareBatch(sql);
          acme.bind(batch).bind("id", 10).bind("body", "a").add();
          acme.bind(batch).bind("id", 11).bind("body", "b").add();
          assertThat(batch.execute()).hasSize(2);

          PreparedBatch mixed = h.prepareBatch(sql);
          acme.bind(mixed).bind("id", 12).bind("body", "a").add();
          beta.bind(mixed).bind("id", 13).bind("body", "b").add();
          assertThatThrownBy(mixed::execute).isInstanceOf(TenantRefusedException.class);
        });
    assertThat(database.column("select id from note where id >= 10 order by id"))
        .containsExactly("10", "11");
  }

  @Test
  void an_exemption_is_named_and_told_before_the_statement_is_sent() {
    TenantExemption report = TenantExemption.becauseOf("monthly report");
    int count =
        jdbi.withHandle(
            h -> report.on(h.createQuery("select count(*) from note")).mapTo(Integer.class).one());
    assertThat(count).isEqualTo(4);
    jdbi.useHandle(h -> report.on(h.createBatch()).add("delete from note").execute());
    assertThat(exemptions).containsExactly("monthly report", "monthly report");

    Jdbi deaf =
        Jdbi.create(wire.dataSource())
            .installPlugin(
                TenantTables.builder()
                    .table("note", "organization_id")
                    .exemptions(
                        exemption -> {
                          throw new IllegalStateException("no");
                        })
                    .build()
                    .guard());
    wire.clear();
    assertThatThrownBy(
            () -> deaf.useHandle(h -> report.on(h.createUpdate("delete from note")).execute()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(wire.sent()).isEmpty();
  }

  @Test
  void other_tables_are_as_before() {
    jdbi.useHandle(
        h -> {
          assertThat(
                  h.createQuery("select body from other where body <> 'note'")
                      .mapTo(String.class)
                      .one())
              .isEqualTo("plain");
          h.createScript("update other set body = 'note'; delete from other;").execute();
          h.prepareBatch("insert into other values (:id, :body)")
              .bind("id", 7)
              .bind("body", "note")
              .add()
              .execute();
          Update scoped =
              TenantScope.of(passes.alone(passes.ann))
                  .bind(h.createUpdate("update other set body = :body"));
          assertThat(scoped.bind("body", "x").execute()).isEqualTo(1);
        });
  }

  @Test
  void control_without_the_guard_another_tenants_row_is_reached() {
    Jdbi unguarded = Jdbi.create(wire.dataSource());
    List<String> bodies =
        unguarded.withHandle(
            h -> h.createQuery("select body from note").mapTo(String.class).list());
    assertThat(bodies).hasSize(4);
  }

  private List<String> bodies(Pass pass) {
    return jdbi.withHandle(
        h ->
            TenantScope.of(pass)
                .bind(h.createQuery("select body from note where " + MINE))
                .mapTo(String.class)
                .list());
  }

  private void add(int id, Pass pass, String body) {
    int added =
        jdbi.withHandle(
            h ->
                TenantScope.of(pass)
                    .bind(
                        h.createUpdate(
                            "insert into note (id, organization_id, user_id, body)"
                                + " values (:id, :tenant_organization, :tenant_user, :body)"))
                    .bind("id", id)
                    .bind("body", Objects.requireNonNull(body))
                    .execute());
    assertThat(added).isEqualTo(1);
  }
}
