package dev.muster.examples.notes.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page at the width of a desk and of a phone: nothing sticks out, and the checker of
 * accessibility finds nothing. Leaves pictures in {@code target/screenshots}.
 */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class LookTest {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final int DESK = 1280;
  private static final int PHONE = 390;
  private static final int SMALLEST_PHONE = 360;
  private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

  private Site site;
  private String work;
  private BrowserContext anns;
  private BrowserContext nobodys;
  private BrowserContext news;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, LookTest.class);
    UserId ann = site.person("ann");
    OrganizationId guild = site.organization("The Guild of the River", ann);
    site.join(guild, site.person("bob-with-a-rather-long-address-of-many-letters"));
    site.organization("Donaudampfschifffahrtsgesellschaftskapitänskajütentürschlüssel", ann);
    site.person("new");
    work = "/work/" + guild.value();
    Window window = site.signedIn("ann");
    window.go(work);
    window.isLoaded();
    window.addNote("Buy rope.\nAnd two anchors.");
    window.addNote("x".repeat(300));
    window.go(work + "/members");
    window.field("E-mail address").fill("cat@example.com");
    window.button("Invite").click();
    window.says("is invited");
    anns = window.page().context();
    nobodys = site.window().page().context();
    news = site.signedIn("new").page().context();
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @AfterEach
  void up() {
    site.faults().clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "onboarding",
        "organizations",
        "notes",
        "members",
        "ask",
        "outage",
        "refused"
      })
  void a_page_fits_a_desk_and_a_phone_and_keeps_nobody_out(String name) {
    Window window = shown(name);
    Page page = window.page();
    for (int width : List.of(DESK, PHONE, SMALLEST_PHONE)) {
      page.setViewportSize(width, 800);
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as(name + " at " + width)
          .isLessThanOrEqualTo(width);
      if (width != SMALLEST_PHONE) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + width + ".png"))
                .setFullPage(!name.equals("ask")));
      }
      List<Rule> found = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
      assertThat(found)
          .as(name + " at " + width)
          .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
          .isEmpty();
    }
    page.close();
  }

  private Window shown(String name) {
    return switch (name) {
      case "start" -> at(nobodys, "/start?reason=signed_out", "Sign in");
      case "onboarding" -> at(news, "/onboarding?reason=not_a_member", "Create an organization");
      case "organizations" ->
          at(anns, "/organizations?reason=not_a_member", "Create an organization");
      case "notes" -> {
        Window window = at(anns, work, "Buy rope.");
        window.page().getByText("Trace:").click();
        window.page().locator("#decisions .granted").first().waitFor();
        yield window;
      }
      case "members" -> at(anns, work + "/members", "cat@example.com");
      case "ask" -> {
        Window window = at(anns, work + "/members", "cat@example.com");
        window.button("Leave this organization").click();
        window.page().locator("dialog").waitFor();
        yield window;
      }
      case "outage" -> {
        Window window = at(anns, work, "Buy rope.");
        site.faults().down();
        window.field("New note").fill("kept meanwhile");
        window.button("Add the note").click();
        window.says("Nobody was signed out");
        yield window;
      }
      default -> {
        site.faults().down();
        Window window = Window.in(anns);
        window.go(work);
        yield window;
      }
    };
  }

  private static Window at(BrowserContext context, String path, String text) {
    Window window = Window.in(context);
    window.go(path);
    window.page().locator("main").getByText(text).first().waitFor();
    return window;
  }
}
