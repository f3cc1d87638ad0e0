package dev.muster.clerk.stub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.testkit.gateway.StubServer.Answer;

/** A no of Clerk's: its status and its one error. Thrown by whoever finds the reason. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String message;
  private final String longMessage;
  private final transient ObjectNode meta = JsonNodeFactory.instance.objectNode();

  Refused(int status, String code, String message, String longMessage) {
    super(code);
    this.status = status;
    this.code = code;
    this.message = message;
    this.longMessage = longMessage;
  }

  static Refused notFound(String longMessage) {
    return new Refused(404, "resource_not_found", "not found", longMessage);
  }

  static Refused form(String code, String parameter, String message) {
    return new Refused(422, "form_param_" + code, message, parameter + " " + message + ".")
        .about(parameter);
  }

  static Refused key() {
    String text =
        "The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.";
    return new Refused(401, "clerk_key_invalid", text, text);
  }

  static Refused tooMany() {
    return new Refused(
        429, "too_many_requests", "Too many requests", "Too many requests, retry later.");
  }

  static Refused broken() {
    return new Refused(
        500,
        "internal_clerk_error",
        "Oops, an unexpected error occurred",
        "There was an internal error on our servers.");
  }

  /** Names the parameter that it is about. */
  Refused about(String parameter) {
    meta.put("param_name", parameter);
    return this;
  }

  Refused with(String name, String... values) {
    for (String value : values) {
      meta.withArray(name).add(value);
    }
    return this;
  }

  int status() {
    return status;
  }

  Answer answer() {
    return Answer.of(status, body().toString());
  }

  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("errors")
        .addObject()
        .put("message", message)
        .put("long_message", longMessage)
        .put("code", code)
        .set("meta", meta);
    return body.put("clerk_trace_id", "trace-of-the-stub");
  }
}
