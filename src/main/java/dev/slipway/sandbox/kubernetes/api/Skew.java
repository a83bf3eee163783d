package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/// The clock of an API server that is wrong: shifts every time in what it says.
record Skew(IntSupplier seconds) {

  private static final Pattern TIME =
      Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)\"");

  byte[] shift(byte[] json) {
    int ahead = seconds.getAsInt();
    if (ahead == 0) {
      return json;
    }
    return TIME.matcher(new String(json, StandardCharsets.UTF_8))
        .replaceAll(
            time -> "\"" + Times.write(Instant.parse(time.group(1)).plusSeconds(ahead)) + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
