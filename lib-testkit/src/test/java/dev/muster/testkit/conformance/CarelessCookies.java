package dev.muster.testkit.conformance;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.session.LoginResult;
import dev.muster.session.LoginStart;
import dev.muster.session.Sessions;
import dev.muster.session.SetCookie;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs browsers in; sets a cookie of no importance beside the session's. */
final class CarelessCookies {
  private static final int BEGINNING = 60;

  private final Map<String, String> begun = new ConcurrentHashMap<>();
  private final Set<Carelessness> careless;
  private final Sessions sessions;

  CarelessCookies(Set<Carelessness> careless, Sessions sessions) {
    this.careless = careless;
    this.sessions = sessions;
  }

  Reply login() {
    LoginStart.Redirect start = (LoginStart.Redirect) sessions.startLogin(null);
    return Reply.redirect(start.location().toString(), List.of(start.cookie().header()));
  }

  Reply callback(HttpExchange exchange) {
    Map<String, String> query =
        Stream.of(exchange.getRequestURI().getQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    LoginResult result =
        sessions.finishLogin(
            query.get("code"),
            query.get("state"),
            null,
            cookies(exchange, sessions.settings().loginCookieName()));
    result.cookies().stream().map(cookie -> cookie.value().reveal()).forEach(this::remember);
    return Reply.redirect(
        "/",
        Stream.concat(
                result.cookies().stream().map(SetCookie::header),
                Stream.of("theme=the-dark-one-with-small-letters; Path=/"))
            .toList());
  }

  /** The session cookies of a request; of a careless host, those that begin as a good one. */
  List<String> of(HttpExchange exchange) {
    List<String> all = cookies(exchange, sessions.settings().cookieName());
    return careless.contains(Carelessness.READS_THE_BEGINNING_OF_A_COOKIE)
        ? all.stream().map(one -> begun.getOrDefault(beginning(one), one)).toList()
        : all;
  }

  private void remember(String value) {
    begun.put(beginning(value), value);
  }

  private static String beginning(String value) {
    return value.substring(0, Math.min(BEGINNING, value.length()));
  }

  private static List<String> cookies(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> Stream.of(header.split("; ")))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .toList();
  }
}
