package dev.muster.keycloak.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A real Keycloak by hand: prints how to reach it, and runs until it is stopped. */
public final class KeycloakMain {
  private static final String CALLBACK = "http://127.0.0.1/account/callback";

  private KeycloakMain() {}

  /**
   * Runs.
   *
   * @param args none
   * @throws Exception if it does not start
   */
  public static void main(String[] args) throws Exception {
    try (KeycloakServer server =
        KeycloakServer.start(Path.of("target", "test-log-keycloak-by-hand.txt"))) {
      KeycloakRealm realm = server.newRealm();
      KeycloakRealm.Client client = realm.serviceClient(KeycloakRealm.WRITING);
      System.out.println("KEYCLOAK_URL=" + server.url());
      System.out.println("KEYCLOAK_REALM=" + realm.name());
      OrganizationIds.nameIn(realm);
      // Keycloak takes any port of a loopback address that is registered without one.
      KeycloakRealm.Client signIn = realm.signInClient(URI.create(CALLBACK));
      System.out.println("KEYCLOAK_SIGN_IN_ID=" + signIn.id());
      System.out.println("KEYCLOAK_SIGN_IN_SECRET=" + signIn.secret());
      System.out.println("KEYCLOAK_ADMIN=" + server.admin().name());
      System.out.println("KEYCLOAK_ADMIN_PASSWORD=" + server.admin().password());
      System.out.println("KEYCLOAK_CLIENT_ID=" + client.id());
      System.out.println("KEYCLOAK_CLIENT_SECRET=" + client.secret());
      CountDownLatch untilKilled = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(untilKilled::countDown));
      untilKilled.await();
    }
  }
}
