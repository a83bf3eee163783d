package dev.slipway.deployments.registry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a registry asks for before it answers (`WWW-Authenticate`).
///
/// @param scheme `bearer` or `basic`, in small letters
record Challenge(String scheme, Map<String, String> parameters) {

  private static final int LONGEST = 4_000;
  private static final Pattern PARAMETER =
      Pattern.compile("(\\w++)=(?:\"([^\"]*+)\"|([^\\s,\"]++))");

  static Challenge parse(String header) {
    var text = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
    int space = text.indexOf(' ');
    var scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
    var parameters = new HashMap<String, String>();
    var matcher = PARAMETER.matcher(space < 0 ? "" : text.substring(space));
    while (matcher.find()) {
      var quoted = matcher.group(2);
      parameters.put(
          matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(3) : quoted);
    }
    return new Challenge(scheme, parameters);
  }

  String get(String name) {
    return parameters.getOrDefault(name, "");
  }
}
