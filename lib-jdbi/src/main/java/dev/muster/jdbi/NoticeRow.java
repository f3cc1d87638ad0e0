package dev.muster.jdbi;

import dev.muster.jdbi.Bulk.Column;
import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.store.Notice;
import dev.muster.store.TokenHolder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a notice is written as a row of {@code muster_log} and read back. */
final class NoticeRow {
  static final List<Column> COLUMNS =
      List.of(
          new Column("provider", Bulk.Type.TEXT),
          new Column("kind", Bulk.Type.TEXT),
          new Column("organization_id", Bulk.Type.TEXT),
          new Column("user_id", Bulk.Type.TEXT),
          new Column("epoch", Bulk.Type.LONG),
          new Column("word", Bulk.Type.TEXT));

  private static final String MEMBERSHIP = "MEMBERSHIP";
  private static final String TOKENS = "TOKENS";
  private static final String ORGANIZATION = "ORGANIZATION";
  private static final String ORGANIZATION_ENDED = "ORGANIZATION_ENDED";
  private static final String SLUG = "SLUG";
  private static final String SESSION = "SESSION";
  private static final String ROLE = "ROLE";

  private NoticeRow() {}

  /** The values of {@link #COLUMNS}. */
  static List<@Nullable Object> values(Notice notice) {
    if (notice instanceof Notice.OfMembership of) {
      return row(notice, MEMBERSHIP, of.key().organization(), of.key().user(), of.epoch(), null);
    }
    if (notice instanceof Notice.OfTokens of) {
      return tokens(notice, of.holder());
    }
    if (notice instanceof Notice.OfOrganization of) {
      String kind = of.ended() ? ORGANIZATION_ENDED : ORGANIZATION;
      return row(notice, kind, of.organization(), null, null, null);
    }
    if (notice instanceof Notice.OfSlug of) {
      return row(notice, SLUG, null, null, null, of.slug().value());
    }
    if (notice instanceof Notice.OfSession of) {
      return row(notice, SESSION, null, of.user(), null, of.session());
    }
    Notice.OfRole of = (Notice.OfRole) notice;
    return row(notice, ROLE, of.organization(), null, null, of.role().value());
  }

  private static List<@Nullable Object> tokens(Notice notice, TokenHolder holder) {
    if (holder instanceof TokenHolder.OfMembership of) {
      return row(notice, TOKENS, of.key().organization(), of.key().user(), null, null);
    }
    if (holder instanceof TokenHolder.OfOrganization of) {
      return row(notice, TOKENS, of.organization(), null, null, null);
    }
    if (holder instanceof TokenHolder.OfUser of) {
      return row(notice, TOKENS, null, of.user(), null, null);
    }
    TokenHolder.OfSession of = (TokenHolder.OfSession) holder;
    return row(notice, TOKENS, null, of.user(), null, of.session());
  }

  private static List<@Nullable Object> row(
      Notice notice,
      String kind,
      @Nullable OrganizationId organization,
      @Nullable UserId user,
      @Nullable Long epoch,
      @Nullable String word) {
    return Arrays.asList(
        notice.provider().value(),
        kind,
        organization == null ? null : organization.value(),
        user == null ? null : user.value(),
        epoch,
        word);
  }

  /** Reads a row; empty for one of a kind that a newer version wrote. */
  static Optional<Notice> read(ResultSet row, ProviderInstance provider) throws SQLException {
    try {
      return notice(row, provider);
    } catch (IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static Optional<Notice> notice(ResultSet row, ProviderInstance provider)
      throws SQLException {
    String organizationId = row.getString("organization_id");
    String userId = row.getString("user_id");
    String word = row.getString("word");
    OrganizationId organization =
        organizationId == null ? null : new OrganizationId(organizationId);
    UserId user = userId == null ? null : new UserId(userId);
    return switch (row.getString("kind")) {
      case MEMBERSHIP ->
          Optional.of(
              new Notice.OfMembership(key(provider, organization, user), row.getLong("epoch")));
      case TOKENS -> Optional.of(new Notice.OfTokens(holder(provider, organization, user, word)));
      case ORGANIZATION ->
          Optional.of(new Notice.OfOrganization(provider, there(organization), false));
      case ORGANIZATION_ENDED ->
          Optional.of(new Notice.OfOrganization(provider, there(organization), true));
      case SLUG -> Optional.of(new Notice.OfSlug(provider, new OrganizationSlug(there(word))));
      case SESSION -> Optional.of(new Notice.OfSession(provider, there(user), there(word)));
      case ROLE ->
          Optional.of(new Notice.OfRole(provider, new RoleSlug(there(word)), organization));
      default -> Optional.empty();
    };
  }

  private static TokenHolder holder(
      ProviderInstance provider,
      @Nullable OrganizationId organization,
      @Nullable UserId user,
      @Nullable String session) {
    if (organization != null) {
      return user == null
          ? new TokenHolder.OfOrganization(provider, organization)
          : new TokenHolder.OfMembership(key(provider, organization, user));
    }
    return session == null
        ? new TokenHolder.OfUser(provider, there(user))
        : new TokenHolder.OfSession(provider, there(user), session);
  }

  private static MembershipKey key(
      ProviderInstance provider, @Nullable OrganizationId organization, @Nullable UserId user) {
    return new MembershipKey(provider, there(organization), there(user));
  }

  private static <T> T there(@Nullable T part) {
    return Objects.requireNonNull(part);
  }
}
