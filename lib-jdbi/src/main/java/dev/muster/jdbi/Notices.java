package dev.muster.jdbi;

import dev.muster.store.Notice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a transaction changes, collected so that the log is written right before the commit. */
final class Notices {
  private final Set<Notice> notices = new LinkedHashSet<>();

  void add(Notice notice) {
    notices.add(notice);
  }

  void addAll(Notices others) {
    notices.addAll(others.notices);
  }

  List<Notice> list() {
    return List.copyOf(notices);
  }
}
