package dev.muster.rest;

import dev.muster.rest.OffsetList.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A list that rows join and leave between two pages; some stay all the while. For one thread. */
final class MovingList implements OffsetList.Reader<String> {
  private final Random random;
  private final List<String> rows = new ArrayList<>();
  private final Set<String> staying = new HashSet<>();
  private final boolean joinsInFront;
  private final int changes;
  private int made;
  private int pages;

  /**
   * Makes a list.
   *
   * @param seed of everything that happens
   * @param joinsInFront whether rows join in front only, as where the newest are first
   */
  MovingList(long seed, boolean joinsInFront) {
    random = new Random(seed);
    this.joinsInFront = joinsInFront;
    changes = random.nextInt(12);
    int size = random.nextInt(60);
    for (int i = 0; i < size; i++) {
      rows.add("row-" + made++);
      if (random.nextInt(3) > 0) {
        staying.add(rows.get(i));
      }
    }
  }

  Set<String> staying() {
    return staying;
  }

  @Override
  public Page<String> read(int offset, int limit) {
    pages++;
    // It calms down at last, so that each reading ends.
    for (int i = pages > 100 ? 0 : random.nextInt(changes + 1); i > 0; i--) {
      change();
    }
    int from = Math.min(offset, rows.size());
    int end = Math.min(rows.size(), from + limit);
    return new Page<>(rows.subList(from, end), end == rows.size());
  }

  private void change() {
    if (random.nextBoolean()) {
      rows.add(joinsInFront ? 0 : random.nextInt(rows.size() + 1), "row-" + made++);
    } else if (!rows.isEmpty()) {
      int at = random.nextInt(rows.size());
      if (!staying.contains(rows.get(at))) {
        rows.remove(at);
      }
    }
  }
}
