package dev.muster.keycloak.server;

import java.io.IOException;

/** Keycloak's archive can't be had on this machine: tests that need it are skipped. */
public final class NotHere extends IOException {
  private static final long serialVersionUID = 1L;

  NotHere(String why) {
    super(why);
  }
}
