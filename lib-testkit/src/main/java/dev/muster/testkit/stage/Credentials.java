package dev.muster.testkit.stage;

import dev.muster.session.Authentication;
import dev.muster.session.Credential;
import dev.muster.session.Sessions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an actor's credential is presented, to the Muster and over HTTP. */
record Credentials(Actor actor, Presented presented) {
  private static final String AUTHORIZATION = "Authorization";

  Authentication authentication() {
    if (presented instanceof Presented.Vouched) {
      return new Authentication.Authenticated(actor.session(), List.of());
    }
    if (presented instanceof Presented.Header header) {
      return actor.muster().authenticate(new Credential.Header(header.value()));
    }
    if (presented instanceof Presented.Browser browser) {
      String name = actor.muster().sessions().map(Sessions::settings).orElseThrow().cookieName();
      Credential cookie = Credential.of(List.of(), browser.jar().values(name));
      Authentication came = actor.muster().authenticate(cookie);
      came.cookies().forEach(browser.jar()::take);
      return came;
    }
    return actor.muster().authenticate(new Credential.None());
  }

  HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = KitHttp.request().uri(Objects.requireNonNull(uri, "uri"));
    if (presented instanceof Presented.Vouched) {
      return request.header(AUTHORIZATION, "Bearer " + actor.bearer().reveal());
    }
    if (presented instanceof Presented.Header header) {
      return request.header(AUTHORIZATION, header.value().reveal());
    }
    if (presented instanceof Presented.Browser browser) {
      String cookies = browser.jar().header().reveal();
      return cookies.isEmpty() ? request : request.header("Cookie", cookies);
    }
    return request;
  }

  HttpResponse<String> send(String method, URI uri, @Nullable String json) {
    HttpRequest.Builder request = request(uri);
    if (json == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    HttpResponse<String> answer = actor.http().send(request.build());
    if (presented instanceof Presented.Browser browser) {
      answer.headers().allValues("Set-Cookie").forEach(browser.jar()::take);
    }
    return answer;
  }
}
