package dev.muster.examples.notes.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages without a mouse: Tab, Enter, Escape, and a focus that one sees. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class KeyboardTest {
  private static final int MOST_TABS = 60;

  private Site site;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, KeyboardTest.class);
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Tag("WEB-2")
  void members_and_invitations_need_no_mouse() {
    UserId ann = site.person("ann");
    UserId bob = site.person("bob");
    site.person("cat");
    OrganizationId guild = site.organization("Guild", ann);
    site.join(guild, bob);
    Window window = site.signedIn("ann");
    window.title("Notes of Guild");
    enter(window, window.link("Members and invitations"));
    window.title("Members of Guild");

    type(window, window.field("E-mail address"), "cat@example.com");
    enter(window, window.button("Invite"));
    window.says("cat@example.com is invited.");
    String number = number(window);

    focus(window, window.field("Role of bob@example.com"));
    window.page().keyboard().press("ArrowDown");
    enter(window, window.button("Change the role of bob@example.com"));
    window.says("bob@example.com is admin now.");

    // Escape means no.
    enter(window, window.button("Remove bob@example.com"));
    window.page().keyboard().press("Escape");
    assertThat(window.button("Remove bob@example.com")).isFocused();
    enter(window, window.button("Remove bob@example.com"));
    assertThat(window.button("Cancel")).isFocused();
    enter(window, window.page().locator("#yes"));
    window.says("bob@example.com is removed.");
    assertThat(window.button("Remove bob@example.com")).hasCount(0);

    Window cat = site.signedIn("cat");
    cat.isAt("/onboarding");
    type(cat, cat.field("Number of the invitation"), number);
    enter(cat, cat.button("Accept"));
    cat.title("Notes of Guild");
    enter(cat, cat.link("Members and invitations"));
    cat.says("Only an administrator sees the members and invites.");
    enter(cat, cat.button("Leave this organization"));
    enter(cat, cat.page().locator("#yes"));
    cat.isAt("/onboarding\\?reason=left");
    enter(cat, cat.button("Sign out"));
    cat.isAt("/start\\?reason=signed_out");
  }

  @Test
  @Tag("WEB-2")
  void an_invitation_can_be_taken_back() {
    site.organization("Wharf", site.person("dan"));
    site.person("eve");
    Window window = site.signedIn("dan");
    enter(window, window.link("Members and invitations"));
    type(window, window.field("E-mail address"), "eve@example.com");
    window.page().keyboard().press("Enter");
    window.says("eve@example.com is invited.");
    String number = number(window);
    enter(window, window.button("Revoke the invitation of eve@example.com"));
    enter(window, window.page().locator("#yes"));
    window.says("The invitation of eve@example.com is revoked.");
    Window eve = site.signedIn("eve");
    type(eve, eve.field("Number of the invitation"), number);
    eve.page().keyboard().press("Enter");
    eve.says("This invitation was used, taken back or is too old. Ask for a new one.");
  }

  @Test
  void the_last_administrator_is_told_why_leaving_is_refused() {
    site.organization("Solo", site.person("fay"));
    Window window = site.signedIn("fay");
    enter(window, window.link("Members and invitations"));
    enter(window, window.button("Leave this organization"));
    enter(window, window.page().locator("#yes"));
    window.says("An organization needs an administrator, and this is the last.");
  }

  @Test
  void the_first_tab_skips_to_the_content() {
    site.organization("Skip", site.person("gus"));
    Window window = site.signedIn("gus");
    window.isLoaded();
    window.page().reload();
    window.isLoaded();
    window.page().keyboard().press("Tab");
    assertThat(window.link("Skip to the content")).isFocused();
    assertThat(window.link("Skip to the content")).isInViewport();
    window.page().keyboard().press("Enter");
    assertThat(window.page().locator("#main")).isFocused();
  }

  private static void type(Window window, Locator field, String text) {
    focus(window, field);
    window.page().keyboard().type(text);
  }

  private static void enter(Window window, Locator control) {
    focus(window, control);
    window.page().keyboard().press("Enter");
  }

  /** Goes on by Tab until a control has the focus, and sees that the focus shows. */
  private static void focus(Window window, Locator control) {
    control.waitFor();
    for (int i = 0; i < MOST_TABS; i++) {
      if ((boolean) control.evaluate("it => it === document.activeElement")) {
        assertThat((String) control.evaluate("it => getComputedStyle(it).outlineStyle"))
            .as("the focus on " + control)
            .isEqualTo("solid");
        return;
      }
      window.page().keyboard().press("Tab");
    }
    throw new AssertionError("no Tab leads to " + control);
  }

  private static String number(Window window) {
    Matcher told =
        Pattern.compile("The number of the invitation is (\\S+)\\.")
            .matcher(window.page().locator("#status").textContent());
    assertThat(told.find()).isTrue();
    return told.group(1);
  }
}
