package dev.muster.examples.cli;

import java.util.function.Supplier;

/** The control: the same program, whose processes and threads do not wait for each other. */
final class UnlockedMain {
  private UnlockedMain() {}

  public static void main(String[] args) {
    System.exit(Main.run(args, path -> new CredentialsFile(path, new NoLock())));
  }

  /** Lets everybody in at once. */
  static final class NoLock implements Lock {
    @Override
    public <T> T during(Supplier<T> work) {
      return work.get();
    }
  }
}
