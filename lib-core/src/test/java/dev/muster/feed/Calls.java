package dev.muster.feed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Stands between the walk and all that it calls: counts, and may fail before or after a call. */
final class Calls {
  final List<String> made = new ArrayList<>();
  Consumer<String> before = call -> {};
  Consumer<String> after = call -> {};

  /** A process that ends here: nothing of the walk's catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  long count(String prefix) {
    return made.stream().filter(call -> call.startsWith(prefix)).count();
  }

  <T> T through(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String call = type.getSimpleName() + "." + method.getName();
              if (call.endsWith(".instance") || call.endsWith(".keeps")) {
                return method.invoke(target, arguments);
              }
              made.add(call);
              before.accept(call);
              try {
                Object answer = method.invoke(target, arguments);
                after.accept(call);
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
