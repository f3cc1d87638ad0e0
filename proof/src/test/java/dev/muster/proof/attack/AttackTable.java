package dev.muster.proof.attack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many attacks of a class came to what on a server, as a table for people. */
final class AttackTable {
  private final Map<EmbeddedHost.Kind, List<Attack>> failed =
      new EnumMap<>(EmbeddedHost.Kind.class);

  void failed(EmbeddedHost.Kind host, Attack attack) {
    failed.computeIfAbsent(host, kind -> new ArrayList<>()).add(attack);
  }

  int failures(EmbeddedHost.Kind host) {
    return failed.getOrDefault(host, List.of()).size();
  }

  /** The rows of the manual: a class, and what our filter and the server have of it. */
  static List<String> paper(List<Attack> attacks) {
    List<String> rows = new ArrayList<>();
    for (Attack.Kind kind : Attack.Kind.values()) {
      List<Attack> some = attacks.stream().filter(attack -> attack.kind() == kind).toList();
      StringBuilder row = new StringBuilder("| ").append(kind.name().toLowerCase(Locale.ROOT));
      row.append(" | ").append(some.size());
      for (EmbeddedHost.Kind host : EmbeddedHost.Kind.values()) {
        row.append(" | ").append(reached(host, some)).append(" + ");
        row.append(some.size() - reached(host, some));
      }
      rows.add(row.append(" |").toString());
    }
    return rows;
  }

  private static long reached(EmbeddedHost.Kind host, List<Attack> some) {
    return some.stream().filter(attack -> attack.expected().get(host).isReached()).count();
  }

  /** Of each class on each server: our filter's, the server's, and those that went wrong. */
  void print(String title, List<Attack> attacks) {
    StringBuilder text = new StringBuilder(title).append(" (filter + server, wrong)\n");
    text.append(String.format(Locale.ROOT, "%-14s %5s", "class", "all"));
    for (EmbeddedHost.Kind host : EmbeddedHost.Kind.values()) {
      text.append(String.format(Locale.ROOT, " %16s", host));
    }
    for (Attack.Kind kind : Attack.Kind.values()) {
      List<Attack> some = attacks.stream().filter(attack -> attack.kind() == kind).toList();
      if (some.isEmpty()) {
        continue;
      }
      text.append(String.format(Locale.ROOT, "%n%-14s %5d", kind, some.size()));
      for (EmbeddedHost.Kind host : EmbeddedHost.Kind.values()) {
        text.append(String.format(Locale.ROOT, " %16s", cell(host, kind, some)));
      }
    }
    System.out.println(text);
  }

  private String cell(EmbeddedHost.Kind host, Attack.Kind kind, List<Attack> some) {
    long reached = reached(host, some);
    long wrong =
        failed.getOrDefault(host, List.of()).stream()
            .filter(attack -> attack.kind() == kind)
            .count();
    return reached + " + " + (some.size() - reached) + ", " + wrong;
  }
}
