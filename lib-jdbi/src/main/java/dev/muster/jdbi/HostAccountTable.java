package dev.muster.jdbi;

import dev.muster.jdbi.HostTable.Column;
import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.User;
import dev.muster.store.AccountStore;
import dev.muster.store.LinkRules;
import dev.muster.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The accounts in the host's own table, whose schema stays as it is. Safe for many threads and many
 * nodes; each call blocks on the database and holds its connection only inside. Connections must
 * come with auto-commit on.
 *
 * <p>Two things are ever written: the provider's user id into a row that holds NULL there, and a
 * new row of user, e-mail, whether that is verified, and account id. All other columns of a new row
 * get the host's defaults. An e-mail is written once and never changed: keeping it up to date is
 * the host's. One that is no e-mail, or has no room, is left out, and so is that of a user who has
 * none; where the column may not be NULL, the user is refused.
 *
 * <p>The table knows no provider: a call for another provider instance than the bound one is an
 * {@link IllegalArgumentException}.
 *
 * <h2>Guarantee</h2>
 *
 * <p>That a user has one account is a constraint of the table. A find is one statement, and so is a
 * link of a user who is known. That two users with one new e-mail don't get two accounts needs a
 * unique constraint on the e-mail, which is the host's to have; without it the e-mail is ambiguous
 * from then on, and links nothing.
 */
public final class HostAccountTable implements AccountStore {
  /** Each attempt that fails lost to another writer, who left something to be found. */
  private static final int ATTEMPTS = 5;

  private final Database database;
  private final BoundAccounts bound;

  HostAccountTable(Database database, BoundAccounts bound) {
    this.database = database;
    this.bound = bound;
  }

  /**
   * Begins to bind a table.
   *
   * @param jdbi the host's; its own plug-ins and syntax don't matter
   * @param provider the provider instance whose users the table names
   * @return the binding, to be built
   */
  public static HostAccountBinding binding(Jdbi jdbi, ProviderInstance provider) {
    return new HostAccountBinding(jdbi, provider);
  }

  /**
   * These accounts inside a transaction of the host's, so that whatever else belongs to an account
   * is made with it. What is written stands or falls with that transaction. Never commits, rolls
   * back or closes anything of the host's; a statement of its own that fails leaves the transaction
   * usable. For the handle's thread, while the transaction lasts; afterwards each call is a {@link
   * StoreException}.
   *
   * @param handle in a transaction, READ COMMITTED, of the same database
   * @return the accounts there
   * @throws IllegalArgumentException if the handle is in no transaction that can be joined
   */
  public AccountStore joining(Handle handle) {
    return new HostAccountTable(database.joining(handle), bound);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is another provider instance
   */
  @Override
  public Optional<AccountId> find(ProviderInstance provider, UserId user) {
    requireOurs(provider);
    Objects.requireNonNull(user, "user");
    return database.read("find an account", handle -> find(handle, user));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is another provider instance
   */
  @Override
  public Linking link(ProviderInstance provider, User user) {
    requireOurs(provider);
    Objects.requireNonNull(user, "user");
    StoreException lost = new StoreException("could not link an account that kept changing", null);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Optional<Linking> came = database.write("link an account", handle -> link(handle, user));
        if (came.isPresent()) {
          return came.get();
        }
      } catch (StoreException e) {
        if (!database.isDuplicate(e)) {
          throw e;
        }
        lost = e;
      }
    }
    // A constraint of the host's may take more e-mails for one than we do.
    Column email = bound.email();
    if (email != null
        && user.email() != null
        && database.read("find an e-mail", handle -> has(handle, email, user))) {
      return new Linking.Refused(Reason.EMAIL_TAKEN);
    }
    throw lost;
  }

