package dev.muster.keycloak.server;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * Runs Keycloak's own program until the standard input ends, and with it the process that started
 * this one, however that ended. It is copied to a folder of its own, and needs only the JDK.
 */
final class Tethered {
  private Tethered() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(Tethered::untilTheEnd, "tether");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void untilTheEnd() {
    try {
      while (System.in.read() != -1) {
        // Nobody writes.
      }
    } catch (IOException e) {
      // The other end is gone.
    }
    Runtime.getRuntime().halt(0);
  }
}
