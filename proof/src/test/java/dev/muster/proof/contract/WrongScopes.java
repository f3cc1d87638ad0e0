package dev.muster.proof.contract;

import dev.muster.membership.Freshness;
import dev.muster.name.OrganizationSlug;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeQuery;
import dev.muster.scope.ScopeResolution;
import dev.muster.scope.ScopeResolution.Resolved;
import dev.muster.scope.ScopeResolver;
import dev.muster.session.Session;
import dev.muster.session.VouchedSessions;
import dev.muster.testkit.contract.ScopeResolverContract;
import dev.muster.testkit.contract.ScopesUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Wrong resolvers of scopes, each made of Muster's own by one fault. */
final class WrongScopes {
  static final Catalogue<UnaryOperator<ScopeResolver>> CATALOGUE =
      new Catalogue<>(
          ScopeResolverContract.class,
          Runner.class,
          resolver -> Runner.resolver = resolver,
          sound -> sound,
          List.of(
              Wrong.of(
                  "lets everybody work personally",
                  sound -> query -> new Resolved(new Scope.Personal(query.session())),
                  "a_member_works_in_the_organization_that_is_named",
                  "a_bound_credential_never_works_personally",
                  "a_bound_credential_and_a_named_organization_are_the_same_scope",
                  "who_is_no_active_member_works_nowhere",
                  "who_names_nothing_elsewhere_has_no_organization_and_is_told_whether_there_are_any"),
              Wrong.of(
                  "falls through to the personal scope",
                  refusedThen((sound, query) -> new Resolved(new Scope.Personal(query.session()))),
                  "a_named_organization_that_fails_never_falls_through_to_the_personal_scope",
                  "a_slug_is_a_pointer_and_no_proof",
                  "a_removed_member_is_out_with_the_next_live_question"),
              Wrong.of(
                  "falls through to another organization",
                  refusedThen(WrongScopes::anywhere),
                  "a_named_organization_that_fails_never_falls_through_to_another"),
              Wrong.of(
                  "takes the first organization of two",
                  WrongScopes::first,
                  "two_organizations_in_one_request_are_a_conflict"),
              Wrong.of(
                  "knows no slugs",
                  sound -> query -> sound.resolve(with(query, asId(query.selector()))),
                  "an_id_and_a_slug_are_the_same_pointer",
                  "a_users_own_slug_is_the_personal_scope_and_to_anybody_else_it_is_nobodys"),
              Wrong.of(
                  "answers a named scope without its name",
                  WrongScopes::nameless,
                  "a_users_own_slug_is_the_personal_scope_and_to_anybody_else_it_is_nobodys"),
              Wrong.of(
                  "is content with evidence of an hour ago",
                  sound -> query -> sound.resolve(relaxed(query)),
                  "evidence_is_as_fresh_as_the_question_asks",
                  "a_removed_member_is_out_with_the_next_live_question",
                  "the_role_is_that_of_the_organization_that_is_named"),
              Wrong.of(
                  "asks twice for an id and once for a slug",
                  WrongScopes::twice,
                  "an_unknown_organization_is_answered_like_a_foreign_one_and_costs_as_many_calls"),
              Wrong.of(
                  "does not look what a credential is bound to",
                  sound ->
                      query ->
                          sound.resolve(query) instanceof ScopeResolution.WrongOrganization
                              ? new ScopeResolution.Conflict()
                              : sound.resolve(query),
                  "a_credential_of_one_organization_is_not_good_for_another"),
              Wrong.of(
                  "lets a bound credential into its user's own scope",
                  WrongScopes::home,
                  "a_slug_of_another_scope_is_the_wrong_organization_to_a_bound_credential"),
              Wrong.of(
                  "always works where the session does",
                  sound -> query -> sound.resolve(with(query, query.selector().orOfSession())),
                  "the_organization_of_the_session_counts_only_where_that_is_asked_for"),
              Wrong.of(
                  "moves who left to the only other organization",
                  sound ->
                      query ->
                          sound.resolve(
                              with(query, query.selector().orOfSessionElseTheOnlyOther())),
                  "who_left_the_organization_of_the_session_is_told_and_not_moved"),
              Wrong.of(
                  "never moves anybody",
                  sound -> query -> sound.resolve(with(query, stayed(query.selector()))),
                  "the_only_other_organization_counts_where_that_is_asked_for_and_none_of_several"),
              Wrong.of(
                  "knows no personal scope",
                  WrongScopes::impersonal,
                  "who_names_nothing_works_personally_where_the_route_allows_it"),
              Wrong.of(
                  "takes an outage for a no",
                  sound ->
                      query ->
                          sound.resolve(query) instanceof ScopeResolution.Unavailable
                              ? new ScopeResolution.NoOrganization(false, null)
                              : sound.resolve(query),
                  "an_outage_is_unavailable_and_never_a_no",
                  "a_key_that_is_not_accepted_is_unavailable_too"),
              Wrong.of(
                  "throws in an outage",
                  WrongScopes::throwing,
                  "an_outage_is_unavailable_and_never_a_no"),
              Wrong.of(
                  "takes a null for a stranger",
                  sound ->
                      query ->
                          query == null ? new ScopeResolution.Conflict() : sound.resolve(query),
                  "a_null_is_refused_by_name")));

