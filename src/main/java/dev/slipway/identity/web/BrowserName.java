package dev.slipway.identity.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a browser says of itself, short enough to be recognised: `Firefox on Windows`.
final class BrowserName {

  /// The more particular mark first: most browsers claim to be others as well.
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();
  private static final int LONGEST = 40;

  static {
    BROWSERS.put("Edg/", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("FxiOS/", "Firefox");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("CriOS/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    BROWSERS.put("curl/", "curl");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private BrowserName() {}

  static String of(String userAgent) {
    var browser = found(BROWSERS, userAgent);
    var system = found(SYSTEMS, userAgent);
    if (browser.isEmpty()) {
      return userAgent.length() <= LONGEST ? userAgent : userAgent.substring(0, LONGEST) + "…";
    }
    return system.isEmpty() ? browser : browser + " on " + system;
  }

  private static String found(Map<String, String> marks, String userAgent) {
    return marks.entrySet().stream()
        .filter(mark -> userAgent.contains(mark.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
