package dev.muster.workos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.User;
import dev.muster.workos.emulator.NeedsEmulator;
import dev.muster.workos.emulator.WorkOsEmulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of WorkOS's emulator, in pages of two, whose rows come and go between the pages. */
@NeedsEmulator
@Tag("MEM-3")
@Tag("MEM-14")
class MovingListOnEmulatorTest {
  private final WorkOsEmulator emulator;
  private final List<UserId> members = new ArrayList<>();
  private final List<UserId> left = new ArrayList<>();
  private EmulatorStage stage;
  private OrganizationId acme;

  MovingListOnEmulatorTest(WorkOsEmulator emulator) {
    this.emulator = emulator;
  }

  @BeforeEach
  void open() {
    stage = new EmulatorStage(emulator, 2);
    acme = stage.createOrganization("Acme");
    for (int i = 0; i < 5; i++) {
      members.add(join(i));
    }
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void members_who_stay_are_listed_once_each() {
    List<UserId> listed =
        whileTheyMove(() -> stage.workOs().listMembers(acme)).stream()
            .map(Membership::user)
            .toList();
    assertThat(listed).doesNotHaveDuplicates().containsAll(stayed());
  }

  @Test
  void the_profiles_of_members_who_stay_are_told_once_each() {
    Set<UserId> asked = Set.copyOf(members);
    List<UserId> told =
        whileTheyMove(() -> stage.workOs().profiles(acme, asked)).stream().map(User::id).toList();
    assertThat(told).doesNotHaveDuplicates().containsAll(stayed());
  }

  /** Between the first page and the second the last of the first page leaves, and one joins. */
  private <T> List<T> whileTheyMove(Supplier<List<T>> read) {
    AtomicInteger pages = new AtomicInteger();
    stage
        .gateway()
        .instead(
            asked -> {
              if (pages.incrementAndGet() == 2) {
                String cursor = asked.uri().getQuery().replaceFirst(".*&after=", "");
                stage.remove(acme, leaving(cursor));
                join(9);
              }
              return null;
            });
    List<T> rows = read.get();
    assertThat(pages.get()).isGreaterThanOrEqualTo(3);
    return rows;
  }

  private UserId leaving(String cursor) {
    UserId gone =
        members.stream()
            .filter(
                user ->
                    user.value().equals(cursor)
                        || stage.console().isMembership(cursor, acme.value(), user.value()))
            .findFirst()
            .orElseThrow();
    left.add(gone);
    return gone;
  }

  private List<UserId> stayed() {
    assertThat(left).hasSize(1);
    return members.stream().filter(user -> !left.contains(user)).toList();
  }

  private UserId join(int number) {
    UserId user = stage.createUser("user" + number + "@example.org");
    stage.enrol(acme, user, MembershipStatus.ACTIVE, new RoleSlug("member"));
    return user;
  }
}
