package dev.muster.examples.notes.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A tab of somebody's browser, and what people do in it. Every wait is for a condition. */
final class Window {
  private static final double TIMEOUT_MILLIS = 60_000;

  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private Window(Page page) {
    this.page = page;
    page.setDefaultTimeout(TIMEOUT_MILLIS);
    page.onPageError(complaints::add);
  }

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
  }

  static Window in(BrowserContext context) {
    return new Window(context.newPage());
  }

  Page page() {
    return page;
  }

  /** Another tab of the same browser. */
  Window anotherTab() {
    return in(page.context());
  }

  /** What the scripts of the page did not catch. */
  List<String> complaints() {
    return complaints;
  }

  Response go(String path) {
    return page.navigate(path);
  }

  void signIn(String name) {
    go("/");
    link("Sign in").click();
    button(Site.email(name)).click();
    isAt("/(onboarding|organizations|work/).*");
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Yes, in the dialog that asks. */
  void sure(String yes) {
    page.locator("dialog").getByText(yes, new Locator.GetByTextOptions().setExact(true)).click();
  }

  /** Waits until the address, without the service's own, is of a form. */
  void isAt(String pathAndQuery) {
    page.waitForURL(Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+" + pathAndQuery));
  }

  /** Waits until what the page asks the service for is there. */
  void isLoaded() {
    page.locator("#content").waitFor();
  }

  /** Waits until a sentence is there to be seen; what is hidden is not. */
  void says(String sentence) {
    page.locator("main")
        .getByText(sentence)
        .filter(new Locator.FilterOptions().setVisible(true))
        .first()
        .waitFor();
  }

  void title(String title) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(title);
  }

  void create(String name) {
    field("Name").fill(name);
    button("Create").click();
  }

  void addNote(String text) {
    field("New note").fill(text);
    button("Add the note").click();
    says("The note is saved.");
    assertThat(field("New note")).isEmpty();
  }

  /** The texts of the notes as the page shows them. */
  Locator notes() {
    return page.locator("#notes .note");
  }

  void removes(String name) {
    button("Remove " + Site.email(name)).click();
    sure("Remove");
    says(Site.email(name) + " is removed.");
  }
}
