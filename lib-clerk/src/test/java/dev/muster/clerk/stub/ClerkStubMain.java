package dev.muster.clerk.stub;

import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * The stub of Clerk by hand: prints how to reach it, and runs until it is stopped. What people do
 * at Clerk is done through its Backend API, sign-in too: {@code POST /sessions}, and then {@code
 * POST /sessions/{id}/tokens}.
 */
public final class ClerkStubMain {
  private ClerkStubMain() {}

  /**
   * Runs.
   *
   * @param args the port, 0 for any; then the address that webhooks are sent to, if there is one
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    try (ClerkStub stub = ClerkStub.unchecked(args.length > 0 ? Integer.parseInt(args[0]) : 0)) {
      System.out.println("CLERK_API_URL=" + stub.url());
      System.out.println("CLERK_SECRET_KEY=" + stub.key().reveal());
      System.out.println("CLERK_ISSUER=" + stub.issuer());
      System.out.println("CLERK_AUTHORIZED_PARTY=" + TokenDraft.ORIGIN);
      System.out.println("CLERK_WEBHOOK_SIGNING_SECRET=" + stub.webhooks().secret().reveal());
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      if (args.length > 1) {
        try (WebhookDelivery delivery =
            WebhookDelivery.start(
                stub,
                URI.create(args[1]),
                (message, status) -> System.out.println(message.type() + " " + status))) {
          System.out.println("CLERK_WEBHOOK_URL=" + delivery.endpoint());
          untilKilled.await();
        }
      } else {
        untilKilled.await();
      }
    }
  }
}
