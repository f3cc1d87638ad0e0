package dev.muster.proof.attack;

import jakarta.servlet.ServletContainerInitializer;
import java.util.Map;

/** A servlet container in this process with one context, on a free loopback port. */
interface EmbeddedHost extends AutoCloseable {
  /** The path of the context. */
  String CONTEXT = "/app";

  /** Where it listens. */
  int port();

  @Override
  void close();

  /**
   * What a context consists of.
   *
   * @param start registers its servlets and filters
   * @param errorPages a path within the context for a status
   */
  record Site(ServletContainerInitializer start, Map<Integer, String> errorPages) {}

  /** The containers. */
  enum Kind {
    /** Jetty, ee10. */
    JETTY {
      @Override
      EmbeddedHost start(Site site) throws Exception {
        return new HostOnJetty(site);
      }
    },
    /** Tomcat. */
    TOMCAT {
      @Override
      EmbeddedHost start(Site site) throws Exception {
        return new HostOnTomcat(site);
      }
    },
    /** Undertow. */
    UNDERTOW {
      @Override
      EmbeddedHost start(Site site) throws Exception {
        return new HostOnUndertow(site);
      }
    };

    abstract EmbeddedHost start(Site site) throws Exception;
  }
}
