package dev.muster.examples.notes.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two tabs of one browser, each on an organization of its own, used in turn. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class TabsTest {
  private Site site;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, TabsTest.class);
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Tag("SCOPE-1")
  @Tag("WEB-3")
  void two_tabs_on_two_organizations_do_not_fight() {
    assertThat(written("ann", false))
        .containsExactly(List.of("left 1", "left 2"), List.of("right 1", "right 2"));
  }

  /** The control: pages that remember where the browser worked last, and not where the tab does. */
  @Test
  void tabs_that_share_where_they_work_do_fight() {
    assertThat(written("bob", true))
        .isNotEqualTo(List.of(List.of("left 1", "left 2"), List.of("right 1", "right 2")));
  }

  /** What the two organizations have, after each tab wrote twice. */
  private List<List<String>> written(String name, boolean broken) {
    UserId user = site.person(name);
    OrganizationId left = site.organization(name + " left", user);
    OrganizationId right = site.organization(name + " right", user);
    Window one = site.signedIn(name);
    Window two = one.anotherTab();
    if (broken) {
      one.page().context().route("**/notes.js", TabsTest::sharing);
    }
    one.go("/work/" + left.value());
    one.isLoaded();
    two.go("/work/" + right.value());
    two.isLoaded();
    one.addNote("left 1");
    two.addNote("right 1");
    // The session moves as well, which is nothing to a tab that has its place.
    Window third = one.anotherTab();
    third.go("/organizations");
    third.button("Start here: " + name + " right").click();
    third.says("You start at " + name + " right now.");
    one.addNote("left 2");
    two.addNote("right 2");
    return List.of(notes(third, left), notes(third, right));
  }

  private static List<String> notes(Window window, OrganizationId organization) {
    window.go("/work/" + organization.value());
    window.isLoaded();
    return window.notes().allTextContents();
  }

  private static void sharing(Route route) {
    String script = route.fetch().text();
    String shared =
        script
            .replace("const at =", "if (place) localStorage.setItem('place', place);\nconst at =")
            .replace(
                "api('POST', at,", "api('POST', `/orgs/${localStorage.getItem('place')}/notes`,");
    assertThat(shared).isNotEqualTo(script);
    route.fulfill(
        new Route.FulfillOptions().setContentType("text/javascript;charset=utf-8").setBody(shared));
  }
}
