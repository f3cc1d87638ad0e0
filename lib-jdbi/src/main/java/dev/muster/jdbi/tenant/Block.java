package dev.muster.jdbi.tenant;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One query or change, with the tables it names and the uses of the scope that count there. */
final class Block {
  final Map<String, Integer> named = new HashMap<>();
  private final Map<String, Integer> compared = new HashMap<>();
  private int needed;
  private int organizations;
  private int users;

  void names(String alias) {
    named.merge(alias, 1, Integer::sum);
    needed++;
  }

  /** A comparison counts for one naming of its table. */
  void compares(@Nullable String alias, boolean organization) {
    String of = (organization ? "o " : "u ") + alias;
    int most = alias == null ? needed : named.getOrDefault(alias, 0);
    if (compared.merge(of, 1, Integer::sum) <= most) {
      organizations += organization ? 1 : 0;
      users += organization ? 0 : 1;
    }
  }

  boolean comparesOrganizations() {
    return organizations >= needed;
  }

  boolean comparesUsers() {
    return users >= needed;
  }
}
