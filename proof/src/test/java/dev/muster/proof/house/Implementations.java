package dev.muster.proof.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests that run a contract suite on an implementation, as the sources of all modules say. */
final class Implementations {
  private static final Pattern CLASS =
      Pattern.compile(
          "((?:@OptsOut\\((?:[^()\"]|\"[^\"]*\")*\\)\\s*)*)"
              + "((?:(?:public|static|final|abstract) )*)class (\\w+)\\s+extends (\\w+)");
  private static final Pattern OPT_OUT = Pattern.compile("@OptsOut\\(((?:[^()\"]|\"[^\"]*\")*)\\)");
  private static final Pattern ON_EACH = Pattern.compile("@EnumSource\\((\\w+)\\.class\\)");

  private Implementations() {}

  /** One test: where it is, the suite it runs, on what, and its opt-outs. */
  record Tested(String suite, String test, String on, List<OptOut> optOuts) {}

  /** One opt-out. */
  record OptOut(String rule, String of, String reason) {}

  /**
   * Reads one test source.
   *
   * @param file the name of its class
   * @param text its text without comments
   * @param enums the constants of enums that classes are run on, by name
   */
  static List<Tested> in(String file, String text, Map<String, String> enums) {
    Map<String, String> parents = new LinkedHashMap<>();
    List<Tested> found = new ArrayList<>();
    Matcher onEach = ON_EACH.matcher(text);
    String on = onEach.find() ? enums.getOrDefault(onEach.group(1), "") : "";
    Matcher matcher = CLASS.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(3);
      String parent = parents.getOrDefault(matcher.group(4), matcher.group(4));
      if (!parent.endsWith("Contract") || parent.equals("OutageContract")) {
        continue;
      }
      parents.put(name, parent);
      if (!matcher.group(2).contains("abstract")) {
        String test = name.equals(file) ? file : file + "." + name;
        found.add(new Tested(parent, test, on, optOuts(matcher.group(1))));
      }
    }
    return found;
  }

  private static List<OptOut> optOuts(String annotations) {
    return OPT_OUT
        .matcher(annotations)
        .results()
        .map(
            found ->
                new OptOut(
                    value(found.group(1), "rule"),
                    value(found.group(1), "of"),
                    value(found.group(1), "reason")))
        .toList();
  }

  private static String value(String arguments, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "\\s*=\\s*\"([^\"]*)\"").matcher(arguments);
    return matcher.find() ? matcher.group(1) : "";
  }
}
