package dev.muster.examples.scenarios;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * A fault of a host, and the scenario that notices it.
 *
 * @param what what the host does wrong
 * @param fault the fault
 * @param type the class of the scenario
 * @param begins how the name of the scenario begins
 * @param row which row of a class with parameters must notice it; empty for a class without
 */
record Wrong(String what, Fault fault, Class<?> type, String begins, String row) {
  Wrong(String what, Fault fault, Class<?> type, String begins) {
    this(what, fault, type, begins, "");
  }

  Method method() {
    List<Method> found =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.getName().startsWith(begins))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " scenarios begin with " + begins);
    }
    return found.get(0);
  }
}
