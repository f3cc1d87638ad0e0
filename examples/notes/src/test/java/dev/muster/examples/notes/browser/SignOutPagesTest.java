package dev.muster.examples.notes.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.muster.name.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser still shows when its person has gone. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class SignOutPagesTest {
  private static final String PRIVATE = "nobody else may read this";

  private Site site;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, SignOutPagesTest.class);
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Tag("SES-9")
  @Tag("WEB-4")
  void the_back_button_after_a_sign_out_shows_nothing_private() {
    Window window = atTheChoiceAfterTheNotes("ann");
    window.button("Sign out").click();
    window.isAt("/start\\?reason=signed_out");
    window.says("You are signed out.");
    assertThat(window.page().context().cookies()).isEmpty();
    window.page().goBack();
    window.isAt("/start.*");
    window.title("Notes that a team shares");
    assertThat(window.page().content()).doesNotContain(PRIVATE);
  }

  @Test
  @Tag("SES-9")
  @Tag("WEB-4")
  void another_tab_shows_nothing_new_after_a_sign_out() {
    Window window = atTheChoiceAfterTheNotes("bob");
    Window other = window.anotherTab();
    other.go("/");
    other.title("Notes of bob's");
    window.button("Sign out").click();
    window.isAt("/start\\?reason=signed_out");
    other.field("New note").fill("who is this?");
    other.button("Add the note").click();
    other.isAt("/start\\?reason=unauthenticated.*");
    other.says("Sign in to continue.");
    assertThat(other.page().content()).doesNotContain(PRIVATE);
  }

  @Test
  @Tag("WEB-4")
  void nothing_that_depends_on_who_asks_is_kept_by_the_browser() {
    site.organization("cat's", site.person("cat"));
    Window window = site.signedIn("cat");
    window.title("Notes of cat's");
    assertThat(window.page().reload().headerValue("Cache-Control")).isEqualTo("no-store");
    assertThat(window.go("/organizations").headerValue("Cache-Control")).isEqualTo("no-store");
    assertThat(window.go("/trace").headerValue("Cache-Control")).isEqualTo("no-store");
  }

  private Window atTheChoiceAfterTheNotes(String name) {
    UserId user = site.person(name);
    site.organization(name + "'s", user);
    Window window = site.signedIn(name);
    window.title("Notes of " + name + "'s");
    window.addNote(PRIVATE);
    window.link("Choose where to work").click();
    window.isAt("/organizations");
    assertThat(window.link("Open " + name + "'s")).isVisible();
    return window;
  }
}
