package dev.slipway.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads one answer of HTTP/1.1 (RFC 9112) whose connection ends with it. What fits no rule is
/// refused, never repaired.
final class AnswerReader {

  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_LINES = 200;
  private static final int MOST_INTERIM = 5;

  private final InputStream in;

  AnswerReader(InputStream in) {
    this.in = in;
  }

  OutboundHttp.Answer read(int bytes) throws IOException {
    for (int interim = 0; interim <= MOST_INTERIM; interim++) {
      int status = status(line());
      var headers = bytes == 0 ? Map.<String, String>of() : headers();
      if (status >= 200) {
        return body(status, headers, bytes);
      }
      if (bytes == 0) {
        headers();
      }
    }
    throw new IOException("the answer never begins");
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    var headers = new HashMap<String, String>();
    for (int lines = 0; lines < MOST_LINES; lines++) {
      var line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a header of the answer is not one");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new IOException("the answer has too many headers");
  }

  private OutboundHttp.Answer body(int status, Map<String, String> headers, int bytes)
      throws IOException {
    var body = new ByteArrayOutputStream();
    var coding = headers.get("transfer-encoding");
    var length = headers.get("content-length");
    boolean cut;
    if (bytes == 0 || status == 204 || status == 304) {
      cut = false;
    } else if (coding != null) {
      cut = chunks(coding, body, bytes);
    } else if (length != null) {
      cut = exactly(number(length, 10), body, bytes);
    } else {
      body.writeBytes(in.readNBytes(bytes));
      cut = in.read() >= 0;
    }
    return new OutboundHttp.Answer(status, headers, body.toString(StandardCharsets.UTF_8), cut);
  }

  private boolean chunks(String coding, ByteArrayOutputStream body, int bytes) throws IOException {
    if (!coding.equalsIgnoreCase("chunked")) {
      throw new IOException("the answer comes in a coding that nobody asked for");
    }
    while (true) {
      var line = line();
      int end = line.indexOf(';');
      long size = number((end < 0 ? line : line.substring(0, end)).strip(), 16);
      if (size == 0) {
        return false;
      }
      if (exactly(size, body, bytes)) {
        return true;
      }
      if (!line().isEmpty()) {
        throw new IOException("a part of the answer is longer than it says");
      }
    }
  }

  /// Reads so many bytes, or as many as still have room; says whether some had none.
  private boolean exactly(long size, ByteArrayOutputStream body, int bytes) throws IOException {
    int room = bytes - body.size();
    int wanted = (int) Math.min(size, room);
    var part = in.readNBytes(wanted);
    body.writeBytes(part);
    if (part.length < wanted) {
      throw new EOFException("the answer ends early");
    }
    return size > room;
  }

  private static long number(String digits, int radix) throws IOException {
    if (!digits.matches(radix == 16 ? "[0-9A-Fa-f]{1,15}" : "\\d{1,18}")) {
      throw new IOException("the answer does not say how long it is");
    }
    return Long.parseLong(digits, radix);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer ends early");
      }
      if (line.size() >= LONGEST_LINE) {
        throw new IOException("a line of the answer is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
