package dev.muster.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.examples.cli.Desk.Ran;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.fault.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against a whole service: real server, real tokens, the fake provider. */
@Tag("SCOPE-2")
@Tag("SCOPE-3")
@Tag("SCOPE-5")
@Tag("TOK-8")
class WholeSessionTest {
  private final WholeService service;
  private final UserId ann;
  private final UserId bob;
  private final Desk anns;
  private final Desk bobs;

  WholeSessionTest(@TempDir Path folder) throws Exception {
    service = new WholeService();
    ann = service.fake.dashboard().createUser("ann@example.org").id();
    bob = service.fake.dashboard().createUser("bob@example.org").id();
    anns = desk(folder.resolve("ann"), ann);
    bobs = desk(folder.resolve("bob"), bob);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void from_sign_in_to_sign_out() {
    assertThat(ok(anns, login()).out()).contains("Signed in as " + ann, "personal");
    assertThat(ok(anns, "org", "create", "acme", "Acme Inc").out()).contains("Created acme");
    assertThat(ok(anns, "scope", "list").out()).contains("* personal", "  acme");
    ok(anns, "scope", "use", "acme");
    assertThat(ok(anns, "scope", "list").out()).contains("* acme", "  personal");
    assertThat(ok(anns, "scope", "status").out()).contains("acme", "admin", "Acme Inc");
    assertThat(ok(anns, "org", "status").out()).contains("acme", "admin", "Acme Inc");
    assertThat(ok(anns, "org", "invite", "bob@example.org").out()).contains("bob@example.org");
    assertThat(ok(anns, "org", "members").out()).contains("ann@example.org", ann.value());

    assertThat(anns.run("scope", "set", "apex").exit()).isEqualTo(7);
    assertThat(ok(anns, "scope", "set", "apex", "--force").out()).contains("apex");
    assertThat(ok(anns, "scope", "status").out()).contains("apex");
    ok(anns, "scope", "use", "--personal");
    ok(anns, "scope", "set", "ann");
    assertThat(ok(anns, "scope", "status").out()).contains("personal", "ann", ann.value());
    assertThat(anns.run("org", "create", "ann", "Taken").exit()).isEqualTo(7);
    ok(anns, "logout");
    assertThat(anns.run("scope", "list").exit()).isEqualTo(3);
    assertThat(service.fake.calls().count(Operation.END_SESSION)).isEqualTo(1);
  }

  @Test
  void a_member_who_is_removed_elsewhere_is_told_of_the_organization_and_falls_back_to_nothing()
      throws Exception {
    OrganizationId acme = bothWorkInAcme();
    ok(bobs, "org", "status");
    String before = Files.readString(bobs.path);
    ok(anns, "org", "remove", bob.value());
    var unused = service.requests();

    for (String[] command :
        new String[][] {{"org", "status"}, {"org", "members"}, {"scope", "status"}}) {
      Ran ran = bobs.run(command);
      assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("acme (" + acme + ")").contains("scope use " + acme);
    }
    assertThat(service.requests())
        .allMatch(line -> line.endsWith(": 401") || line.endsWith(": 403"))
        .allMatch(line -> line.contains("by organization token") || line.contains("/use by sign"));
    assertThat(Files.readString(bobs.path)).isEqualTo(before);
    assertThat(bobs.run("scope", "use", "acme").exit()).isEqualTo(4);
    ok(bobs, "scope", "use", "--personal");
    ok(bobs, "scope", "status");
  }

  @Test
  void a_member_who_is_removed_at_the_provider_is_told_so_too() {
    OrganizationId acme = bothWorkInAcme();
    service.fake.dashboard().remove(acme, bob);
    Ran ran = bobs.run("org", "status", "--json");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains("\"organization\" : \"" + acme + "\"", "\"slug\" : \"acme\"");
  }

  @Test
  void who_leaves_stays_in_the_scope_where_nothing_works_any_more() {
    bothWorkInAcme();
    assertThat(ok(bobs, "org", "leave").out()).contains("still the active scope");
    assertThat(bobs.run("scope", "status").exit()).isEqualTo(5);
    assertThat(anns.run("org", "leave").exit()).isEqualTo(7);
    assertThat(anns.run("org", "remove", ann.value()).exit()).isEqualTo(7);
    assertThat(bobs.run("org", "remove", ann.value()).exit()).isEqualTo(5);
  }

  @Test
  void an_outage_of_the_provider_costs_neither_sign_in_nor_scope() throws Exception {
    bothWorkInAcme();
    String before = Files.readString(bobs.path);
    service.fake.faults().down();
    Ran ran = bobs.run("org", "status");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.err()).contains("acme");
    assertThat(bobs.run("scope", "list").exit()).isEqualTo(6);
    assertThat(Files.readString(bobs.path)).isEqualTo(before);
    service.fake.faults().up();
    ok(bobs, "org", "status");
  }

  @Test
  void a_role_that_does_not_allow_it_is_a_no_and_no_end() {
    bothWorkInAcme();
    assertThat(bobs.run("org", "invite", "cyd@example.org").exit()).isEqualTo(4);
    ok(bobs, "scope", "status");
  }

  private OrganizationId bothWorkInAcme() {
    ok(anns, login());
    ok(anns, "org", "create", "acme", "Acme Inc");
    ok(anns, "scope", "use", "acme");
    String invited = ok(anns, "org", "invite", "bob@example.org").out();
    OrganizationId acme = service.fake.listMemberships(ann).get(0).organization();
    ok(bobs, login());
    ok(bobs, "org", "accept", invited.substring(invited.indexOf('(') + 1, invited.indexOf(')')));
    ok(bobs, "scope", "use", "acme");
    return acme;
  }

  private Desk desk(Path folder, UserId user) {
    Desk desk = new Desk(folder);
    desk.clock.advance(java.time.Duration.between(desk.clock.instant(), Instant.now()));
    desk.browser = page -> service.signIn(page, user);
    return desk;
  }

  private String[] login() {
    return new String[] {
      "login",
      "--server",
      service.url(),
      "--issuer",
      service.issuer(),
      "--client",
      WholeService.CLIENT,
      "--open"
    };
  }

  private static Ran ok(Desk desk, String... command) {
    Ran ran = desk.run(command);
    assertThat(ran.exit()).as(String.join(" ", command) + "\n" + ran.err()).isZero();
    return ran;
  }
}
