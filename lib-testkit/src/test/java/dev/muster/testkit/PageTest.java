package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.ProviderException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists that change while they are read. */
@Tag("KIT-1")
@Tag("MEM-3")
class PageTest {
  private static final RoleSlug MEMBER = new RoleSlug("member");

  @ParameterizedTest
  @EnumSource
  void a_member_removed_between_two_pages_hides_no_other(ProviderProfile profile) {
    Stage stage = new Stage(profile);
    AtomicInteger pages = new AtomicInteger();

    List<Membership> walked =
        Page.walk(
            after -> {
              if (pages.incrementAndGet() == 3) {
                stage.fake.dashboard().remove(stage.acme, stage.firstListed());
              }
              return stage.page(after);
            });

    assertThat(walked).extracting(Membership::user).containsAll(stage.stayed());
  }

  @Test
  void control_one_walk_over_offsets_loses_a_member_who_stays() {
    Stage stage = new Stage(ProviderProfile.CLERK);
    List<Membership> walked = new ArrayList<>();
    String after = null;
    do {
      Page<Membership> page = stage.page(after);
      if (after == null) {
        stage.fake.dashboard().remove(stage.acme, stage.firstListed());
      }
      walked.addAll(page.rows());
      after = page.after();
    } while (after != null);

    List<UserId> lost = new ArrayList<>(stage.stayed());
    lost.removeAll(walked.stream().map(Membership::user).toList());
    assertThat(lost).hasSize(1);
  }

  @Test
  void a_list_that_never_stands_still_is_unavailable() {
    AtomicInteger reads = new AtomicInteger();
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () ->
                Page.walk(
                    after ->
                        new Page<>(
                            List.of(1), after == null ? "1" : null, reads.getAndIncrement())));
    assertThat(reads).hasValue(2 * Page.MOST_WALKS);
  }

  @Test
  void a_cursor_that_comes_again_is_unavailable() {
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> Page.walk(after -> new Page<>(List.of(1), "again", null)));
  }

  @ParameterizedTest
  @EnumSource
  void every_page_size_reads_every_row_once(ProviderProfile profile) {
    for (int size : List.of(1, 2, 4, 5, 6, 100)) {
      Stage stage = new Stage(profile);
      List<Membership> walked =
          Page.walk(after -> stage.fake.pages().members(stage.acme, after, size));
      assertThat(walked).hasSize(5).doesNotHaveDuplicates();
      assertThat(walked).isEqualTo(stage.fake.listMembers(stage.acme));
    }
  }

  /** Five members, pages of one. */
  private static final class Stage {
    final FakeIdentityProvider fake;
    final OrganizationId acme;
    final List<UserId> members;

    Stage(ProviderProfile profile) {
      fake = FakeIdentityProvider.builder(new ProviderInstance("test")).profile(profile).build();
      acme = fake.dashboard().createOrganization("Acme").id();
      members =
          IntStream.range(0, 5)
              .mapToObj(i -> fake.dashboard().createUser(i + "@example.org").id())
              .toList();
      members.forEach(user -> fake.dashboard().join(acme, user, MEMBER));
    }

    Page<Membership> page(@Nullable String after) {
      return fake.pages().members(acme, after, 1);
    }

    UserId firstListed() {
      return page(null).rows().get(0).user();
    }

    List<UserId> stayed() {
      return fake.listMembers(acme).stream().map(Membership::user).toList();
    }
  }
}
