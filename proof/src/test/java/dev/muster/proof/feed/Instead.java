package dev.muster.proof.feed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Puts something between an SPI and who uses it. */
final class Instead {
  private Instead() {}

  /** What becomes of an answer. */
  interface Change {
    Object of(String method, Object answer);
  }

  /** What becomes of a call. */
  interface Call {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  /** Changes answers. */
  static <T> T of(Class<T> type, T target, Change change) {
    return calls(
        type, (method, arguments) -> change.of(method.getName(), call(method, target, arguments)));
  }

  /** Takes the calls. */
  static <T> T calls(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.of(method, arguments)));
  }

  static Object call(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
