package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.scope.OrganizationSelector;
import dev.muster.scope.Scope;
import dev.muster.scope.ScopeResolution;
import dev.muster.scope.ScopeResolver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link ScopeResolver} keeps. Extend it, open one over a provider, and all tests must
 * pass. All questions are live ones.
 */
@Tag("KIT-2")
public abstract class ScopeResolverContract extends NamedThroughScopes {
  /** For a subclass. */
  protected ScopeResolverContract() {}

  @Test
  @Tag("SCOPE-1")
  void who_names_nothing_works_personally_where_the_route_allows_it() {
    join(ann, acme, ADMIN);
    Scope.Personal scope = personal(ask(ann(), unnamed(), true));
    assertThat(scope.session().user()).isEqualTo(ann);
    assertThat(scope.name()).isNull();
  }

  @Test
  @Tag("ORG-6")
  void who_names_nothing_elsewhere_has_no_organization_and_is_told_whether_there_are_any() {
    assertThat(ask(ann(), unnamed())).isEqualTo(new ScopeResolution.NoOrganization(false, null));
    join(ann, acme, MEMBER);
    assertThat(ask(ann(), unnamed())).isEqualTo(new ScopeResolution.NoOrganization(true, null));
  }

  @Test
  @Tag("ORG-3")
  void the_organization_of_the_session_counts_only_where_that_is_asked_for() {
    join(ann, acme, MEMBER);
    assertThat(ask(workingIn(acme), unnamed()))
        .isEqualTo(new ScopeResolution.NoOrganization(true, null));
    personal(ask(workingIn(acme), unnamed(), true));
    assertThat(organization(ask(workingIn(acme), unnamed().orOfSession())).id()).isEqualTo(acme);
  }

  @Test
  @Tag("ORG-6")
  void who_left_the_organization_of_the_session_is_told_and_not_moved() {
    join(ann, globex, MEMBER);
    ScopeResolution left = ask(workingIn(acme), unnamed().orOfSession());
    assertThat(left).isInstanceOf(ScopeResolution.NoOrganization.class);
    ScopeResolution.NoOrganization none = (ScopeResolution.NoOrganization) left;
    assertThat(none.hasOrganizations()).isTrue();
    assertThat(none.left()).isNotNull();
    personal(ask(workingIn(acme), unnamed().orOfSession(), true));
  }

  @Test
  @Tag("ORG-6")
  void the_only_other_organization_counts_where_that_is_asked_for_and_none_of_several() {
    join(ann, globex, MEMBER);
    assertThat(organization(ask(workingIn(acme), unnamed().orOfSessionElseTheOnlyOther())).id())
        .isEqualTo(globex);
    join(ann, stage.createOrganization("Initech"), MEMBER);
    assertThat(ask(workingIn(acme), unnamed().orOfSessionElseTheOnlyOther()))
        .isInstanceOf(ScopeResolution.NoOrganization.class);
  }

  @Test
  @Tag("SCOPE-2")
  void a_bound_credential_and_a_named_organization_are_the_same_scope() {
    join(ann, acme, ADMIN);
    Scope.Organization bound = organization(ask(boundTo(acme), unnamed()));
    Scope.Organization named = organization(ask(ann(), named(acme)));
    assertThat(bound.id()).isEqualTo(named.id());
    assertThat(bound.role()).isEqualTo(named.role());
    assertThat(bound.permissions()).isEqualTo(named.permissions());
  }

  @Test
  @Tag("SCOPE-3")
  void a_bound_credential_never_works_personally() {
    join(ann, acme, MEMBER);
    assertThat(organization(ask(boundTo(acme), unnamed(), true)).id()).isEqualTo(acme);
    stage.remove(acme, ann);
    isNoMember(ask(boundTo(acme), unnamed(), true));
  }

  @Test
  @Tag("SCOPE-3")
  void a_slug_of_another_scope_is_the_wrong_organization_to_a_bound_credential() {
    join(ann, acme, MEMBER);
    stage.call(acme, new OrganizationSlug("acme-inc"));
    stage.call(ann, new OrganizationSlug("ann-at-home"));
    OrganizationSelector its = OrganizationSelector.of("acme-inc");
    OrganizationSelector own = OrganizationSelector.of("ann-at-home");
    assertThat(personal(ask(ann(), own, true)).session().user()).isEqualTo(ann);
    assertThat(organization(ask(boundTo(acme), its, true)).id()).isEqualTo(acme);
    assertThat(ask(boundTo(acme), own, true)).isEqualTo(new ScopeResolution.WrongOrganization());
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_and_never_a_no() {
    join(ann, acme, MEMBER);
    OrganizationId foreign = stage.createOrganization("Initech");
    Map<String, Supplier<ScopeResolution>> questions = new LinkedHashMap<>();
    questions.put("named", () -> ask(ann(), named(acme), true));
    questions.put("foreign", () -> ask(ann(), named(foreign), true));
    questions.put("unnamed", () -> ask(ann(), unnamed()));
    questions.put("of the session", () -> ask(workingIn(acme), unnamed().orOfSession(), true));
    questions.put("bound", () -> ask(boundTo(acme), unnamed(), true));
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                questions.entrySet().stream()
                    .map(
                        question ->
                            dynamicTest(
                                outage + ", " + question.getKey(),
                                () -> isUnavailable(outage, question.getValue()))));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_unavailable_too() {
    join(ann, acme, MEMBER);
    stage.rejectOurKey();
    assertThat(ask(ann(), named(acme), true)).isInstanceOf(ScopeResolution.Unavailable.class);
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name() {
    assertThatThrownBy(() -> scopes().resolve(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("query");
  }

  private void isUnavailable(Outage outage, Supplier<ScopeResolution> question) {
    stage.fail(0, outage);
    ScopeResolution resolution = question.get();
    stage.heal();
    assertThat(resolution).isInstanceOf(ScopeResolution.Unavailable.class);
  }
}
