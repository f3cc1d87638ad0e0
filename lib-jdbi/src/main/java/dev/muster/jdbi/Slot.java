package dev.muster.jdbi;

import dev.muster.name.MembershipKey;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.store.ChangeStore.Subject;
import dev.muster.store.TokenHolder;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What has one of the {@link Epochs}. Of an organization the user is empty, and of a user the
 * organization. Their order is that in which rows are locked.
 *
 * @param provider the provider instance
 * @param organization its id, or empty
 * @param user the user's id, or empty
 */
record Slot(String provider, String organization, String user) implements Comparable<Slot> {
  static final int COLUMNS = 3;
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::provider)
          .thenComparing(Slot::organization)
          .thenComparing(Slot::user);

  static Slot of(MembershipKey key) {
    return new Slot(key.provider().value(), key.organization().value(), key.user().value());
  }

  private static Slot of(ProviderInstance provider, OrganizationId organization) {
    return new Slot(provider.value(), organization.value(), "");
  }

  private static Slot of(ProviderInstance provider, UserId user) {
    return new Slot(provider.value(), "", user.value());
  }

  static Slot of(Subject subject) {
    if (subject instanceof Subject.OfOrganization of) {
      return of(of.provider(), of.organization());
    }
    Subject.OfUser of = (Subject.OfUser) subject;
    return of(of.provider(), of.user());
  }

  /** What a revocation of the holder's tokens raises. */
  static Slot of(TokenHolder holder) {
    if (holder instanceof TokenHolder.OfMembership of) {
      return of(of.key());
    }
    if (holder instanceof TokenHolder.OfOrganization of) {
      return of(of.provider(), of.organization());
    }
    return holder instanceof TokenHolder.OfUser of
        ? of(of.provider(), of.user())
        : of(((TokenHolder.OfSession) holder).provider(), ((TokenHolder.OfSession) holder).user());
  }

  /** A member's own, the organization's and the user's: what is raised for any counts for it. */
  static List<Slot> over(MembershipKey key) {
    return List.of(of(key), of(key.provider(), key.organization()), of(key.provider(), key.user()));
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }

  <S extends SqlStatement<S>> S bind(S statement, int at) {
    return statement.bind(at, provider).bind(at + 1, organization).bind(at + 2, user);
  }
}
