package dev.muster.proof.web.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What no good client sends: names for paths, queries, header lines, bodies. */
final class Garbage {
  static final List<String> SEGMENTS =
      List.of(
          "a".repeat(300),
          "a".repeat(6000),
          "%20",
          "%20%20x",
          "%E2%80%83",
          "%C2%85",
          "%F0%9F%98%80",
          "%EF%BF%BF",
          "%E2%80%AE",
          "%F0%9F%98%80".repeat(200),
          "%00",
          "%",
          "%25",
          "%2F",
          "..",
          "*",
          "$%7Bx%7D",
          "'",
          "a,b",
          "a@b:c",
          "org_ACME%C3%A9");

  static final List<String> QUERIES =
      List.of(
          "?",
          "?unknown=1",
          "?a=%",
          "?%FF=%FE",
          "?returnTo=%00&code=%ZZ&state=%",
          "?returnTo=//evil.example&code=x&state=y&error=%0d%0aSet-Cookie:x",
          "?code=" + "x".repeat(5000) + "&state=" + "y".repeat(500),
          "?organization=x&organization=y&&&===");

  static final List<String> HEADERS =
      List.of(
          "Cookie: " + "a".repeat(4000),
          "Cookie: =;;=\"; x=\u00ff\u00fe",
          "Authorization: Bearer",
          "Authorization: Bearer \u00ff",
          "Authorization: Bearer a.b.c",
          "Authorization: Basic x",
          "Authorization: ",
          "X-Organization: " + "o".repeat(400),
          "X-Organization: \u00ff",
          "X-Organization: ",
          "Origin: :",
          "Origin: " + "h".repeat(500),
          "Sec-Fetch-Site: ",
          "Sec-Fetch-Mode: navigate",
          "Accept: text/html;q=x,;,",
          "Accept: " + ",".repeat(3000),
          "Content-Type: ",
          "Content-Type: ;",
          "Content-Type: application/json;charset=bogus",
          "Content-Type: application/json;charset=\"",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: multipart/form-data",
          "Content-Encoding: gzip",
          "Upgrade: h2c",
          "X-Http-Method-Override: DELETE");

  /** Texts of a member, as JSON has them. */
  private static final List<String> TEXTS =
      List.of(
          "\"\"",
          "\" \"",
          "\"\\u2003\"",
          "\"\\u0000\"",
          "\"a\\nb\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u202e\\ufffe\\u00a0\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u00e4@\\u00e4.\\u00e4\"",
          "\"a@b\"",
          "\"\\\"<>'@%00\"",
          "\"-\"",
          "\"a--b\"",
          "\"\\u0131\\u0130\"",
          "\"" + "x".repeat(255) + "\"",
          "\"" + "\\ud83d\\ude00".repeat(128) + "\"",
          "\"" + "x".repeat(64) + "@" + "y".repeat(189) + "\"",
          "1e999999",
          "-1e-999999",
          "9".repeat(900),
          "0." + "9".repeat(900),
          "[[]]",
          "null");

  private Garbage() {}

  /** Bodies that are none, whatever is asked for. */
  static List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (String text :
        List.of(
            " ",
            "{",
            "[".repeat(10_000),
            "{\"a\":".repeat(3000),
            "1e999999",
            "9".repeat(16_000),
            "{\"x\":" + "9".repeat(16_000) + "}",
            "{\"x\":1e999999999999}",
            "{\"x\":-0.0e-2147483649}",
            "{\"" + "k".repeat(16_000) + "\":1}",
            "NaN",
            "\ufeff{}",
            "{\"slug\":\"a\",\"slug\":\"b\"}",
            "{}" + " ".repeat(20_000),
            "slug=x&name=y")) {
      bodies.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16));
    bodies.add(new byte[] {0, 0, 0, '{', -1, -1, -1, -1});
    bodies.add(new byte[] {'{', '"', -1, '"', ':', '1', '}'});
    bodies.add(new byte[] {0x1f, (byte) 0x8b, 8, 0});
    return bodies;
  }

  /** A good body, with one member that is something else. */
  static List<byte[]> changed(String good) {
    List<byte[]> bodies = new ArrayList<>();
    String body = good.replace('\'', '"');
    for (String pair : body.substring(1, body.length() - 1).split(",", -1)) {
      String name = pair.substring(0, pair.indexOf(':') + 1);
      for (String text : TEXTS) {
        bodies.add(body.replace(pair, name + text).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bodies;
  }
}
