package dev.muster.testkit.assertion;

import dev.muster.testkit.stage.ReceivedCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a response does to a browser's cookies. */
final class ResponseCookies {
  private final ReceivedResponse response;

  ResponseCookies(ReceivedResponse response) {
    this.response = response;
  }

  /** The {@code Set-Cookie} headers of such cookies. */
  List<String> headers(Predicate<ReceivedCookie> such) {
    return response.values("Set-Cookie").stream()
        .filter(header -> such.test(ReceivedCookie.of(header)))
        .toList();
  }

  /** All by which the browser's cookies change, quoted; empty if they do not. */
  List<String> changes() {
    List<String> all = new ArrayList<>(all().map(cookie -> Quoted.of(cookie.name())).toList());
    if (clearsAll()) {
      all.add("Clear-Site-Data");
    }
    return all;
  }

  /** All by which the browser may lose a cookie, in words; empty if it does not. */
  List<String> losses(CookieTime time) {
    List<String> losses =
        new ArrayList<>(
            all()
                .filter(time::mayLose)
                .map(cookie -> Quoted.of(cookie.name()) + " is " + CookieText.of(cookie, time))
                .toList());
    if (clearsAll()) {
      losses.add("Clear-Site-Data clears them all");
    }
    return losses;
  }

  private Stream<ReceivedCookie> all() {
    return response.values("Set-Cookie").stream().map(ReceivedCookie::of);
  }

  private boolean clearsAll() {
    return response.values("Clear-Site-Data").stream().anyMatch(ReceivedCookie::areAllClearedBy);
  }
}
