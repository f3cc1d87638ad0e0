package dev.muster.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.RoleSlug;
import dev.muster.name.UserId;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderException.Unavailable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers to changes and profiles that a sound server never gives. */
@Tag("ANS-2")
class StrictLifecycleTest {
  private static final OrganizationId ACME = new OrganizationId("org_1");
  private static final UserId ANN = new UserId("user_1");
  private static final UserId BOB = new UserId("user_2");
  private static final RoleSlug MEMBER = new RoleSlug("member");
  private static final Membership STATED =
      new Membership(
          new MembershipId("om_1"), ACME, ANN, MembershipStatus.ACTIVE, List.of(MEMBER), null);
  private static final String GOOD =
      "{\"id\":\"om_1\",\"organization\":\"org_1\",\"user\":\"user_1\",\"status\":\"active\","
          + "\"roles\":[\"member\"],\"updatedAt\":null}";

  private final OneAnswer server = new OneAnswer();
  private final HttpIdentityProvider client =
      HttpIdentityProvider.of(new ProviderInstance("test"), server.uri(), ServedStage.KEY);

  StrictLifecycleTest() throws IOException {}

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  @Tag("ADM-1")
  void an_answer_about_another_membership_or_another_change_is_none() {
    server.body = GOOD;
    assertThat(client.changeRole(STATED, MEMBER)).isEqualTo(STATED);
    assertThat(client.reactivate(STATED)).isEqualTo(STATED);
    unavailable(() -> client.deactivate(STATED));
    unavailable(() -> client.changeRole(STATED, new RoleSlug("admin")));
    for (String odd :
        List.of(
            GOOD.replace("om_1", "om_2"),
            GOOD.replace("org_1", "org_2"),
            GOOD.replace("user_1", "user_2"),
            GOOD.replace("[\"member\"]", "[\"member\",\"admin\"]"),
            GOOD.replace("[\"member\"]", "[]"),
            "{}")) {
      server.body = odd;
      unavailable(() -> client.changeRole(STATED, MEMBER));
    }
    server.body = GOOD.replace("active", "postponed");
    unavailable(() -> client.reactivate(STATED));
  }

  @Test
  @Tag("ADM-1")
  void an_answer_about_another_organization_or_name_is_none() {
    server.body = "{\"id\":\"org_1\",\"name\":\"Acme\"}";
    assertThat(client.rename(ACME, "Acme").name()).isEqualTo("Acme");
    unavailable(() -> client.rename(ACME, "Acme 2"));
    unavailable(() -> client.rename(new OrganizationId("org_2"), "Acme"));
  }

  @Test
  @Tag("ADM-3")
  @Tag("ADM-5")
  void what_is_no_answer_of_the_protocol_ends_nothing() {
    for (String odd : List.of("", "[]", "<html>", "{\"x\":")) {
      server.body = odd;
      unavailable(() -> client.removeMember(STATED));
      unavailable(() -> client.deleteOrganization(ACME));
    }
    server.status = 404;
    server.body = "{\"code\":\"no_such_route\"}";
    unavailable(() -> client.removeMember(STATED));
    unavailable(() -> client.deleteOrganization(ACME));
    unavailable(() -> client.changeRole(STATED, MEMBER));
  }

  @Test
  @Tag("MEM-14")
  void profiles_of_others_or_twice_or_of_no_progress_are_no_answer() {
    server.body = batch(user("user_1"), 1);
    assertThat(client.profiles(ACME, Set.of(ANN))).hasSize(1);
    for (String odd :
        List.of(
            batch(user("user_2"), 1),
            batch(user("user_1") + "," + user("user_1"), 1),
            batch(user("user_1"), 0),
            batch(user("user_1"), 2),
            "{\"data\":[]}",
            "{\"taken\":1}",
            "{\"data\":[{}],\"taken\":1}")) {
      server.body = odd;
      unavailable(() -> client.profiles(ACME, Set.of(ANN)));
    }
    // The same batch for whoever is left.
    server.body = batch(user("user_1"), 1);
    unavailable(() -> client.profiles(ACME, Set.of(ANN, BOB)));
  }

  private static String user(String id) {
    return "{\"id\":\"" + id + "\",\"email\":\"x@example.org\",\"emailVerified\":true}";
  }

  private static String batch(String users, int taken) {
    return "{\"data\":[" + users + "],\"taken\":" + taken + "}";
  }

  private static void unavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(call);
  }
}
