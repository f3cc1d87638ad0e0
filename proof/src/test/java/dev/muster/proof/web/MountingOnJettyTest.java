package dev.muster.proof.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Muster;
import dev.muster.decision.Requirement;
import dev.muster.name.ProviderInstance;
import dev.muster.oidc.TokenRules;
import dev.muster.provider.IdentityProvider;
import dev.muster.role.RoleMap;
import dev.muster.servlet.FilterMounting;
import dev.muster.servlet.MusterFilter;
import dev.muster.servlet.MusterWeb;
import dev.muster.servlet.RoutedServlet;
import dev.muster.servlet.Routes;
import dev.muster.testkit.FakeIdentityProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host that could be walked around does not start, and says everything that is wrong at once. */
@Tag("WEB-6")
class MountingOnJettyTest {
  private final WebStage stage = new WebStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private static Routes.Builder routes() {
    return Routes.builder().route("GET", "/orgs/{organization}/notes", Requirement.member());
  }

  private void serve(Consumer<ServletContext> start) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServletContainerInitializer((classes, container) -> start.accept(container));
    stage.serve(context);
  }

  @Test
  void a_registration_tells_every_fault_before_anything_is_registered() throws Exception {
    serve(
        context -> {
          context.addServlet("host", new Brought().servlet()).addMapping("/brought/*");
          try (Muster nobody =
              Muster.builder()
                  .provider(stage.provider)
                  .roles(RoleMap.builder().role("member").build())
                  .build()) {
            MusterWeb web = MusterWeb.of(nobody, routes().publicPath("a//b")).with(new Brought());
            assertThatThrownBy(() -> web.install(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the registration has 3 faults")
                .hasMessageContaining("sessions or accepts tokens")
                .hasMessageContaining("public path `a//b` is not canonical")
                .hasMessageContaining("mapping `/brought/*` is taken");
          }
          assertThat(context.getFilterRegistrations()).isEmpty();
          MusterWeb.of(stage.muster, routes()).install(context);
          assertThatThrownBy(() -> MusterWeb.of(stage.muster, routes()).install(context))
              .hasMessageContaining("there already");
        });
    assertThat(stage.send("GET /orgs/acme/notes").status()).isEqualTo(401);
  }

  private static final class Brought implements RoutedServlet {
    @Override
    public void declare(Routes.Builder routes) {
      routes.publicPath("/brought/in");
    }

    @Override
    public String mapping() {
      return "/brought/*";
    }

    @Override
    public HttpServlet servlet() {
      return new HttpServlet() {
        private static final long serialVersionUID = 1L;
      };
    }
  }

  @Test
  void a_filter_that_is_mounted_by_hand_says_how_and_is_refused_where_that_is_not_enough() {
    FilterMounting half =
        new FilterMounting(EnumSet.of(DispatcherType.REQUEST), false, List.of("/api/**"));
    assertThatThrownBy(() -> new MusterFilter(stage.muster, routes().build(), half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the filter has 7 faults")
        .hasMessageContaining("dispatches of type FORWARD")
        .hasMessageContaining("async support")
        .hasMessageContaining("/api/**")
        .hasMessageContaining("no pattern covers `/orgs/{organization}/notes`");
  }

  @Test
  void a_filter_that_the_container_mounted_elsewhere_than_it_says_does_not_start() {
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder holder =
        new FilterHolder(
            new MusterFilter(stage.muster, routes().build(), FilterMounting.everywhere()));
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/api/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Brought().servlet()), "/*");
    assertThatThrownBy(() -> stage.serve(context))
        .hasStackTraceContaining("the container has not mounted the filter on `/*`");
  }

  @Test
  void a_provider_without_a_deadline_is_refused() {
    IdentityProvider endless =
        (IdentityProvider)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IdentityProvider.class},
                (self, method, arguments) ->
                    method.getName().equals("callDeadline")
                        ? Duration.ZERO
                        : method.invoke(stage.provider, arguments));
    var builder =
        Muster.builder().provider(endless).roles(RoleMap.builder().role("member").build());
    assertThatThrownBy(builder::build).hasMessageContaining("no call deadline");
  }

  @Test
  void a_grace_that_is_longer_than_allowed_is_refused() {
    var builder =
        Muster.builder()
            .provider(stage.provider)
            .roles(RoleMap.builder().role("member").build())
            .grace(Duration.ofMinutes(61));
    assertThatThrownBy(builder::build).hasMessageContaining("grace must be");
  }

  @Test
  void a_rule_for_tokens_without_an_issuer_is_refused() {
    var rules = TokenRules.builder().audience("notes");
    assertThatThrownBy(rules::build).hasMessageContaining("at least one issuer must be named");
  }

  @Test
  void a_fake_in_production_is_refused() {
    String property = "muster.production";
    String before = System.getProperty(property);
    System.setProperty(property, "true");
    try {
      var fake = FakeIdentityProvider.builder(new ProviderInstance("fake"));
      assertThatThrownBy(fake::build).hasMessageContaining("must not run in production");
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }
}
