package dev.muster.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Tells a browser that opens a page from everything else that sends requests. Pure. */
final class Navigation {
  private static final String HTML = "text/html";

  private Navigation() {}

  static boolean isOne(HttpServletRequest request) {
    String method = request.getMethod();
    if (!(method.equals("GET") || method.equals("HEAD"))
        || request.getDispatcherType() == DispatcherType.INCLUDE
        || request.getHeader("Authorization") != null
        || request.getHeader("X-Requested-With") != null) {
      return false;
    }
    List<String> modes = Credentials.headers(request, "Sec-Fetch-Mode");
    return modes.isEmpty()
        ? Credentials.headers(request, "Accept").stream().anyMatch(Navigation::namesHtml)
        : modes.size() == 1 && modes.get(0).equals("navigate");
  }

  private static boolean namesHtml(String accept) {
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      if (parts[0].strip().equalsIgnoreCase(HTML) && isWanted(parts)) {
        return true;
      }
    }
    return false;
  }

  /** A quality of zero says that it is not; one that can't be read says nothing good. */
  private static boolean isWanted(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return parameter.substring(2).strip().matches("1(?:\\.0{0,3})?|0\\.(?!0{1,3}$)[0-9]{1,3}");
      }
    }
    return true;
  }
}
