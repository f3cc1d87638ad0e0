package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.decision.AccessCheck;
import dev.muster.decision.AccessException;
import dev.muster.decision.Problem;
import dev.muster.decision.Requirement;
import dev.muster.name.RoleSlug;
import dev.muster.servlet.MusterRequest;
import dev.muster.servlet.Problems;
import dev.muster.servlet.Routes;
import dev.muster.session.Authentication;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every way in which a container comes to a handler: each dispatch has a check and a pass of its
 * own.
 */
@Tag("WEB-1")
class DispatchesOnJettyTest {
  private final WebStage stage = new WebStage();
  private final Semaphore over = new Semaphore(0);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() throws Exception {
    stage.close();
    pool.shutdownNow();
  }

  private static Routes.Builder routes() {
    return Routes.builder()
        .publicPath("/open")
        .route("GET", "/orgs/{organization}/notes", Requirement.member())
        .route("GET", "/orgs/{organization}/again", Requirement.member());
  }

  private static void tellWhere(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader("Seen", MusterRequest.pass(request).organization().value());
  }

  private static boolean isPassless(HttpServletRequest request) {
    try {
      MusterRequest.pass(request);
      return false;
    } catch (IllegalStateException none) {
      return true;
    }
  }

  @Test
  void under_a_context_path_the_path_within_it_counts() throws Exception {
    stage.start("/app", routes(), DispatchesOnJettyTest::tellWhere, context -> {});
    assertThat(stage.send("GET /app/orgs/acme/notes", stage.cookie).status()).isEqualTo(200);
    assertThat(stage.told()).containsExactly("granted");
    int handled = stage.handled.get();
    for (String path :
        new String[] {
          "/app/orgs/beta/notes", "/app", "/app/", "/app/open/", "/app//open", "/app;x/open",
          "/%61pp/open", "/app/../app/open", "/APP/open", "/open", "/app/app/open", "/app%2Fopen"
        }) {
      assertThat(stage.send("GET " + path, stage.cookie).status()).as(path).isNotEqualTo(200);
    }
    assertThat(stage.handled).hasValue(handled);
  }

  @Test
  void an_absolute_target_is_its_path() throws Exception {
    stage.start("/app", routes(), DispatchesOnJettyTest::tellWhere, context -> {});
    assertThat(stage.send("GET http://notes.example/app/orgs/acme/notes").status()).isEqualTo(401);
    assertThat(stage.send("GET http://notes.example/app/orgs/acme/notes", stage.cookie).status())
        .isEqualTo(200);
    assertThat(stage.send("GET http://notes.example/app/orgs/acme;x/notes", stage.cookie).status())
        .isEqualTo(400);
  }

