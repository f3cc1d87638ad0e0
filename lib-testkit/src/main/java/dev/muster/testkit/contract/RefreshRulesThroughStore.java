package dev.muster.testkit.contract;

import static dev.muster.testkit.contract.Cast.OTHER_PROVIDER;
import static dev.muster.testkit.contract.Cast.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.name.OrganizationId;
import dev.muster.name.OrganizationSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.store.DirectoryStore;
import dev.muster.store.DirectoryStore.Entry;
import dev.muster.store.DirectoryStore.Owner;
import dev.muster.store.DirectoryStore.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules by which mirrored organizations are read together and heal, seen through a store. */
abstract class RefreshRulesThroughStore extends Suite {
  private static final OrganizationSlug ACME = new OrganizationSlug("acme");
  private static final OrganizationId ORG = new OrganizationId("org_1");
  private static final Duration LONG = Duration.ofDays(1);

  /** The store of this test. */
  DirectoryStore store;

  abstract DirectoryStore open() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  @Test
  @Tag("SCOPE-4")
  void those_that_are_mirrored_are_found_together() {
    Entry acme = add("org_1", "Acme", "acme");
    Entry other = add("org_2", "Other", "other");
    add("ORG_1", "Neither", "neither");
    store.add(OTHER_PROVIDER, new Entry(new Organization(id("org_3"), "There"), ACME));

    assertThat(list(ORG, id("org_2"), id("org_3"), id("org_4")))
        .containsExactlyInAnyOrder(acme, other);
    assertThat(list()).isEmpty();
  }

  @Test
  @Tag("ORG-2")
  void what_was_just_stated_is_not_due() {
    Entry acme = add("org_1", "Acme", "acme");

    assertThat(store.visit(PROVIDER, ORG, LONG)).contains(new Visit(acme, false));
  }

  @Test
  @Tag("ORG-2")
  void what_was_stated_a_period_ago_is_due() {
    Entry acme = add("org_1", "Acme", "acme");

    assertThat(store.visit(PROVIDER, ORG, Duration.ZERO)).contains(new Visit(acme, true));
    assertThat(store.visit(PROVIDER, ORG, LONG)).contains(new Visit(acme, false));
  }

  @Test
  @Tag("ORG-2")
  void only_what_is_mirrored_can_be_visited() {
    add("org_1", "Acme", "acme");
    store.reserve(PROVIDER, new OrganizationSlug("other"), new UserId("user_ann"), "key-1");

    assertThat(store.visit(PROVIDER, id("ORG_1"), Duration.ZERO)).isEmpty();
    assertThat(store.visit(OTHER_PROVIDER, ORG, Duration.ZERO)).isEmpty();
  }

  @Test
  @Tag("ORG-2")
  void a_created_organization_is_as_good_as_a_mirrored_one() {
    Organization acme = new Organization(ORG, "Acme");
    store.reserve(PROVIDER, ACME, new UserId("user_ann"), "key-1");
    store.complete(PROVIDER, ACME, "key-1", acme);

    assertThat(store.visit(PROVIDER, ORG, LONG)).contains(new Visit(new Entry(acme, ACME), false));
    assertThat(store.visit(PROVIDER, ORG, Duration.ZERO))
        .contains(new Visit(new Entry(acme, ACME), true));
  }

  @Test
  @Tag("ORG-2")
  @Tag("ORG-7")
  void an_update_changes_the_name_and_not_the_slug() {
    add("org_1", "Acme", "acme");
    add("org_2", "Other", "other");

    assertThat(update("org_1", "Apex")).isTrue();

    assertThat(store.findBySlug(PROVIDER, ACME).flatMap(Owner::organization))
        .contains(entry("org_1", "Apex", "acme"));
    assertThat(store.find(PROVIDER, id("org_2"))).contains(entry("org_2", "Other", "other"));
  }

  @Test
  @Tag("ORG-2")
  void names_that_look_alike_are_different_names() {
    add("org_1", Cast.LOOK_ALIKES.get(0), "acme");

    for (String alike : Cast.LOOK_ALIKES.subList(1, Cast.LOOK_ALIKES.size())) {
      assertThat(update("org_1", alike)).isTrue();
      assertThat(update("org_1", alike)).isFalse();
      assertThat(store.find(PROVIDER, ORG).map(found -> found.organization().name()))
          .contains(alike);
    }
  }

  @Test
  @Tag("ORG-2")
  void an_update_mirrors_nothing_new() {
    add("org_1", "Acme", "acme");

    assertThat(update("org_2", "Other")).isFalse();
    assertThat(update("ORG_1", "Other")).isFalse();
    assertThat(store.update(OTHER_PROVIDER, new Organization(ORG, "Other"))).isFalse();

    assertThat(
            list(ORG, id("org_2"), id("ORG_1")).stream()
                .map(found -> found.organization().name())
                .collect(Collectors.toSet()))
        .containsExactly("Acme");
  }

  @Test
  @NullUnmarked
  void a_null_is_refused_by_name_here_too() {
    assertThatThrownBy(() -> store.visit(PROVIDER, null, LONG))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("organization");
    assertThatThrownBy(() -> store.visit(PROVIDER, ORG, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("period");
    assertThatThrownBy(() -> store.update(PROVIDER, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("organization");
  }

  private List<Entry> list(OrganizationId... organizations) {
    return store.list(PROVIDER, new UserId("user_ann"), Set.of(organizations)).organizations();
  }

  private Entry add(String id, String name, String slug) {
    Entry entry = entry(id, name, slug);
    assertThat(store.add(PROVIDER, entry)).isTrue();
    return entry;
  }

  private boolean update(String id, String name) {
    return store.update(PROVIDER, new Organization(id(id), name));
  }

  private static OrganizationId id(String value) {
    return new OrganizationId(value);
  }

  private static Entry entry(String id, String name, String slug) {
    return new Entry(new Organization(id(id), name), new OrganizationSlug(slug));
  }
}
