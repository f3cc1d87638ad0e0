package dev.muster.jdbi;

import dev.muster.name.AccountId;
import dev.muster.store.AccountStore;
import dev.muster.testkit.contract.AccountStoreContract;
import dev.muster.testkit.contract.AccountsUnderTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways a host may keep accounts. One database for all tests of an engine, a table for each. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
@Tag("once")
class HostAccountTableContractTest {
  private static final AtomicInteger TABLES = new AtomicInteger();
  private static TestDatabase database;
  private static Jdbi jdbi;

  private final Engine engine;

  HostAccountTableContractTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeParameterizedClassInvocation
  static void create(Engine engine) {
    database = engine.empty();
    jdbi = Jdbi.create(database.dataSource());
  }

  @AfterParameterizedClassInvocation
  static void drop() {
    database.close();
  }

  abstract static class OnHostTable extends AccountStoreContract implements AccountsUnderTest {
    final String users = "users_" + TABLES.incrementAndGet();
    private final String id;
    private final AtomicInteger ids = new AtomicInteger();
    private HostAccountTable store;

    OnHostTable(String id) {
      this.id = id;
    }

    @Override
    protected AccountsUnderTest open() {
      database.run(
          "create table "
              + users
              + " (id "
              + id
              + ", sub varchar(255) unique, email varchar(254) unique, checked boolean,"
              + " plan varchar(9) default 'free' not null)");
      store =
          bound(
                  HostAccountTable.binding(jdbi, PROVIDER)
                      .table(users)
                      .accountIdColumn("id")
                      .providerUserColumn("sub")
                      .emailColumn("email")
                      .emailVerifiedColumn("checked"))
              .build();
      return this;
    }

    HostAccountBinding bound(HostAccountBinding binding) {
      return binding.accountIdsAreGenerated();
    }

    final AccountId newId() {
      return new AccountId("account-" + ids.incrementAndGet());
    }

    @Override
    public AccountStore store() {
      return store;
    }

    @Override
    public AccountId add(String email, boolean verified) {
      return jdbi.withHandle(
          handle -> {
            handle.execute(
                "insert into " + users + " (email, checked) values (?, ?)", email, verified);
            return new AccountId(
                handle
                    .createQuery("select id from " + users + " where email = ?")
                    .bind(0, email)
                    .map((row, context) -> row.getString(1))
                    .one());
          });
    }

    @Override
    public int count() {
      return database.column("select id from " + users).size();
    }
  }

  @Nested
  class NumberedAccounts extends OnHostTable {
    NumberedAccounts() {
      super(engine.identity());
    }
  }

  @Nested
  class AccountsWithUuids extends OnHostTable {
    AccountsWithUuids() {
      super("uuid default " + engine.newUuid() + " primary key");
    }
  }

  @Nested
  class AccountsWithIdsOfTheHost extends OnHostTable {
    AccountsWithIdsOfTheHost() {
      super("varchar(36) primary key");
    }

    @Override
    HostAccountBinding bound(HostAccountBinding binding) {
      return binding.newAccountIds(this::newId);
    }

    @Override
    public AccountId add(String email, boolean verified) {
      AccountId made = newId();
      jdbi.useHandle(
          handle ->
              handle.execute(
                  "insert into " + users + " (id, email, checked) values (?, ?, ?)",
                  made.value(),
                  email,
                  verified));
      return made;
    }
  }
}
