package dev.slipway.clusters.fabric8;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Finds host names in the environment variables of a pod template. Of a value only what looks like
/// a host is kept, and only until it is known whether the cluster has a service of that name.
final class HostNames {

  private static final int LONGEST_VALUE = 4_096;
  private static final int MOST_VARIABLES = 300;
  private static final String HOST =
      "([a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){0,8})";

  /// `//host`, not the user before an `@`, `user@host`, `host=...`, and `host:port` wherever it
  /// begins.
  private static final Pattern TOLD =
      Pattern.compile(
          "(?:(?://(?![^/\\s]*@)|@|(?:host|server|data source|address|addr)\\s?=\\s?)"
              + HOST
              + "|(?<![a-z0-9./-])"
              + HOST
              + "(?=:\\d))");

  private static final Pattern WHOLE = Pattern.compile("\\s*" + HOST + "\\s*");

  /// What a variable is called that holds nothing but a host.
  private static final Pattern CALLED =
      Pattern.compile(
          "HOST|URL|URI|ADDR|ENDPOINT|SERVER|BROKER|BOOTSTRAP|UPSTREAM|SERVICE|PEER|MASTER|DSN");

  private HostNames() {}

  /// A host that a container is told.
  record Mention(String container, String host) {}

  static Set<Mention> in(JsonNode podSpec) {
    var mentions = new LinkedHashSet<Mention>();
    for (var list : new String[] {"containers", "initContainers"}) {
      for (var container : podSpec.path(list)) {
        var name = Fields.text(container, "name");
        var left = MOST_VARIABLES;
        for (var variable : container.path("env")) {
          if (left-- > 0) {
            hosts(Fields.text(variable, "name"), Fields.text(variable, "value"))
                .forEach(host -> mentions.add(new Mention(name, host)));
          }
        }
      }
    }
    return mentions;
  }

  static Set<String> hosts(String variable, String value) {
    var hosts = new LinkedHashSet<String>();
    if (value.isBlank() || value.length() > LONGEST_VALUE) {
      return hosts;
    }
    var text = value.toLowerCase(Locale.ROOT);
    var told = TOLD.matcher(text);
    while (told.find()) {
      hosts.add(told.group(1) == null ? told.group(2) : told.group(1));
    }
    if (CALLED.matcher(variable.toUpperCase(Locale.ROOT)).find() || text.contains(".svc")) {
      for (var part : text.split("[,;]", -1)) {
        var whole = WHOLE.matcher(part);
        if (whole.matches()) {
          hosts.add(whole.group(1));
        }
      }
    }
    return hosts;
  }
}
