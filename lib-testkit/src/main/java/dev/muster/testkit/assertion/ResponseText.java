package dev.muster.testkit.assertion;

import dev.muster.decision.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a response says, and where it differs from what is promised, in words. */
final class ResponseText {
  private ResponseText() {}

  /** The status, and the code of the problem document if it is one. */
  static String told(ReceivedResponse response) {
    ProblemDocument document = document(response);
    return "the status was "
        + response.status()
        + (document == null ? "" : ", with the code " + document.told("code"));
  }

  /** All that keeps a response from telling a problem as it has to be told; empty if nothing. */
  static List<String> faults(ReceivedResponse response, Problem problem) {
    List<String> faults = new ArrayList<>();
    if (response.status() != problem.status()) {
      faults.add("the status was " + response.status());
    }
    String noDocument = noDocument(response);
    ProblemDocument document = document(response);
    if (noDocument != null || document == null) {
      faults.add(String.valueOf(noDocument));
    } else {
      if (!document.has("code", problem.code())) {
        faults.add("its code was " + document.told("code"));
      }
      if (!document.has("status", problem.status())) {
        faults.add("its member status was " + document.told("status"));
      }
    }
    if (!isNotStored(response)) {
      faults.add("no Cache-Control said no-store");
    }
    if (problem.status() == 503 && retryAfter(response) == null) {
      faults.add("no Retry-After said a number of seconds");
    }
    if (problem.status() == 401 && response.values("WWW-Authenticate").isEmpty()) {
      faults.add("there was no WWW-Authenticate");
    }
    return faults;
  }

  /** Why a response holds no problem document, or null if it does. */
  static @Nullable String noDocument(ReceivedResponse response) {
    List<String> types = response.values("Content-Type");
    if (types.size() != 1 || !ProblemDocument.isItsType(types.get(0))) {
      String type = types.isEmpty() ? "there was none" : "it was " + Quoted.of(types.get(0));
      return "the Content-Type was not application/problem+json, " + type;
    }
    return ProblemDocument.in(response.body()) == null ? "the body was no JSON object" : null;
  }

  /** The document of a response that has one, else null. */
  static @Nullable ProblemDocument document(ReceivedResponse response) {
    return noDocument(response) == null ? ProblemDocument.in(response.body()) : null;
  }

  static boolean isNotStored(ReceivedResponse response) {
    return response.values("Cache-Control").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(directive -> directive.strip().toLowerCase(Locale.ROOT).equals("no-store"));
  }

  /** The seconds of the header, or null if it does not say one number of them. */
  static @Nullable Long retryAfter(ReceivedResponse response) {
    List<String> values = response.values("Retry-After");
    boolean number = values.size() == 1 && values.get(0).matches("[0-9]{1,9}");
    return number ? Long.valueOf(values.get(0)) : null;
  }

  /** Where a client can tell two responses apart but for their dates, or null if nowhere. */
  static @Nullable String difference(ReceivedResponse one, ReceivedResponse other) {
    if (one.status() != other.status()) {
      return "the status was " + one.status() + " and not " + other.status();
    }
    Map<String, List<String>> left = dateless(one);
    Map<String, List<String>> right = dateless(other);
    if (!left.keySet().equals(right.keySet())) {
      return "the headers were " + left.keySet() + " and not " + right.keySet();
    }
    for (Map.Entry<String, List<String>> header : left.entrySet()) {
      if (!header.getValue().equals(right.get(header.getKey()))) {
        return "the header " + header.getKey() + " had another value";
      }
    }
    return one.body().equals(other.body()) ? null : "the body was another";
  }

  private static Map<String, List<String>> dateless(ReceivedResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers());
    headers.remove("Date");
    return headers;
  }
}
