package dev.muster.proof.webhook;

import java.util.ArrayList;
import java.util.List;

/** Every order in which some messages can come. */
final class Orders {
  private Orders() {}

  static List<List<Integer>> of(int messages) {
    List<List<Integer>> orders = List.of(List.of());
    for (int next = 0; next < messages; next++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : orders) {
        for (int place = 0; place <= order.size(); place++) {
          List<Integer> one = new ArrayList<>(order);
          one.add(place, next);
          longer.add(one);
        }
      }
      orders = longer;
    }
    return orders;
  }
}
