package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Asked;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.DirectoryWalk.Page;
import dev.muster.provider.Membership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members join and leave between the pages of a list; who stays is never missed. */
@Tag("MEM-3")
@Tag("FEED-5")
class MovingListTest {
  private static final RoleSlug MEMBER = new RoleSlug("org:member");
  private static final int PAGE = 4;
  private static final int SEEDS = 40;

  private final ClerkStage stage = new ClerkStage(PAGE);
  private final Set<UserId> stayed = new HashSet<>();
  private final Set<UserId> moving = new HashSet<>();
  private int users;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void members_who_stay_are_listed_once_each_while_others_come_and_go() {
    for (int seed = 0; seed < SEEDS; seed++) {
      OrganizationId acme = organization(new Random(seed));
      List<UserId> listed =
          whileTheyMove(acme, seed, () -> stage.adapter().listMembers(acme)).stream()
              .map(Membership::user)
              .toList();
      assertThat(listed).as("seed %d", seed).doesNotHaveDuplicates().containsAll(stayed);
    }
  }

  @Test
  void a_walk_meets_who_stays_while_others_come_and_go() {
    for (int seed = 0; seed < SEEDS; seed++) {
      OrganizationId acme = organization(new Random(seed));
      Set<UserId> met = whileTheyMove(acme, seed, () -> walked(acme));
      assertThat(met).as("seed %d", seed).containsAll(stayed);
    }
  }

  @Test
  void plain_paging_by_offset_misses_somebody_in_the_same_check() {
    int missed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      OrganizationId acme = organization(new Random(seed));
      Set<UserId> listed = whileTheyMove(acme, seed, () -> plain(acme));
      missed += listed.containsAll(stayed) ? 0 : 1;
    }
    assertThat(missed).isGreaterThan(SEEDS / 4);
  }

  @Test
  void organizations_of_a_user_who_stay_are_listed_once_each() {
    UserId ann = stage.createUser("ann@example.org");
    List<OrganizationId> all = new ArrayList<>();
    for (int i = 0; i < 3 * PAGE; i++) {
      all.add(stage.createOrganization("Organization " + i));
      stage.clerk().enrol(all.get(i), ann, MEMBER.value());
    }
    int[] pages = {0};
    stage
        .clerk()
        .line()
        .before(
            asked -> {
              if (++pages[0] == 2) {
                // Newest first: the first page was of the end of our list.
                stage.remove(all.remove(all.size() - 1), ann);
              }
            });
    assertThat(stage.adapter().listMemberships(ann))
        .extracting(Membership::organization)
        .doesNotHaveDuplicates()
        .containsAll(all);
    assertThat(pages[0]).isGreaterThan(2);
  }

  /** Before each page but the first somebody leaves and somebody joins, wherever in the list. */
  private <T> T whileTheyMove(OrganizationId acme, int seed, Supplier<T> read) {
    Random random = new Random(seed);
    int[] pages = {0};
    stage.clerk().line().before(asked -> move(acme, random, asked, ++pages[0]));
    try {
      return read.get();
    } finally {
      stage.clerk().line().before(asked -> {});
      assertThat(pages[0]).isGreaterThan(2);
    }
  }

  private void move(OrganizationId acme, Random random, Asked asked, int page) {
    if (page == 1 || page > 6 || asked.first("offset") == null) {
      return;
    }
    for (int leaving = random.nextInt(3); leaving > 0 && !moving.isEmpty(); leaving--) {
      UserId gone = List.copyOf(moving).get(random.nextInt(moving.size()));
      moving.remove(gone);
      stage.remove(acme, gone);
    }
    if (random.nextBoolean()) {
      moving.add(join(acme));
    }
  }

  /** Members of both sorts, those who move among the oldest too. */
  private OrganizationId organization(Random random) {
    OrganizationId acme = stage.createOrganization("Acme");
    stayed.clear();
    moving.clear();
    for (int i = 0; i < 5 * PAGE; i++) {
      (random.nextInt(3) == 0 ? moving : stayed).add(join(acme));
    }
    return acme;
  }

  private UserId join(OrganizationId acme) {
    UserId user = stage.createUser("user" + users++ + "@example.org");
    stage.clerk().enrol(acme, user, MEMBER.value());
    return user;
  }

  private Set<UserId> walked(OrganizationId acme) {
    Set<UserId> met = new HashSet<>();
    @Nullable String place = null;
    do {
      Page<Membership> page = stage.walk().members(acme, place, PAGE);
      page.items().forEach(row -> met.add(row.user()));
      place = page.next();
    } while (place != null);
    return met;
  }

  /** The control: each page begins where the one before ended. */
  private Set<UserId> plain(OrganizationId acme) {
    Set<UserId> met = new HashSet<>();
    try (Wire wire = new Wire(ClerkStage.settings(stage.clerk()).build())) {
      Lists lists = new Lists(wire, PAGE);
      List<Membership> rows;
      int offset = 0;
      do {
        int from = offset;
        rows =
            wire.within(
                deadline ->
                    lists.page(deadline, DirectoryCalls.ofMembers(acme), from, PAGE).rows());
        rows.forEach(row -> met.add(row.user()));
        offset += rows.size();
      } while (rows.size() == PAGE);
    }
    return met;
  }
}
