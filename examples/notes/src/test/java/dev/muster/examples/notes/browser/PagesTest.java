package dev.muster.examples.notes.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people meet on the way from the first sign-in to a removal and a sign-out. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class PagesTest {
  private static final String REMOVED =
      "You are not a member of this organization any more. Choose another one.";

  private Site site;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, PagesTest.class);
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Tag("WEB-2")
  @Tag("WEB-3")
  void a_first_sign_in_leads_by_the_first_organization_to_its_notes() {
    site.person("ann");
    Window ann = site.window();
    ann.go("/organizations");
    ann.isAt("/start.*");
    ann.title("Notes that a team shares");
    ann.signIn("ann");
    ann.isAt("/onboarding");
    ann.field("Name").fill("Änn & Sons");
    assertThat(ann.field("Address")).hasValue("ann-sons");
    ann.button("Create").click();
    ann.isAt("/work/ann-sons");
    ann.title("Notes of Änn & Sons");
    ann.says("Your role here: admin.");
    ann.addNote("the first note");
    assertThat(ann.notes()).hasText(new String[] {"the first note"});
    assertThat(ann.complaints()).isEmpty();
  }

  @Test
  @Tag("WEB-3")
  void a_sign_in_leads_back_to_the_page_that_was_asked_for() {
    UserId bea = site.person("bea");
    OrganizationId harbour = site.organization("Harbour", bea);
    site.organization("Quay", bea);
    Window window = site.window();
    window.go("/work/" + harbour.value() + "/members");
    window.isAt("/start.*");
    window.link("Sign in").click();
    window.button(Site.email("bea")).click();
    window.isAt("/work/" + harbour.value() + "/members");
    window.title("Members of Harbour");
  }

  @Test
  @Tag("WEB-2")
  @Tag("WEB-3")
  void who_is_a_member_already_lands_in_the_notes() {
    UserId cat = site.person("cat");
    site.organization("Cat's Club", cat);
    Window window = site.signedIn("cat");
    window.isAt("/work/.*");
    window.title("Notes of Cat's Club");
    window.says("There is no note yet.");
  }

  @Test
  @Tag("ORG-6")
  @Tag("WEB-3")
  void who_is_removed_in_another_window_is_told_with_the_next_click_and_may_choose() {
    UserId dan = site.person("dan");
    UserId eve = site.person("eve");
    OrganizationId mill = site.organization("Mill", dan);
    site.join(mill, eve);
    OrganizationId own = site.organization("Eve's Own", eve);
    Window admin = site.signedIn("dan");
    Window member = site.signedIn("eve");
    // The service knows the name of what was visited.
    member.go("/work/" + own.value());
    member.title("Notes of Eve's Own");
    member.link("Mill").click();
    member.title("Notes of Mill");
    admin.link("Members and invitations").click();
    admin.removes("eve");
    member.link("Members and invitations").click();
    member.isAt("/organizations\\?reason=not_a_member");
    member.says(REMOVED);
    assertThat(member.page().locator("#organizations .note")).hasText(new String[] {"Eve's Own"});
    member.link("Open Eve's Own").click();
    member.title("Notes of Eve's Own");
  }

  @Test
  @Tag("ORG-6")
  @Tag("WEB-3")
  void who_is_removed_from_the_only_one_may_create_another() {
    UserId fay = site.person("fay");
    UserId gus = site.person("gus");
    site.join(site.organization("Forge", fay), gus);
    Window admin = site.signedIn("fay");
    Window member = site.signedIn("gus");
    member.title("Notes of Forge");
    admin.link("Members and invitations").click();
    admin.removes("gus");
    // By a script this time, and not by a link.
    member.field("New note").fill("too late");
    member.button("Add the note").click();
    member.isAt("/onboarding\\?reason=not_a_member");
    member.says("You are not a member of that organization any more, and you are in no other.");
    admin.go("/");
    admin.says("There is no note yet.");
  }

  @Test
  @Tag("WEB-2")
  void an_administrator_is_told_that_the_member_is_gone_and_stays() {
    UserId lea = site.person("lea");
    UserId max = site.person("max");
    OrganizationId pier = site.organization("Pier", lea);
    site.join(pier, max);
    Window window = site.signedIn("lea");
    window.link("Members and invitations").click();
    window.title("Members of Pier");
    window.field("Role of max@example.com").selectOption("admin");
    site.dashboard().remove(pier, max);
    window.button("Change the role of max@example.com").click();
    window.says("This person is not a member any more.");
    window.title("Members of Pier");
    assertThat(window.button("Remove max@example.com")).hasCount(0);
  }

  @Test
  @Tag("BAD-INPUT")
  void markup_in_a_note_or_a_name_stays_text() {
    String evil = "<img src=x onerror=\"document.title='taken over'\">";
    UserId hal = site.person("hal");
    site.organization("<b>Hal</b>", hal);
    Window window = site.signedIn("hal");
    window.title("Notes of <b>Hal</b>");
    window.addNote(evil);
    assertThat(window.notes()).hasText(new String[] {evil});
    assertThat(window.page().locator("main img, nav b, h1 b")).hasCount(0);
    assertThat(window.page()).hasTitle("Notes of <b>Hal</b> – Notes");
  }

  @Test
  @Tag("WEB-2")
  void notes_of_one_s_own_are_nobody_else_s() {
    UserId ida = site.person("ida");
    UserId jon = site.person("jon");
    site.join(site.organization("Ida's", ida), jon);
    Window window = site.signedIn("ida");
    window.link("Choose where to work").click();
    window.field("A name for your own notes").fill("ida-alone");
    window.button("Use this name").click();
    window.isAt("/work/ida-alone");
    window.title("Your own notes");
    window.addNote("for me");
    window.link("Ida's").click();
    window.title("Notes of Ida's");
    window.says("There is no note yet.");
    Window other = site.signedIn("jon");
    other.go("/work/ida-alone");
    other.isAt("/organizations\\?reason=not_a_member");
  }

  @Test
  @Tag("ANS-7")
  void the_trace_tells_the_decision_its_reason_and_the_evidence_of_each_request() {
    UserId kim = site.person("kim");
    OrganizationId kiln = site.organization("Kiln", kim);
    Window window = site.signedIn("kim");
    window.go("/work/nowhere-at-all");
    window.says(REMOVED);
    window.go("/work/" + kiln.value());
    window.title("Notes of Kiln");
    window.page().getByText("Trace:").click();
    var rows = window.page().locator("#decisions li");
    assertThat(rows.filter(with("GET /orgs/")).first())
        .hasText(
            java.util.regex.Pattern.compile(
                "GET /orgs/\\S+/notes\\s*granted; evidence: .+; age: [0-9.]+ m?s; role: admin"));
    assertThat(rows.filter(with("GET /work/nowhere-at-all")).first())
        .containsText("denied; reason: not_a_member");
    int before = rows.filter(with("POST /orgs/")).count();
    assertThat(before).isZero();
    window.addNote("traced");
    assertThat(rows.filter(with("POST /orgs/"))).hasCount(1);
  }

  private static com.microsoft.playwright.Locator.FilterOptions with(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }
}
