package dev.slipway.deployments;

import com.github.difflib.DiffUtils;
import dev.slipway.deployments.TemplateFields.Sight;
import dev.slipway.plans.spi.DiffLine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Two templates line by line, as people read them. Every value is compared; shown is only what
/// [TemplateFields] knows to be harmless.
final class TemplateDiff {

  private static final int CONTEXT = 3;
  private static final String HIDDEN = "(hidden)";
  private static final Pattern SECRET_ARGUMENT =
      Pattern.compile("(?i)([\\w.-]*(?:pass|secret|token|credential|key|dsn)[\\w.-]*=)\\S+");
  private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\b(bearer|basic) +[^\\s\"']+");
  private static final Pattern URL_PASSWORD = Pattern.compile("://[^/@\\s]+@");

  private record Line(String raw, String shown) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Line line && line.raw.equals(raw);
    }

    @Override
    public int hashCode() {
      return raw.hashCode();
    }
  }

  private TemplateDiff() {}

  /// Changed lines with three lines around them; empty where the templates are equal.
  static List<DiffLine> between(JsonNode before, JsonNode after) {
    var old = lines(before);
    var now = lines(after);
    var all = new ArrayList<DiffLine>();
    int next = 0;
    for (var delta : DiffUtils.diff(old, now).getDeltas()) {
      int start = delta.getSource().getPosition();
      old.subList(next, start).forEach(line -> all.add(new DiffLine(' ', line.shown())));
      delta.getSource().getLines().forEach(line -> all.add(new DiffLine('-', line.shown())));
      delta.getTarget().getLines().forEach(line -> all.add(new DiffLine('+', line.shown())));
      next = start + delta.getSource().size();
    }
    old.subList(next, old.size()).forEach(line -> all.add(new DiffLine(' ', line.shown())));
    return nearChanges(all);
  }

  private static List<DiffLine> nearChanges(List<DiffLine> all) {
    var near = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).sign() != ' ') {
        near.set(Math.max(0, i - CONTEXT), Math.min(all.size(), i + CONTEXT + 1));
      }
    }
    var shown = new ArrayList<DiffLine>();
    for (int i = near.nextSetBit(0); i >= 0; i = near.nextSetBit(i + 1)) {
      if (i > 0 && !near.get(i - 1)) {
        shown.add(new DiffLine(' ', "..."));
      }
      shown.add(all.get(i));
    }
    return shown;
  }

  private static List<Line> lines(JsonNode template) {
    var lines = new ArrayList<Line>();
    write(template, "", "", "", Sight.HIDDEN, lines);
    return lines;
  }

  /// @param place where the node stands, as [TemplateFields] names it
  /// @param sight how the values of a list may be seen
  private static void write(
      JsonNode node, String place, String indent, String lead, Sight sight, List<Line> lines) {
    if (node.isObject()) {
      var first = lead;
      for (var entry : sorted(node)) {
        var child = node.path(entry);
        var seen = TemplateFields.sight(place, entry);
        if (child.isContainer() && !child.isEmpty()) {
          lines.add(plain(first + entry + ":"));
          var below = TemplateFields.path(place, entry);
          write(child, below, indent + "  ", indent + "  ", seen, lines);
        } else {
          lines.add(leaf(first + entry + ": ", child, seen == Sight.HIDDEN));
        }
        first = indent;
      }
    } else if (node.isArray()) {
      var previous = "";
      for (var child : node) {
        if (child.isContainer() && !child.isEmpty()) {
          write(child, place, indent + "  ", indent + "- ", Sight.HIDDEN, lines);
        } else {
          var hidden =
              switch (sight) {
                case SHOWN -> false;
                case ARGUMENTS -> followsSecretName(previous);
                case HIDDEN -> true;
              };
          lines.add(leaf(indent + "- ", child, hidden));
        }
        previous = child.isString() ? child.stringValue() : "";
      }
    }
  }

  private static boolean followsSecretName(String previous) {
    return previous.startsWith("-")
        && previous.indexOf('=') < 0
        && TemplateFields.SECRET_NAME.matcher(previous).find();
  }

  /// Names first, so that a list of containers reads well; the rest by alphabet, so that the order
  /// in which a server answers is no difference.
  private static List<String> sorted(JsonNode node) {
    var names = new ArrayList<>(node.propertyNames());
    names.sort(
        (a, b) -> a.equals(b) ? 0 : a.equals("name") ? -1 : b.equals("name") ? 1 : a.compareTo(b));
    return names;
  }

  private static Line plain(String text) {
    return new Line(text, text);
  }

  private static Line leaf(String lead, JsonNode value, boolean hidden) {
    var text = value.isValueNode() ? value.asString("null") : value.toString();
    if (hidden && !value.isContainer() && !value.isNull()) {
      return new Line(lead + text, lead + HIDDEN);
    }
    if (lead.endsWith("image: ") || lead.endsWith("name: ")) {
      return plain(lead + text);
    }
    var shown = SECRET_ARGUMENT.matcher(text).replaceAll("$1" + HIDDEN);
    shown = AUTHORIZATION.matcher(shown).replaceAll("$1 " + HIDDEN);
    shown = URL_PASSWORD.matcher(shown).replaceAll("://" + HIDDEN + "@");
    return new Line(lead + text, lead + shown);
  }
}
