package dev.slipway.clusters.fabric8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/// Cuts a stream of bytes into lines. Lines stay bytes, so that a character split between two
/// chunks is whole again when it is decoded.
final class LineSplitter implements Consumer<byte[]> {

  private final int longest;
  private final Consumer<byte[]> lines;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

  /// @param longest bytes of a line that are kept; what follows is dropped
  LineSplitter(int longest, Consumer<byte[]> lines) {
    this.longest = longest;
    this.lines = lines;
  }

  @Override
  public void accept(byte[] chunk) {
    var start = 0;
    for (var i = 0; i < chunk.length; i++) {
      if (chunk[i] == '\n') {
        keep(chunk, start, i);
        flush();
        start = i + 1;
      }
    }
    keep(chunk, start, chunk.length);
  }

  /// Gives out what came after the last line end.
  void flush() {
    if (rest.size() > 0) {
      var line = rest.toByteArray();
      rest.reset();
      lines.accept(line);
    }
  }

  private void keep(byte[] chunk, int from, int to) {
    var length = Math.min(to - from, longest - rest.size());
    if (length > 0) {
      rest.write(chunk, from, length);
    }
  }
}
