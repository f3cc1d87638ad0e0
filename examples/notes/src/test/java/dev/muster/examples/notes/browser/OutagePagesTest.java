package dev.muster.examples.notes.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.Cookie;
import dev.muster.name.UserId;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the pages say while the provider is down. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class OutagePagesTest {
  private static final String OUTAGE = "Membership can’t be checked right now";
  private static final String NOBODY = "Nobody was signed out";

  private Site site;

  @BeforeAll
  void open(Browser browser) throws Exception {
    site = Site.open(browser, OutagePagesTest.class);
  }

  @AfterEach
  void up() {
    if (site != null) {
      site.faults().clear();
    }
  }

  @AfterAll
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  @Tag("ANS-2")
  void an_outage_is_told_on_the_page_nobody_is_signed_out_and_the_retry_works() {
    UserId ann = site.person("ann");
    site.organization("Ann's", ann);
    Window window = site.signedIn("ann");
    window.title("Notes of Ann's");
    Set<String> cookies = cookies(window);
    // The page shows it when it has read what it needs, which an outage would keep from it.
    assertThat(window.field("New note")).isVisible();
    site.faults().down();
    window.field("New note").fill("kept meanwhile");
    window.button("Add the note").click();
    window.says(OUTAGE);
    window.says(NOBODY);
    assertThat(window.field("New note")).hasValue("kept meanwhile");
    assertThat(cookies(window)).isEqualTo(cookies);
    window.button("Try again").click();
    window.says(OUTAGE);
    site.faults().clear();
    window.button("Try again").click();
    window.says("The note is saved.");
    assertThat(window.page().getByText(OUTAGE)).isHidden();
    assertThat(window.notes()).hasText(new String[] {"kept meanwhile"});
  }

  @Test
  @Tag("ANS-2")
  @Tag("WEB-3")
  void a_page_that_is_opened_in_an_outage_says_so_and_a_reload_works_afterwards() {
    UserId bob = site.person("bob");
    site.organization("Bob's", bob);
    Window window = site.signedIn("bob");
    window.title("Notes of Bob's");
    Set<String> cookies = cookies(window);
    site.faults().down();
    assertThat(window.page().reload().status()).isEqualTo(503);
    assertThat(window.page().locator("body")).containsText("can't be checked right now");
    assertThat(cookies(window)).isEqualTo(cookies);
    site.faults().clear();
    window.page().reload();
    window.title("Notes of Bob's");
  }

  @Test
  @Tag("ANS-2")
  void the_choice_of_where_to_work_waits_for_the_provider() {
    UserId cat = site.person("cat");
    site.organization("Cat's", cat);
    Window window = site.signedIn("cat");
    window.title("Notes of Cat's");
    site.faults().down();
    window.link("Choose where to work").click();
    window.says(OUTAGE);
    site.faults().clear();
    window.button("Try again").click();
    window.link("Open Cat's").click();
    window.title("Notes of Cat's");
  }

  private static Set<String> cookies(Window window) {
    return window.page().context().cookies().stream()
        .map((Cookie cookie) -> cookie.name)
        .collect(Collectors.toSet());
  }
}
