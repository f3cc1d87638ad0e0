package dev.muster.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.MemberProfiles;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.provider.User;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link MemberProfiles} keeps. An adapter's test extends this class and says how to
 * open one; JUnit runs the rest. How many calls it takes is the adapter's own test.
 */
@Tag("KIT-2")
@Tag("MEM-14")
public abstract class MemberProfilesContract extends Suite {

  private ProfilesUnderTest stage;
  private MemberProfiles profiles;
  private OrganizationId acme;
  private UserId ann;
  private UserId bob;

  /** For subclasses. */
  protected MemberProfilesContract() {}

  /**
   * Opens an empty provider with its adapter.
   *
   * @return a new one for each test
   */
  protected abstract ProfilesUnderTest open();

  /**
   * How many members are surely more than two pages or batches.
   *
   * @return 25 by default
   */
  protected int manyMembers() {
    return 25;
  }

  @BeforeEach
  final void openProvider() {
    stage = open();
    profiles = stage.profiles();
    acme = stage.createOrganization("Acme");
    ann = member(acme, "ann@example.org");
    bob = member(acme, "bob@example.org");
  }

  @AfterEach
  final void closeProvider() {
    stage.close();
  }

  @Test
  void those_asked_for_are_told_and_nobody_else() {
    UserId carl = member(acme, "carl@example.org");
    List<User> told = profiles.profiles(acme, Set.of(ann, carl));
    assertThat(told).extracting(User::id).containsExactlyInAnyOrder(ann, carl);
    assertThat(told)
        .extracting(User::email)
        .containsExactlyInAnyOrder("ann@example.org", "carl@example.org");
    assertThat(profiles.profiles(acme, Set.of())).isEmpty();
  }

  @Test
  @Tag("ROLE-10")
  void a_member_without_an_email_is_told_as_well() {
    UserId nameless = stage.createUserWithoutEmail();
    stage.enrol(acme, nameless, MembershipStatus.ACTIVE, member());

    assertThat(profiles.profiles(acme, Set.of(ann, nameless)))
        .extracting(User::id)
        .containsExactlyInAnyOrder(ann, nameless);
    assertThat(profiles.profiles(acme, Set.of(nameless)))
        .containsExactly(new User(nameless, null, false));
  }

  @Test
  void all_of_many_are_told_once_each() {
    Set<UserId> members = many();
    assertThat(profiles.profiles(acme, members))
        .extracting(User::id)
        .containsExactlyInAnyOrderElementsOf(members);
  }

  @Test
  @Tag("MEM-1")
  void who_is_no_member_there_is_not_told() {
    OrganizationId globex = stage.createOrganization("Globex");
    UserId dora = member(globex, "dora@example.org");
    stage.remove(acme, bob);
    assertThat(profiles.profiles(acme, Set.of(ann, bob, dora)))
        .extracting(User::id)
        .containsExactly(ann);
  }

  @Test
  @Tag("ANS-3")
  void the_unknown_are_passed_over() {
    for (String odd : List.of("user_unknown", "a/b", "../users", ".", "x?y#z", "a,b")) {
      assertThat(profiles.profiles(acme, Set.of(ann, new UserId(odd))))
          .extracting(User::id)
          .containsExactly(ann);
      assertThat(profiles.profiles(new OrganizationId(odd), Set.of(ann))).as(odd).isEmpty();
    }
  }

  @TestFactory
  @Tag("ANS-2")
  Stream<DynamicTest> an_outage_is_unavailable_and_never_a_shorter_list() {
    Set<UserId> members = many();
    return Stream.of(Outage.values())
        .flatMap(
            outage ->
                Stream.of(0, 1)
                    .map(
                        good ->
                            dynamicTest(
                                outage + " after " + good,
                                () -> isWholeOrNone(good, outage, members))));
  }

  @Test
  @Tag("ANS-4")
  void a_key_that_is_not_accepted_is_misconfigured() {
    stage.rejectOurKey();
    assertThatExceptionOfType(Misconfigured.class)
        .isThrownBy(() -> profiles.profiles(acme, Set.of(ann)));
  }

  @Test
  @SuppressWarnings("NullAway") // nulls are what this test is about
  void null_is_refused_by_name() {
    assertThatNullPointerException()
        .isThrownBy(() -> profiles.profiles(null, Set.of(ann)))
        .withMessage("organization");
    assertThatNullPointerException()
        .isThrownBy(() -> profiles.profiles(acme, null))
        .withMessage("members");
  }

  private RoleSlug member() {
    return stage.role("member");
  }

  private void isWholeOrNone(int goodRequests, Outage outage, Set<UserId> members) {
    stage.fail(goodRequests, outage);
    Optional<List<User>> told = told(members);
    stage.heal();
    if (goodRequests == 0) {
      assertThat(told).isEmpty();
    }
    told.ifPresent(
        whole ->
            assertThat(whole).extracting(User::id).containsExactlyInAnyOrderElementsOf(members));
  }

  private Optional<List<User>> told(Set<UserId> members) {
    try {
      return Optional.of(profiles.profiles(acme, members));
    } catch (Unavailable noAnswer) {
      return Optional.empty();
    }
  }

  private Set<UserId> many() {
    Set<UserId> members = new HashSet<>(Set.of(ann, bob));
    while (members.size() < manyMembers()) {
      members.add(member(acme, "user" + members.size() + "@example.org"));
    }
    return members;
  }

  private UserId member(OrganizationId organization, String email) {
    UserId user = stage.createUser(email);
    stage.enrol(organization, user, MembershipStatus.ACTIVE, member());
    return user;
  }
}
