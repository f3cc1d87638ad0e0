package dev.muster.servlet.account;

import dev.muster.Muster;
import dev.muster.audit.EntryEvent;
import dev.muster.decision.Problem;
import dev.muster.servlet.MusterRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the endpoint that a request is for, and writes what it answers. */
final class AccountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, Map<String, Endpoint>> places = new HashMap<>();

  private final transient Muster muster;

  AccountServlet(Muster muster, List<Endpoint> table) {
    this.muster = muster;
    for (Endpoint endpoint : table) {
      places
          .computeIfAbsent(endpoint.template(), template -> new TreeMap<>())
          .put(endpoint.method(), endpoint);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request);
    tell(request, answer);
    Answers.write(request, response, answer);
  }

  /** What is refused on a public path no check has told of, and no room of the Muster. */
  private void tell(HttpServletRequest request, Answer answer) {
    if (MusterRequest.template(request).isPresent()) {
      return;
    }
    if (answer instanceof Answer.NotAllowed) {
      muster.tell(new EntryEvent.Refused(Problem.METHOD_NOT_ALLOWED));
    } else if (answer instanceof Answer.Refused refused && refused.problem() == Problem.REFUSED) {
      muster.tell(new EntryEvent.Refused(Problem.REFUSED));
    }
  }

  private Answer answer(HttpServletRequest request) throws IOException {
    String template = MusterRequest.template(request).orElse(null);
    Map<String, Endpoint> methods =
        places.getOrDefault(template == null ? path(request) : template, Map.of());
    boolean mixed =
        methods.values().stream().anyMatch(e -> (e.requirement() == null) != (template == null));
    if (methods.isEmpty() || mixed) {
      // What is not public is reached through its route and in no other way.
      return Answer.refused(Problem.NOT_FOUND);
    }
    String method = request.getMethod();
    Endpoint endpoint = methods.get(method.equals("HEAD") ? "GET" : method);
    if (endpoint == null) {
      return new Answer.NotAllowed(String.join(", ", methods.keySet()));
    }
    try {
      return endpoint.handler().answer(new Call(request));
    } catch (Unfit unfit) {
      return Answer.refused(unfit.problem());
    }
  }

  /** As the filter reads it, to find a public path. */
  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }
}
