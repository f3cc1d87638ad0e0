package dev.muster.proof.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations in every order of their steps, each order in a world of its own. Only one
 * operation moves at a time, from one step to the next; so an order that fails fails again.
 *
 * <p>Of orders that differ only in which of two neighbours came first, where neither writes what
 * the other one touches, one is run: the others can't be told apart (sleep sets).
 */
final class Explorer {
  private static final long PATIENCE_SECONDS = 30;

  private Explorer() {}

  /** Operations, and the law that holds after them. */
  interface World extends AutoCloseable {
    List<Callable<?>> operations();

    /** Looks at what became of it; throws an AssertionError if a law is broken. */
    void judge(List<Object> results);

    @Override
    void close();
  }

  /** What was found. */
  record Findings(int orders, int broken, @Nullable AssertionError first) {}

  /** Tries all orders; ends early at the first broken one if that is all that is asked. */
  static Findings explore(Supplier<World> worlds, boolean all) throws Exception {
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Node> path = new ArrayList<>();
    int orders = 0;
    int broken = 0;
    AssertionError first = null;
    try {
      do {
        try (World world = worlds.get()) {
          Turns turns = new Turns(path);
          List<Object> results = turns.run(world, pool);
          if (!turns.isRepetition) {
            orders++;
            world.judge(results);
          }
        } catch (AssertionError law) {
          broken++;
          first = first == null ? law : first;
          if (!all) {
            break;
          }
        }
      } while (next(path));
    } finally {
      pool.shutdownNow();
    }
    return new Findings(orders, broken, first);
  }

  /** To the next order. */
  private static boolean next(List<Node> path) {
    while (!path.isEmpty()) {
      Node last = path.get(path.size() - 1);
      last.asleep.add(last.chosen);
      Integer another = last.awake();
      if (another != null) {
        last.chosen = another;
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  /** Whether it makes no difference which of two steps comes first. */
  private static boolean isIndependent(String one, String other) {
    return Collections.disjoint(written(one), touched(other))
        && Collections.disjoint(written(other), touched(one));
  }

  private static Set<String> touched(String step) {
    Set<String> written = written(step);
    if (!written.isEmpty()) {
      return written;
    }
    return step.contains("Store.")
        ? Set.of(step.substring(0, step.indexOf('.')))
        : Set.of("provider");
  }

  /** What a step may write, with all that is done up to the next step. */
  private static Set<String> written(String step) {
    String method = step.substring(step.indexOf('.') + 1);
    if (method.startsWith("find") || method.startsWith("list") || method.equals("standing")) {
      return Set.of();
    }
    return switch (step) {
      case "ChangeStore.begin" -> Set.of("ChangeStore", "MembershipStore");
      case "OrganizationAdministration.createOrganization",
          "OrganizationAdministration.addMember" ->
          Set.of("provider");
      default ->
          step.startsWith("DirectoryStore.")
              ? Set.of("DirectoryStore")
              : Set.of("ChangeStore", "MembershipStore", "DirectoryStore", "provider");
    };
  }

  /** Where an order can go on: who waits before which step, and who need not be tried. */
  private static final class Node {
    final Map<Integer, String> waiting;
    final Set<Integer> asleep;
    int chosen;

    Node(Map<Integer, String> waiting, Set<Integer> asleep) {
      this.waiting = waiting;
      this.asleep = asleep;
    }

    @Nullable Integer awake() {
      return waiting.keySet().stream().filter(i -> !asleep.contains(i)).findFirst().orElse(null);
    }

    /** Who sleeps on after the chosen step. */
    Set<Integer> asleepAfter() {
      Set<Integer> still = new HashSet<>();
      String step = waiting.getOrDefault(chosen, "");
      for (int other : asleep) {
        String waits = waiting.get(other);
        if (other != chosen && waits != null && isIndependent(step, waits)) {
          still.add(other);
        }
      }
      return still;
    }
  }

  /** One order: as the path says as far as it goes, and then on. */
  private static final class Turns {
    private final List<Node> path;
    private final Map<Integer, String> waiting = new HashMap<>();
    private int running;
    private int turn = -1;
    boolean isRepetition;

    Turns(List<Node> path) {
      this.path = path;
    }

    List<Object> run(World world, ExecutorService pool) throws Exception {
      List<Future<Object>> futures = new ArrayList<>();
      List<Callable<?>> operations = world.operations();
      running = operations.size();
      for (int i = 0; i < operations.size(); i++) {
        int self = i;
        Callable<?> operation = operations.get(i);
        futures.add(
            pool.submit(
                () -> {
                  try {
                    return Wire.<Object>watched(
                        (name, call) -> {
                          arrive(self, name);
                          return call.call();
                        },
                        operation::call);
                  } finally {
                    leave();
                  }
                }));
      }
      Set<Integer> asleep = new HashSet<>();
      for (int depth = 0; awaitStandstill(); depth++) {
        if (depth == path.size() && !isRepetition) {
          Node node = new Node(choices(), asleep);
          Integer first = node.awake();
          if (first == null) {
            isRepetition = true;
          } else {
            node.chosen = first;
            path.add(node);
          }
        }
        if (isRepetition) {
          grant(choices().keySet().iterator().next());
        } else {
          Node node = path.get(depth);
          asleep = node.asleepAfter();
          grant(node.chosen);
        }
      }
      List<Object> results = new ArrayList<>();
      for (Future<Object> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    }

    private synchronized void arrive(int self, String step) throws InterruptedException {
      waiting.put(self, step);
      running--;
      notifyAll();
      while (turn != self) {
        wait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      }
      turn = -1;
    }

    private synchronized void leave() {
      running--;
      notifyAll();
    }

    /** False when all have ended. */
    private synchronized boolean awaitStandstill() throws InterruptedException {
      while (running > 0) {
        wait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      }
      return !waiting.isEmpty();
    }

    private synchronized Map<Integer, String> choices() {
      return new TreeMap<>(waiting);
    }

    private synchronized void grant(int choice) {
      var unused = waiting.remove(choice);
      turn = choice;
      running++;
      notifyAll();
    }
  }
}