  private Optional<Linking> link(Handle handle, User user) {
    Optional<AccountId> known = find(handle, user.id());
    if (known.isPresent()) {
      return Optional.of(new Linking.Found(known.get()));
    }
    if (!bound.user().fits(bound.dialect(), user.id().value())) {
      throw new StoreException("the host's provider user column is too short for a user id", null);
    }
    Column email = bound.email();
    List<Row> same =
        email != null && bound.links() && LinkRules.isEmail(user.email())
            ? candidates(handle, email, user)
            : List.of();
    return switch (LinkRules.decide(user, same.stream().map(Row::candidate).toList())) {
      case LINK -> linked(handle, Objects.requireNonNull(email), same.get(0), user);
      case CREATE -> Optional.of(created(handle, user));
      case EMAIL_TAKEN -> Optional.of(refused(handle, user, Reason.EMAIL_TAKEN));
      case AMBIGUOUS -> Optional.of(refused(handle, user, Reason.AMBIGUOUS));
    };
  }

  /** Looks once more: the account in the way may be the user's own, made a moment ago. */
  private Linking refused(Handle handle, User user, Reason reason) {
    return find(handle, user.id())
        .<Linking>map(Linking.Found::new)
        .orElseGet(() -> new Linking.Refused(reason));
  }

  private Optional<AccountId> find(Handle handle, UserId user) {
    return handle
        .createQuery(bound.find())
        .bind("user", user.value())
        .map((row, context) -> id(row.getString(1)))
        .findFirst();
  }

  private List<Row> candidates(Handle handle, Column email, User user) {
    boolean always = bound.verified() == null;
    return handle
        .createQuery(bound.candidates(email))
        .bind("email", user.email())
        .map(
            (row, context) ->
                new Row(
                    row.getObject(1),
                    row.getString(1),
                    new LinkRules.Candidate(
                        row.getString(2), always || row.getBoolean(4), row.getString(3) != null)))
        .filter(row -> LinkRules.sameEmail(row.candidate().email(), user.email()))
        .list();
  }

  /** Empty if the account is not as it was read. */
  private Optional<Linking> linked(Handle handle, Column email, Row row, User user) {
    int changed =
        handle
            .createUpdate(bound.link(email))
            .bind("user", user.id().value())
            .bind("id", row.key())
            .bind("email", row.candidate().email())
            .execute();
    return changed == 1 ? Optional.of(new Linking.Linked(id(row.id()))) : Optional.empty();
  }

  private Linking created(Handle handle, User user) {
    Optional<String> email = bound.writableEmail(user);
    if (email.isEmpty() && bound.email() != null && !bound.email().nullable()) {
      return refused(handle, user, Reason.EMAIL_MISSING);
    }
    var insert = handle.createUpdate(bound.create()).bind("user", user.id().value());
    if (bound.email() != null) {
      insert.bind("email", email.orElse(null));
    }
    if (bound.verified() != null) {
      insert.bind("verified", email.isPresent() && user.emailVerified());
    }
    AccountId id = bound.newIds() == null ? null : bound.newIds().get();
    if (id != null) {
      if (!bound.id().fits(bound.dialect(), id.value())) {
        throw new StoreException("the host's account id column is too short for a new id", null);
      }
      insert.bind("id", id.value());
    }
    insert.execute();
    return new Linking.Created(
        id == null
            ? find(handle, user.id())
                .orElseThrow(() -> new StoreException("a new account is not there", null))
            : id);
  }

  private boolean has(Handle handle, Column email, User user) {
    return handle
            .createQuery(bound.likeEmail(email))
            .bind("email", user.email())
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static AccountId id(@Nullable String text) {
    try {
      return new AccountId(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new StoreException("the host's account id column holds what can't be an id", null);
    }
  }

  private void requireOurs(ProviderInstance provider) {
    if (!Objects.requireNonNull(provider, "provider").equals(bound.provider())) {
      throw new IllegalArgumentException(
          "the host's account table is bound to provider instance "
              + bound.provider()
              + ", but was asked for another one");
    }
  }

  /** An account that may have the e-mail; its key is as the database has it. */
  private record Row(Object key, String id, LinkRules.Candidate candidate) {}
}
