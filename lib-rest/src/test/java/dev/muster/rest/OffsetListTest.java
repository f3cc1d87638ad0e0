package dev.muster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.OffsetList.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists by offset, while rows come and go. */
@Tag("MEM-3")
class OffsetListTest {
  private static final int SEEDS = 4_000;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_row_that_stays_is_met_by_a_whole_reading_whatever_comes_and_goes(boolean joinsInFront) {
    for (long seed = 0; seed < SEEDS; seed++) {
      MovingList list = new MovingList(seed, joinsInFront);
      List<String> read = OffsetList.readAll(list, Function.identity(), 1 + (int) (seed % 9));
      assertThat(list.staying()).as("seed %s", seed).isSubsetOf(read);
      assertThat(read).as("seed %s", seed).doesNotHaveDuplicates();
    }
  }

  @Tag("FEED-5")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void and_by_a_walk_page_by_page(boolean joinsInFront) {
    for (long seed = 0; seed < SEEDS; seed++) {
      MovingList list = new MovingList(seed, joinsInFront);
      assertThat(list.staying()).as("seed %s", seed).isSubsetOf(walk(list, 1 + (int) (seed % 9)));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_reading_that_goes_on_by_the_count_of_rows_alone_misses_some(boolean joinsInFront) {
    int missed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      MovingList list = new MovingList(seed, joinsInFront);
      Set<String> read = plain(list, 1 + (int) (seed % 9));
      missed += read.containsAll(list.staying()) ? 0 : 1;
    }
    assertThat(missed).isGreaterThan(SEEDS / 100);
  }

  @Test
  void a_list_that_stands_still_is_read_once_in_its_order() {
    List<String> rows = rows(10);
    List<Integer> offsets = new ArrayList<>();
    List<String> read =
        OffsetList.readAll(
            (offset, limit) -> {
              offsets.add(offset);
              return still(rows, offset, limit);
            },
            Function.identity(),
            6);
    assertThat(read).isEqualTo(rows);
    assertThat(offsets).containsExactly(0, 2, 4);
  }

  @Test
  @Tag("FEED-5")
  void a_removal_of_many_at_once_does_not_send_a_walk_back_to_the_beginning() {
    for (int gone = 0; gone <= 700; gone += 10) {
      List<String> rows = new ArrayList<>(rows(2_000));
      int[] pages = {0};
      OffsetList.Reader<String> list =
          (offset, limit) -> {
            pages[0]++;
            return still(rows, offset, limit);
          };
      String place = null;
      for (int i = 0; i < 10; i++) {
        place = OffsetList.page(list, Function.identity(), place, 100).next();
      }
      rows.subList(0, gone).clear();
      pages[0] = 0;
      assertThat(OffsetList.page(list, Function.identity(), place, 100).items())
          .as("%d gone", gone)
          .startsWith("row-964");
      assertThat(pages[0]).as("%d gone", gone).isLessThanOrEqualTo(2 + gone / 100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  @Tag("FEED-5")
  void a_walk_whose_last_rows_left_goes_on_near_its_place(int limit) {
    List<String> rows = new ArrayList<>(rows(1_000));
    OffsetList.Reader<String> list = (offset, count) -> still(rows, offset, count);
    DirectoryWalk.Page<String> page = null;
    int met = 0;
    do {
      page = OffsetList.page(list, Function.identity(), page == null ? null : page.next(), limit);
      met += page.items().size();
    } while (met < 500);
    rows.subList(met - 5, met).clear();
    List<String> again = OffsetList.page(list, Function.identity(), page.next(), limit).items();
    assertThat(Integer.parseInt(again.get(0).substring("row-".length()))).isBetween(met - 65, met);
  }

  @Test
  void a_short_list_is_one_page() {
    List<Integer> asked = new ArrayList<>();
    OffsetList.readAll(
        (offset, limit) -> {
          asked.add(limit);
          return still(rows(3), offset, limit);
        },
        Function.identity(),
        100);
    assertThat(asked).containsExactly(100);
  }

  @Test
  void a_page_that_is_short_and_not_the_last_is_no_answer() {
    OffsetList.Reader<String> cut = (offset, limit) -> new Page<>(rows(3), false);
    assertThatThrownBy(() -> OffsetList.readAll(cut, Function.identity(), 10))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> OffsetList.page(cut, Function.identity(), null, 10))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void a_walk_gives_no_more_rows_than_were_asked_for_and_ends() {
    List<String> rows = rows(5);
    OffsetList.Reader<String> still = (offset, limit) -> still(rows, offset, limit);
    List<String> met = new ArrayList<>();
    String after = null;
    do {
      DirectoryWalk.Page<String> page = OffsetList.page(still, Function.identity(), after, 1);
      assertThat(page.items()).hasSize(1);
      met.addAll(page.items());
      after = page.next();
    } while (after != null);
    assertThat(met).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "3.", "x.abcdefghijkl", "-1.abcdefghijkl", "3.abc", "3.abcdefghijk "})
  void a_text_that_is_no_place_is_rejected(String text) {
    OffsetList.Reader<String> still = (offset, limit) -> still(rows(5), offset, limit);
    assertThatThrownBy(() -> OffsetList.page(still, Function.identity(), text, 2))
        .isInstanceOf(Rejected.class);
  }

  private static Set<String> walk(OffsetList.Reader<String> list, int limit) {
    Set<String> met = new HashSet<>();
    String after = null;
    do {
      DirectoryWalk.Page<String> page = OffsetList.page(list, Function.identity(), after, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      met.addAll(page.items());
      after = page.next();
    } while (after != null);
    return met;
  }

  /** The control: what everybody writes first. */
  private static Set<String> plain(OffsetList.Reader<String> list, int limit) {
    Set<String> met = new HashSet<>();
    Page<String> page;
    int offset = 0;
    do {
      page = list.read(offset, limit);
      met.addAll(page.rows());
      offset += limit;
    } while (!page.last());
    return met;
  }

  private static List<String> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> "row-" + i).toList();
  }

  private static Page<String> still(List<String> rows, int offset, int limit) {
    int from = Math.min(offset, rows.size());
    int end = Math.min(rows.size(), from + limit);
    return new Page<>(rows.subList(from, end), end == rows.size());
  }
}
