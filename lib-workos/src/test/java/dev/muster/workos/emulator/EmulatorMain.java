package dev.muster.workos.emulator;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** WorkOS's emulator by hand: prints how to reach it, and runs until it is stopped. */
public final class EmulatorMain {
  private EmulatorMain() {}

  /**
   * Runs.
   *
   * @param args none
   * @throws Exception if it does not start
   */
  public static void main(String[] args) throws Exception {
    try (WorkOsEmulator emulator = WorkOsEmulator.start(Path.of("target", "workos-emulator"))) {
      System.out.println("WORKOS_BASE_URL=" + emulator.url());
      System.out.println("WORKOS_API_KEY=" + emulator.newKey());
      System.out.println("WORKOS_OTHER_API_KEY=" + emulator.newKey());
      System.out.println("WORKOS_CLIENT_ID=client_emulator");
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
