package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.audit.EntryEvent;
import dev.muster.audit.MusterEvent;
import dev.muster.decision.Requirement;
import dev.muster.servlet.DecisionGuard;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.Routes;
import dev.muster.testkit.UnguardedRequests;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is served without a decision is found, and nothing else is taken for it. */
@Tag("WEB-5")
class GuardOnJettyTest {
  private static final Set<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);
  private static final String FOUND = "Unguarded[where=servlet `notes` at `/*`]";

  private final WebStage stage = new WebStage();
  private final DecisionGuard guard = new DecisionGuard(stage.muster);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    stage.close();
    pool.shutdownNow();
  }

  private static Routes.Builder routes() {
    return Routes.builder()
        .publicPath("/open")
        .passPreflights()
        .route("GET", "/orgs/{organization}/notes", Requirement.member());
  }

  /** A host that mounts its filter for some dispatches only, and says that it is for all. */
  private void start(Set<DispatcherType> filtered, Filter between, WebStage.Handling handling)
      throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    mount(context, guard, ALL);
    mount(context, between, ALL);
    mount(
        context,
        new MusterFilter(stage.muster, routes().build(), FilterMounting.everywhere()),
        filtered);
    ServletHolder servlet = new ServletHolder("notes", stage.servlet(handling));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    stage.serve(context);
  }

  private static void mount(ServletContextHandler context, Filter filter, Set<DispatcherType> on) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.copyOf(on));
  }

  private void start(Set<DispatcherType> filtered, WebStage.Handling handling) throws Exception {
    start(filtered, (request, response, chain) -> chain.doFilter(request, response), handling);
  }

  @Test
  void a_filter_that_answers_before_the_decision_is_found() throws Exception {
    start(
        ALL,
        (request, response, chain) -> {
          if (!"shortcut".equals(((HttpServletRequest) request).getQueryString())) {
            chain.doFilter(request, response);
          }
        },
        (request, response) -> {});
    assertThat(stage.send("GET /orgs/acme/notes", stage.cookie).status()).isEqualTo(200);
    assertThat(guard.unguarded()).isZero();
    assertThat(stage.send("GET /orgs/acme/notes?shortcut").status()).isEqualTo(200);
    assertThat(stage.told(2)).containsExactly("granted", FOUND);
  }

  @Test
  @Tag("WEB-6")
  void a_dispatch_that_the_filter_is_not_mounted_for_is_found() throws Exception {
    start(EnumSet.complementOf(EnumSet.of(DispatcherType.FORWARD)), GuardOnJettyTest::forward);
    assertThat(stage.send("GET /open").status()).isEqualTo(200);
    assertThat(stage.handled).hasValue(2);
    assertThat(stage.told(1)).containsExactly(FOUND);
    assertThat(guard.unguarded()).isEqualTo(1);
  }

  @Test
  void control_with_every_dispatcher_type_there_is_nothing_to_find() throws Exception {
    start(ALL, GuardOnJettyTest::forward);
    assertThat(stage.send("GET /open").status()).isEqualTo(401);
    assertThat(stage.send("GET /open", stage.cookie).status()).isEqualTo(200);
    assertThat(guard.unguarded()).isZero();
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      request.getRequestDispatcher("/orgs/acme/notes").forward(request, response);
    }
  }

  @Test
  void an_asynchronous_dispatch_past_the_filter_is_found() throws Exception {
    start(
        EnumSet.complementOf(EnumSet.of(DispatcherType.ASYNC)),
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.startAsync().dispatch("/orgs/beta/notes");
          }
        });
    assertThat(stage.send("GET /orgs/acme/notes", stage.cookie).status()).isEqualTo(200);
    assertThat(stage.told(2)).containsExactly("granted", FOUND);
  }

  @Test
  void so_is_one_that_another_thread_answers_before_any_decision() throws Exception {
    start(
        ALL,
        (request, response, chain) -> {
          AsyncContext async = request.startAsync();
          pool.execute(async::complete);
        },
        (request, response) -> {});
    assertThat(stage.send("GET /orgs/acme/notes").status()).isEqualTo(200);
    assertThat(stage.told(1)).containsExactly(FOUND);
  }

  @Test
  void an_answer_that_is_on_its_way_when_a_filter_breaks_is_found() throws Exception {
    start(
        ALL,
        (request, response, chain) -> {
          response.getWriter().print("what only members read");
          response.flushBuffer();
          throw new IllegalStateException("marker of a test");
        },
        (request, response) -> {});
    assertThat(stage.send("GET /orgs/acme/notes").status()).isEqualTo(200);
    assertThat(stage.told(1)).containsExactly(FOUND);
  }

  @Test
  void what_a_filter_forwards_to_a_decision_is_not() throws Exception {
    start(
        ALL,
        (request, response, chain) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.getRequestDispatcher("/orgs/acme/notes").forward(request, response);
          } else {
            chain.doFilter(request, response);
          }
        },
        (request, response) -> {});
    assertThat(stage.send("GET /short", stage.cookie).status()).isEqualTo(200);
    stage.close();
    assertThat(stage.told()).containsExactly("granted");
  }

  @Test
  void what_a_filter_includes_decides_nothing_of_its_own_answer() throws Exception {
    start(
        ALL,
        (request, response, chain) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.getRequestDispatcher("/open").include(request, response);
          } else {
            chain.doFilter(request, response);
          }
        },
        (request, response) -> {});
    assertThat(stage.send("GET /orgs/acme/notes").status()).isEqualTo(200);
    assertThat(stage.told(1)).containsExactly(FOUND);
  }

  @Test
  void what_was_decided_refused_or_open_is_not() throws Exception {
    start(
        ALL,
        (request, response) -> {
          if ("async".equals(request.getQueryString())) {
            AsyncContext async = request.startAsync();
            pool.execute(async::complete);
          } else if ("broken".equals(request.getQueryString())) {
            throw new IllegalStateException("marker of a test");
          }
        });
    for (String target :
        List.of(
            "/open",
            "/elsewhere",
            "/orgs/acme/notes",
            "/orgs/beta/notes",
            "/open;x",
            "/open?async",
            "/orgs/acme/notes?async",
            "/open?broken")) {
      stage.send("GET " + target, stage.cookie);
      stage.send("GET " + target);
    }
    stage.send(
        "OPTIONS /orgs/acme/notes",
        "Origin: https://app.example",
        "Access-Control-Request-Method: GET");
    stage.close();
    assertThat(guard.unguarded()).isZero();
  }

  @Test
  void no_client_can_say_that_a_decision_was_made() throws Exception {
    start(ALL, (request, response, chain) -> {}, (request, response) -> {});
    String name = DecisionGuard.class.getName();
    stage.send("GET /open?" + name + "=true", name + ": true", "Cookie: " + name + "=true");
    assertThat(stage.told(1)).containsExactly(FOUND);
  }

  @Test
  void under_the_test_kit_one_that_was_found_fails() {
    UnguardedRequests kit = UnguardedRequests.watched();
    kit.assertNone();
    kit.heard(new MusterEvent.AtEntry(new EntryEvent.Unguarded("servlet `notes` at `/*`")));
    assertThatThrownBy(kit::assertNone)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("servlet `notes` at `/*`");
  }
}
