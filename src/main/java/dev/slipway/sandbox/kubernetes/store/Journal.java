package dev.slipway.sandbox.kubernetes.store;

import dev.slipway.sandbox.kubernetes.model.Json;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Keeps the history on disk: a snapshot, replaced whole, and the changes since, one per line. What
/// was written survives the end of the process at any point; a half-written last line is dropped.
final class Journal {

  private final Path snapshot;
  private final Path changes;
  private OutputStream out = OutputStream.nullOutputStream();
  private int lines;

  Journal(Path folder) {
    this.snapshot = folder.resolve("snapshot.jsonl");
    this.changes = folder.resolve("changes.jsonl");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads everything back, oldest first, then opens for writing.
  void open(Consumer<JsonNode> record) {
    try {
      long good = 0;
      if (Files.exists(snapshot)) {
        read(snapshot, record);
      }
      if (Files.exists(changes)) {
        good = read(changes, record);
        try (var channel = FileChannel.open(changes, StandardOpenOption.WRITE)) {
          channel.truncate(good);
        }
      }
      out = append();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Change change) {
    JsonNode line =
        Json.object()
            .put("version", change.version())
            .put("kind", change.kind().name())
            .put("type", change.type())
            .set("object", change.object());
    try {
      out.write(Json.bytes(line));
      out.write('\n');
      out.flush();
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the state of the cluster in " + changes, e);
    }
  }

  int lines() {
    return lines;
  }

  /// Replaces the snapshot and starts an empty list of changes.
  void replace(Iterable<JsonNode> records) {
    try {
      Path next = snapshot.resolveSibling("snapshot.next");
      try (var channel =
              FileChannel.open(
                  next,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING);
          var stream =
              new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
        for (JsonNode line : records) {
          stream.write(Json.bytes(line));
          stream.write('\n');
        }
        stream.flush();
        channel.force(true);
      }
      Files.move(next, snapshot, StandardCopyOption.ATOMIC_MOVE);
      out.close();
      Files.deleteIfExists(changes);
      out = append();
      lines = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputStream append() throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(changes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private long read(Path file, Consumer<JsonNode> record) throws IOException {
    long good = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode parsed = parse(line);
        if (parsed == null) {
          return good;
        }
        record.accept(parsed);
        lines++;
        good += line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;
      }
    }
    return Math.min(good, Files.size(file));
  }

  private static @Nullable JsonNode parse(String line) {
    try {
      JsonNode node = Json.MAPPER.readTree(line);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
