package dev.muster.clerk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.clerk.stub.Asked;
import dev.muster.name.OrganizationId;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Organization;
import dev.muster.rest.RestRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls with one key at once, where what was begun earlier shows later than what was not. */
@Tag("SES-7")
class CreatedAtOnceTest {
  private static final String KEY = "key";
  private static final RoleSlug ADMIN = new RoleSlug("org:admin");

  private final ClerkStage stage = new ClerkStage(4);
  private final ClerkProvider other = ClerkProvider.of(ClerkStage.settings(stage.clerk()).build());
  private final Wire wire = new Wire(ClerkStage.settings(stage.clerk()).build());
  private final Lists lists = new Lists(wire, 4);
  private final UserId ann = stage.createUser("ann@example.org");

  private final CreationCalls calls = new CreationCalls(wire, lists, InstantSource.system());

  /** The control: of several the oldest, whoever is in another. */
  private final CreationCalls byAge =
      new CreationCalls(wire, lists, InstantSource.system(), (deadline, organization) -> false);

  @AfterEach
  void close() {
    other.close();
    wire.close();
    stage.close();
  }

  @Test
  void an_organization_in_use_counts_before_ours_though_ours_was_begun_earlier() {
    Organization used = overtaken(calls);
    assertThat(all()).containsExactly(used);
  }

  @Test
  void control_by_age_alone_two_organizations_stay() {
    overtaken(byAge);
    assertThat(all()).hasSize(2);
  }

  @Test
  void ours_is_not_deleted_once_somebody_is_in_it() {
    OrganizationId ours = shownLate(calls);
    assertThat(other.findMembership(ours, ann)).isPresent();
    assertThat(create(calls).id()).isEqualTo(ours);
  }

  @Test
  void control_by_age_alone_it_is_deleted_under_its_member() {
    OrganizationId ours = shownLate(byAge);
    assertThat(other.findOrganization(ours)).isEmpty();
  }

  @Test
  void of_two_that_an_earlier_call_left_the_one_in_use_is_found() {
    OrganizationId empty = post("Acme");
    stage.clerk().pass(Duration.ofMillis(5));
    OrganizationId used = post("Acme");
    assertThat(create(calls).id()).isEqualTo(empty);
    stage.clerk().enrol(used, ann, ADMIN.value());
    assertThat(create(calls).id()).isEqualTo(used);
    assertThat(create(byAge).id()).isEqualTo(empty);
  }

  /** Another call makes one and fills it, while the creation of ours is under way. */
  private Organization overtaken(CreationCalls ours) {
    Organization[] made = new Organization[1];
    once(
        asked -> asked.method().equals("POST"),
        () -> {
          made[0] = other.createOrganization("Acme", KEY);
          other.addMember(made[0].id(), ann, ADMIN);
          stage.clerk().settings().organizationsShowLate(Duration.ofSeconds(5));
        });
    create(ours);
    return made[0];
  }

  /** Before we look again, our organization has a member, and one that was begun earlier shows. */
  private OrganizationId shownLate(CreationCalls ours) {
    OrganizationId[] made = new OrganizationId[1];
    once(
        asked -> asked.method().equals("GET") && !all().isEmpty(),
        () -> {
          made[0] = all().get(0).id();
          stage.clerk().enrol(made[0], ann, ADMIN.value());
          stage.clerk().settings().organizationsShowLate(Duration.ofSeconds(5));
          post("Acme");
        });
    create(ours);
    return made[0];
  }

  private Organization create(CreationCalls which) {
    return wire.within(deadline -> which.create(deadline, "Acme", KEY));
  }

  private OrganizationId post(String name) {
    var body = Wire.JSON.objectNode().put("name", name);
    body.putObject("private_metadata").put(CreationCalls.EXTERNAL_ID, KEY);
    RestRequest request = RestRequest.post(DirectoryCalls.ORGANIZATIONS);
    return wire.within(
        deadline -> Answers.organization(wire.send(deadline, request, body).document()).id());
  }

  private void once(Predicate<Asked> when, Runnable act) {
    Consumer<Asked> never = asked -> {};
    stage
        .clerk()
        .line()
        .before(
            asked -> {
              stage.clerk().line().before(never);
              if (when.test(asked)) {
                act.run();
              } else {
                once(when, act);
              }
            });
  }

  private List<Organization> all() {
    return stage.walk().organizations(null, 4).items();
  }
}