  @Test
  void a_forward_and_an_include_have_a_pass_of_their_own_and_give_the_outer_one_back()
      throws Exception {
    stage.provider.dashboard().join(stage.beta, stage.ann, new RoleSlug("member"));
    stage.start(
        routes().route("GET", "/orgs/{organization}/outer", Requirement.member()),
        (request, response) -> {
          boolean nested = request.getDispatcherType() != DispatcherType.REQUEST;
          if (nested) {
            request.setAttribute("inner", MusterRequest.pass(request).organization().value());
            return;
          }
          var inner = request.getRequestDispatcher("/orgs/beta/notes");
          if ("include".equals(request.getQueryString())) {
            inner.include(request, response);
          } else {
            inner.forward(request, response);
          }
          assertThat(request.getAttribute("inner")).isEqualTo(stage.beta.value());
          assertThat(MusterRequest.pass(request).organization()).isEqualTo(stage.acme);
          assertThat(MusterRequest.variable(request, "organization")).isEqualTo("acme");
          over.release();
        });
    assertThat(stage.send("GET /orgs/acme/outer?include", stage.cookie).status()).isEqualTo(200);
    assertThat(stage.send("GET /orgs/acme/outer?forward", stage.cookie).status()).isEqualTo(200);
    assertThat(over.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    assertThat(stage.handled).hasValue(4);
    assertThat(stage.told()).containsExactly("granted", "granted", "granted", "granted");
  }

  @Test
  void an_outer_page_without_a_pass_has_none_after_a_forward_either() throws Exception {
    stage.start(
        routes(),
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.FORWARD) {
            assertThat(isPassless(request)).isFalse();
            return;
          }
          request.getRequestDispatcher("/orgs/acme/notes").forward(request, response);
          assertThat(isPassless(request)).isTrue();
          over.release();
        });
    assertThat(stage.send("GET /open", stage.cookie).status()).isEqualTo(200);
    assertThat(over.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_asynchronous_dispatch_is_checked_again() throws Exception {
    stage.start(
        routes(),
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            tellWhere(request, response);
            return;
          }
          stage.provider.dashboard().remove(stage.acme, stage.ann);
          request.startAsync().dispatch("/orgs/acme/again");
        });
    assertThat(stage.send("GET /orgs/acme/notes", stage.cookie).status()).isEqualTo(403);
    assertThat(stage.handled).hasValue(1);
    assertThat(stage.told()).containsExactly("granted", "denied not_a_member");
  }

  @Test
  void work_in_another_thread_keeps_the_pass_of_its_request() throws Exception {
    stage.start(
        routes(),
        (request, response) -> {
          AsyncContext async = request.startAsync();
          pool.execute(
              () -> {
                tellWhere((HttpServletRequest) async.getRequest(), response);
                async.complete();
              });
        });
    assertThat(stage.send("GET /orgs/acme/notes", stage.cookie).values("Seen"))
        .containsExactly(stage.acme.value());
    assertThat(stage.told()).containsExactly("granted");
  }

  @Test
  void the_page_of_an_error_has_no_pass_and_a_route_as_error_page_is_checked() throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(500, "/broken");
    pages.addErrorPage(418, "/orgs/beta/notes");
    context.setErrorHandler(pages);
    stage.start(
        context,
        routes(),
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ERROR) {
            assertThat(isPassless(request)).isTrue();
            response.setHeader("Page", "shown");
          } else if (request.getQueryString() != null) {
            response.sendError(418);
          } else {
            throw new IllegalStateException("marker of a test");
          }
        });
    RawAnswer shown = stage.send("GET /orgs/acme/notes", stage.cookie);
    assertThat(shown.status()).isEqualTo(500);
    assertThat(shown.values("Page")).containsExactly("shown");
    int handled = stage.handled.get();
    RawAnswer closed = stage.send("GET /orgs/acme/notes?tea", stage.cookie);
    assertThat(closed.values("Page")).isEmpty();
    assertThat(closed.body()).contains("not_a_member");
    assertThat(stage.handled).hasValue(handled + 1);
  }

  @Test
  @Tag("WEB-6")
  void behind_a_filter_without_async_support_every_request_is_refused() throws Exception {
    stage.start("", routes(), DispatchesOnJettyTest::tellWhere, DispatchesOnJettyTest::addOldOne);
    RawAnswer answer = stage.send("GET /orgs/acme/notes", stage.cookie);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.values("Retry-After")).isNotEmpty();
    assertThat(stage.told()).containsExactly("refused unavailable");
    assertThat(stage.send("GET /open").status()).isEqualTo(503);
    assertThat(stage.handled).hasValue(0);
  }

  private static void addOldOne(ServletContext context) {
    FilterRegistration.Dynamic old =
        context.addFilter("old", (request, response, chain) -> chain.doFilter(request, response));
    old.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  @Test
  @Tag("ANS-5")
  void a_handlers_problem_is_told_like_the_filters_own() throws Exception {
    stage.start(
        routes().route("GET", "/me", Requirement.signedIn()),
        (request, response) -> {
          response.getWriter().print("begun");
          if (request.getPathInfo().equals("/me")) {
            throw refusal();
          }
          Problems.write(request, response, Problem.UNAUTHENTICATED);
        });
    String token = stage.token();
    RawAnswer thrown = stage.send("GET /me", stage.cookie);
    assertThat(thrown.status()).isEqualTo(401);
    assertThat(thrown.body()).startsWith("{").contains("unauthenticated");
    assertThat(thrown.values("WWW-Authenticate"))
        .containsExactly("Cookie realm=\"muster\"", "Bearer realm=\"muster\"");
    assertThat(stage.send("GET /open").values("WWW-Authenticate"))
        .isEqualTo(thrown.values("WWW-Authenticate"));
    assertThat(stage.send("GET /orgs/acme/notes", token).values("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"muster\", error=\"invalid_token\"");
  }

  private AccessException refusal() {
    var nobody = new Authentication.Anonymous();
    var decision = stage.muster.check(AccessCheck.of(nobody, Requirement.signedIn()));
    return new AccessException(decision);
  }
}
