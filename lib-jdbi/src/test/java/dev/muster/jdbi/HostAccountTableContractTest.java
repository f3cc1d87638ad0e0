package dev.muster.jdbi;

import dev.muster.name.AccountId;
import dev.muster.store.AccountStore;
import dev.muster.testkit.contract.AccountStoreContract;
import dev.muster.testkit.contract.AccountsUnderTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways a host may keep accounts. */
@ParameterizedClass(name = "on {0}")
@EnumSource(Engine.class)
class HostAccountTableContractTest {
  private final Engine engine;

  HostAccountTableContractTest(Engine engine) {
    this.engine = engine;
  }

  abstract static class OnHostTable extends AccountStoreContract implements AccountsUnderTest {
    final TestDatabase database;
    final Jdbi jdbi;
    private final String id;
    private final AtomicInteger ids = new AtomicInteger();
    private HostAccountTable store;

    OnHostTable(Engine engine, String id) {
      database = engine.empty();
      jdbi = Jdbi.create(database.dataSource());
      this.id = id;
    }

    @Override
    protected AccountsUnderTest open() {
      database.run(
          "create table users (id "
              + id
              + ", sub varchar(255) unique, email varchar(254) unique, checked boolean,"
              + " plan varchar(9) default 'free' not null)");
      store =
          bound(
                  HostAccountTable.binding(jdbi, PROVIDER)
                      .table("users")
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
            handle.execute("insert into users (email, checked) values (?, ?)", email, verified);
            return new AccountId(
                handle
                    .createQuery("select id from users where email = ?")
                    .bind(0, email)
                    .map((row, context) -> row.getString(1))
                    .one());
          });
    }

    @Override
    public int count() {
      return database.column("select id from users").size();
    }

    @AfterEach
    final void close() {
      database.close();
    }
  }

  @Nested
  class NumberedAccounts extends OnHostTable {
    NumberedAccounts() {
      super(engine, engine.identity());
    }
  }

  @Nested
  class AccountsWithUuids extends OnHostTable {
    AccountsWithUuids() {
      super(engine, "uuid default " + engine.newUuid() + " primary key");
    }
  }

  @Nested
  class AccountsWithIdsOfTheHost extends OnHostTable {
    AccountsWithIdsOfTheHost() {
      super(engine, "varchar(36) primary key");
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
                  "insert into users (id, email, checked) values (?, ?, ?)",
                  made.value(),
                  email,
                  verified));
      return made;
    }
  }
}