  private WrongScopes() {}

  /** Runs the suite on the resolver it was handed last. */
  static final class Runner extends ScopeResolverContract {
    static UnaryOperator<ScopeResolver> resolver = sound -> sound;

    @Override
    protected ScopesUnderTest open() {
      return new PassingScopes(resolver);
    }
  }

  private static UnaryOperator<ScopeResolver> refusedThen(
      BiFunction<ScopeResolver, ScopeQuery, ScopeResolution> then) {
    return sound ->
        query -> {
          ScopeResolution resolution = sound.resolve(query);
          return resolution instanceof ScopeResolution.NotAMember
              ? then.apply(sound, query)
              : resolution;
        };
  }

  private static ScopeResolution anywhere(ScopeResolver sound, ScopeQuery query) {
    return sound.resolve(with(query, OrganizationSelector.none().orOfSession()));
  }

  private static ScopeResolver first(ScopeResolver sound) {
    return query ->
        query.selector().texts().size() > 1
            ? sound.resolve(with(query, OrganizationSelector.of(query.selector().texts().get(0))))
            : sound.resolve(query);
  }

  private static ScopeResolver nameless(ScopeResolver sound) {
    return query ->
        sound.resolve(query) instanceof Resolved resolved
                && resolved.scope() instanceof Scope.Personal personal
            ? new Resolved(new Scope.Personal(personal.session()))
            : sound.resolve(query);
  }

  private static ScopeResolver twice(ScopeResolver sound) {
    return query -> {
      List<String> texts = query.selector().texts();
      if (!texts.isEmpty() && OrganizationSlug.parse(texts.get(0)).isEmpty()) {
        sound.resolve(query);
      }
      return sound.resolve(query);
    };
  }

  private static ScopeResolver home(ScopeResolver sound) {
    return query -> {
      ScopeResolution resolution = sound.resolve(query);
      if (!(resolution instanceof ScopeResolution.WrongOrganization)) {
        return resolution;
      }
      Session unbound =
          new VouchedSessions(query.session().provider()).vouchedByHost(query.session().user());
      ScopeResolution otherwise =
          sound.resolve(
              new ScopeQuery(
                  unbound,
                  query.selector(),
                  query.personal(),
                  query.freshness(),
                  query.start(),
                  query.seen()));
      return otherwise instanceof Resolved resolved && resolved.scope() instanceof Scope.Personal
          ? otherwise
          : resolution;
    };
  }

  private static ScopeResolver impersonal(ScopeResolver sound) {
    return query ->
        sound.resolve(query) instanceof Resolved resolved
                && resolved.scope() instanceof Scope.Personal
            ? new ScopeResolution.NoOrganization(true, null)
            : sound.resolve(query);
  }

  private static ScopeResolver throwing(ScopeResolver sound) {
    return query -> {
      ScopeResolution resolution = sound.resolve(query);
      if (resolution instanceof ScopeResolution.Unavailable) {
        throw new IllegalArgumentException("the provider is away");
      }
      return resolution;
    };
  }

  private static OrganizationSelector asId(OrganizationSelector selector) {
    return selector.texts().isEmpty()
        ? selector
        : OrganizationSelector.of("id_of_" + selector.texts().get(0));
  }

  /** The same choice, without the move to the only other. */
  private static OrganizationSelector stayed(OrganizationSelector selector) {
    return selector.texts().isEmpty() ? selector.orOfSession() : selector;
  }

  private static ScopeQuery relaxed(ScopeQuery query) {
    return new ScopeQuery(
        query.session(),
        query.selector(),
        query.personal(),
        Freshness.within(Duration.ofHours(1)),
        query.start(),
        query.seen());
  }

  private static ScopeQuery with(ScopeQuery query, OrganizationSelector selector) {
    return new ScopeQuery(
        query.session(),
        selector,
        query.personal(),
        query.freshness(),
        query.start(),
        query.seen());
  }
}
