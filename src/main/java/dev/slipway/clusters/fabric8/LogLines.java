package dev.slipway.clusters.fabric8;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Makes bytes of a log fit to show: valid text, without colours, control characters and endless
/// lines.
final class LogLines {

  static final int LONGEST = 16 * 1024;

  private static final Pattern ESCAPES =
      Pattern.compile(
          "\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\^_])");
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cntrl}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069&&[^\t]]");

  private LogLines() {}

  static String clean(byte[] line) {
    var text = new String(line, StandardCharsets.UTF_8);
    return CONTROLS.matcher(ESCAPES.matcher(text).replaceAll("")).replaceAll("");
  }
}
