package dev.muster.jdbi;

import dev.muster.jdbi.HostTable.Column;
import dev.muster.name.AccountId;
import dev.muster.name.ProviderInstance;
import dev.muster.provider.User;
import dev.muster.store.LinkRules;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A binding of accounts that the database agreed to.
 *
 * @param provider whose users the table names
 * @param dialect how long a text is
 * @param id the account id's column
 * @param user the provider user's column
 * @param email the e-mail's column, or null
 * @param verified the column of whether the host verified it, or null
 * @param links whether accounts are linked by e-mail
 * @param newIds gives ids of new accounts, or null if the database makes them
 * @param table quoted
 */
record BoundAccounts(
    ProviderInstance provider,
    Dialect dialect,
    Column id,
    Column user,
    @Nullable Column email,
    @Nullable Column verified,
    boolean links,
    @Nullable Supplier<AccountId> newIds,
    String table) {
  private static final Set<Integer> BOOLEANS = Set.of(Types.BOOLEAN, Types.BIT, Types.TINYINT);

  /** Finds the account of a user. Parameter: user. */
  String find() {
    return "select " + id.quoted() + " from " + table + " where " + user.quoted() + " = :user";
  }

  /**
   * Finds accounts that may have an e-mail, with their ids, e-mails, users and perhaps whether that
   * is verified. Parameter: email.
   */
  String candidates(Column email) {
    return "select "
        + String.join(", ", id.quoted(), email.quoted(), user.quoted())
        + (verified == null ? "" : ", " + verified.quoted())
        + " from "
        + table
        + " where "
        + dialect.asciiFolded(email.quoted())
        + " = "
        + dialect.asciiFolded(":email");
  }

  /** Gives an account to a user, if it is as it was read. Parameters: user, id, email. */
  String link(Column email) {
    return "update "
        + table
        + " set "
        + user.quoted()
        + " = :user where "
        + id.quoted()
        + " = :id and "
        + user.quoted()
        + " is null and "
        + email.quoted()
        + " = :email"
        + (verified == null ? "" : " and " + verified.quoted() + " = true");
  }

  /** Counts the accounts of what a constraint may take for the e-mail. Parameter: email. */
  String likeEmail(Column email) {
    String column = email.quoted();
    return "select count(*) from "
        + table
        + " where "
        + column
        + " = :email or lower("
        + column
        + ") = lower(:email)";
  }

  /** Makes an account. Parameters: user, and those of email, verified and id that are there. */
  String create() {
    List<String> columns = new ArrayList<>(List.of(user.quoted()));
    List<String> values = new ArrayList<>(List.of(":user"));
    if (email != null) {
      columns.add(email.quoted());
      values.add(":email");
    }
    if (verified != null) {
      columns.add(verified.quoted());
      values.add(":verified");
    }
    if (newIds != null) {
      columns.add(id.quoted());
      values.add(":id");
    }
    return "insert into "
        + table
        + " ("
        + String.join(", ", columns)
        + ") values ("
        + String.join(", ", values)
        + ")";
  }

  /** The e-mail to write into a new account, if it can be. */
  Optional<String> writableEmail(User from) {
    String told = from.email();
    return email != null
            && told != null
            && LinkRules.isEmail(told)
            && email.fits(dialect, told)
            && (from.emailVerified() || verified != null || !links)
        ? Optional.of(told)
        : Optional.empty();
  }

  /**
   * Checks a binding against the database.
   *
   * @throws IllegalArgumentException naming all faults, if there is one
   */
  static BoundAccounts of(Handle handle, HostAccountBinding binding) throws SQLException {
    List<String> faults = new ArrayList<>();
    requireOne(
        "email verified column, every email is verified and never links by email",
        faults,
        binding.emailVerifiedColumn != null,
        binding.everyEmailIsVerified,
        binding.neverLinks);
    requireOne(
        "new account ids and account ids are generated",
        faults,
        binding.newIds != null,
        binding.idsAreGenerated);
    HostTable host = new HostTable(handle.getConnection(), binding.schema, binding.table, faults);
    Optional<Column> id = id(host, binding, faults);
    Optional<Column> user = host.text("provider user column", binding.providerUserColumn);
    user.filter(column -> !column.nullable() && !binding.neverLinks)
        .ifPresent(
            column ->
                faults.add(
                    "provider user column `"
                        + column.name()
                        + "` must allow NULL: that is what an account to link holds"));
    if (user.isPresent()) {
      BindingFaults.requireUnique(host, "provider user column", user.get(), faults);
    }
    Column email = email(host, binding, faults);
    Column verified = verified(host, binding, faults);
    requireApart(Stream.of(id.orElse(null), user.orElse(null), email, verified), faults);
    BindingFaults.requireDefaults(
        host,
        Arrays.asList(id.orElse(null), user.orElse(null), email, verified),
        "a new account",
        faults);
    BindingFaults.requireNone("host account table", faults);
    return new BoundAccounts(
        binding.provider,
        host.dialect(),
        id.orElseThrow(),
        user.orElseThrow(),
        email,
        verified,
        !binding.neverLinks,
        binding.newIds,
        host.quoted());
  }

  private static Optional<Column> id(
      HostTable host, HostAccountBinding binding, List<String> faults) throws SQLException {
    Optional<Column> id =
        binding.newIds == null
            ? host.column("account id column", binding.accountIdColumn)
            : host.text("account id column", binding.accountIdColumn);
    if (id.isPresent()) {
      BindingFaults.requireUnique(host, "account id column", id.get(), faults);
      if (binding.idsAreGenerated && !id.get().defaulted()) {
        faults.add(
            "account id column `" + id.get().name() + "` has no default that would generate ids");
      }
    }
    return id;
  }

  private static @Nullable Column email(
      HostTable host, HostAccountBinding binding, List<String> faults) {
    if (binding.emailColumn == null && binding.neverLinks) {
      return null;
    }
    Optional<Column> email = host.column("email column", binding.emailColumn);
    email
        .filter(column -> !column.keepsText())
        .ifPresent(
            column ->
                faults.add(
                    "email column `"
                        + column.name()
                        + "` must be varying text, but is "
                        + column.type()));
    return email.orElse(null);
  }

  private static @Nullable Column verified(
      HostTable host, HostAccountBinding binding, List<String> faults) {
    if (binding.emailVerifiedColumn == null) {
      return null;
    }
    Optional<Column> verified = host.column("email verified column", binding.emailVerifiedColumn);
    verified
        .filter(column -> !BOOLEANS.contains(column.jdbcType()))
        .ifPresent(
            column ->
                faults.add(
                    "email verified column `"
                        + column.name()
                        + "` must be boolean, but is "
                        + column.type()));
    return verified.orElse(null);
  }

  private static void requireOne(String what, List<String> faults, boolean... set) {
    int count = 0;
    for (boolean one : set) {
      count += one ? 1 : 0;
    }
    if (count != 1) {
      faults.add("exactly one of " + what + " must be set, but " + count + " were");
    }
  }

  private static void requireApart(Stream<@Nullable Column> columns, List<String> faults) {
    Set<Column> seen = new HashSet<>();
    columns
        .filter(Objects::nonNull)
        .filter(column -> !seen.add(column))
        .forEach(column -> faults.add("column `" + column.name() + "` is bound twice"));
  }
}
