package dev.muster.jdbi;

import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.store.StoreException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Binds a {@link HostAccountTable}. For one thread; the table is for many.
 *
 * <p>Names are plain SQL identifiers. They are looked up in the database at {@link #build()}, first
 * exactly and then without regard to case, and are quoted as the database spells them.
 */
public final class HostAccountBinding {
  final Jdbi jdbi;
  final ProviderInstance provider;
  @Nullable String schema;
  @Nullable String table;
  @Nullable String accountIdColumn;
  @Nullable String providerUserColumn;
  @Nullable String emailColumn;
  @Nullable String emailVerifiedColumn;
  boolean everyEmailIsVerified;
  boolean neverLinks;
  @Nullable Supplier<AccountId> newIds;
  boolean idsAreGenerated;

  HostAccountBinding(Jdbi jdbi, ProviderInstance provider) {
    this.jdbi = Objects.requireNonNull(jdbi, "jdbi");
    this.provider = Objects.requireNonNull(provider, "provider");
  }

  /**
   * Names the schema of the table. Default: the connection's current schema.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding schema(String name) {
    this.schema = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the table. Required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding table(String name) {
    this.table = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column of the host's own id. Required; of any type that has a text, and unique by
   * constraint.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding accountIdColumn(String name) {
    this.accountIdColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column that holds the provider's id of the user, or NULL where no user was linked
   * yet. Required; varying text that compares byte by byte, and unique by constraint.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding providerUserColumn(String name) {
    this.providerUserColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column of the e-mail, of varying text. Required, unless accounts are {@linkplain
   * #neverLinksByEmail() never linked}.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding emailColumn(String name) {
    this.emailColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Names the column, a boolean, that says whether the host has verified the e-mail. NULL is no.
   * Exactly one of this, {@link #everyEmailIsVerified} and {@link #neverLinksByEmail} is required.
   *
   * @param name a plain SQL identifier
   * @return this
   */
  public HostAccountBinding emailVerifiedColumn(String name) {
    this.emailVerifiedColumn = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Vouches that the host has verified every e-mail of the table. Where that is not so, whoever
   * verifies an address at the provider takes over the account that somebody else made with it
   * here. An e-mail that the provider has not verified is never written then.
   *
   * @return this
   */
  public HostAccountBinding everyEmailIsVerified() {
    this.everyEmailIsVerified = true;
    return this;
  }

  /**
   * Links no account by its e-mail: each user of the provider who is not in the table gets a new
   * account.
   *
   * @return this
   */
  public HostAccountBinding neverLinksByEmail() {
    this.neverLinks = true;
    return this;
  }

  /**
   * Says where the id of a new account comes from, for an id column of varying text. Exactly one of
   * this and {@link #accountIdsAreGenerated} is required.
   *
   * @param ids gives a new id at each call, on any thread; one that was not used may be lost
   * @return this
   */
  public HostAccountBinding newAccountIds(Supplier<AccountId> ids) {
    this.newIds = Objects.requireNonNull(ids, "ids");
    return this;
  }

  /**
   * Says that the database makes the id of a new account: an identity column, or one with a
   * default.
   *
   * @return this
   */
  public HostAccountBinding accountIdsAreGenerated() {
    this.idsAreGenerated = true;
    return this;
  }

  /**
   * Checks everything against the database and binds.
   *
   * @return the store
   * @throws IllegalArgumentException if something is missing or doesn't fit, naming all faults
   * @throws StoreException if the database can't be reached
   */
  public HostAccountTable build() {
    Database database = Database.on(jdbi);
    BoundAccounts bound =
        database.read("look at the host's account table", handle -> BoundAccounts.of(handle, this));
    return new HostAccountTable(database, bound);
  }
}
