package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTests {

  @Test
  @Negative(44)
  void coloursAndControlCharactersAreTakenOut() {
    assertThat(clean("\u001B[31mfailed\u001B[0m\u0007 at\tline 3\r"))
        .isEqualTo("failed at\tline 3");
    assertThat(clean("\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007"))
        .isEqualTo("click");
    assertThat(clean("user\u202Egnp.exe\u200B")).isEqualTo("usergnp.exe");
  }

  @Test
  void markupStaysTextForTheTemplateToEscape() {
    assertThat(clean("<script>alert(1)</script>")).isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void aCharacterSplitBetweenChunksIsWhole() {
    var bytes = "grüße\nwörld".getBytes(StandardCharsets.UTF_8);
    for (var size = 1; size < 5; size++) {
      assertThat(lines(bytes, size, 100)).containsExactly("grüße", "wörld");
    }
  }

  @Test
  void anEndlessLineIsCut() {
    var bytes = ("x".repeat(50_000) + "\nnext\n").getBytes(StandardCharsets.UTF_8);
    assertThat(lines(bytes, 4096, LogLines.LONGEST))
        .containsExactly("x".repeat(LogLines.LONGEST), "next");
  }

  @Test
  @Negative(44)
  void tenMegabytesWithoutAnEndOfLineAreOneShortLine() {
    var bytes = new byte[10 * 1024 * 1024];
    java.util.Arrays.fill(bytes, (byte) 0xC3);
    var lines = lines(bytes, 64 * 1024, LogLines.LONGEST);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).isEqualTo("\uFFFD".repeat(LogLines.LONGEST));
  }

  @Test
  @Negative(44)
  void bytesThatAreNoTextAreMarkedAndTheLineStaysOne() {
    byte[] bytes = {'a', (byte) 0xFF, (byte) 0xC0, (byte) 0x80, '\r', 0, 0x0B, 'b', '\n', 'c'};
    assertThat(lines(bytes, 3, 100)).containsExactly("a\uFFFD\uFFFD\uFFFDb", "c");
  }

  private static String clean(String text) {
    return LogLines.clean(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(byte[] bytes, int size, int longest) {
    var lines = new ArrayList<String>();
    var splitter = new LineSplitter(longest, line -> lines.add(LogLines.clean(line)));
    for (var at = 0; at < bytes.length; at += size) {
      splitter.accept(java.util.Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
    }
    splitter.flush();
    return lines;
  }
}
