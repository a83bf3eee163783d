package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failures;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Watches over chunked HTTP: replay from a version, selectors, bookmarks, a time limit.
final class Watches {

  private static final Duration TURN = Duration.ofMillis(500);

  private final ObjectStore store;
  private final Tables tables;
  private final Failures failures;
  private final Duration bookmarks;
  private final AtomicInteger open = new AtomicInteger();

  Watches(ObjectStore store, Tables tables, Failures failures, Duration bookmarks) {
    this.store = store;
    this.tables = tables;
    this.failures = failures;
    this.bookmarks = bookmarks;
  }

  int open() {
    return open.get();
  }

  static long version(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiFailure.badRequest(
          "Invalid value: \"" + text + "\": resourceVersion is not a number");
    }
  }

  void serve(Call call, Target target) throws InterruptedException {
    if (call.header("Upgrade").equalsIgnoreCase("websocket")) {
      throw ApiFailure.badRequest("this server watches over plain HTTP only, not over WebSocket");
    }
    Predicate<JsonNode> wanted = Reads.selection(call, target);
    String asked = call.query("resourceVersion");
    boolean initial = asked.isEmpty() || asked.equals("0") || call.asks("sendInitialEvents");
    ObjectStore.Listing now = store.list(target.type().id(), target.namespace());
    long from = initial ? now.version() : version(asked);
    if (!store.reaches(target.type().id(), from)) {
      throw ApiFailure.expired("too old resource version: " + from + " (" + now.version() + ")");
    }
    try (OutputStream out = call.stream("application/json")) {
      var watch = new Watch(call, target, wanted, out);
      if (initial) {
        for (ObjectNode object : now.objects()) {
          if (wanted.test(object)) {
            watch.send("ADDED", object);
          }
        }
        if (call.asks("sendInitialEvents")) {
          watch.bookmark(from, true);
        }
      }
      open.incrementAndGet();
      try {
        watch.follow(from);
      } finally {
        open.decrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Watch {
    private final Call call;
    private final Target target;
    private final Predicate<JsonNode> wanted;
    private final OutputStream out;
    private boolean columnsSent;

    Watch(Call call, Target target, Predicate<JsonNode> wanted, OutputStream out) {
      this.call = call;
      this.target = target;
      this.wanted = wanted;
      this.out = out;
    }

    void follow(long from) throws IOException, InterruptedException {
      int limit = call.number("timeoutSeconds", ThreadLocalRandom.current().nextInt(1800, 3600));
      long end = System.nanoTime() + Math.max(1, limit) * 1_000_000_000L;
      long nextBookmark = System.nanoTime() + bookmarks.toNanos();
      long at = from;
      while (System.nanoTime() < end && !store.closed()) {
        if (failures.cuts(call.rawPath())) {
          failures.nextEvent(call.rawPath());
          throw new IOException("cut on demand");
        }
        if (failures.silent(call.rawPath())) {
          Thread.sleep(TURN);
          continue;
        }
        if (!store.reaches(target.type().id(), at)) {
          error(ApiFailure.expired("too old resource version: " + at));
          return;
        }
        long known = store.version();
        List<Change> changes = store.await(target.type().id(), at, TURN);
        for (Change change : changes) {
          event(change);
          at = change.version();
        }
        if (changes.isEmpty()) {
          at = Math.max(at, known);
        }
        if (System.nanoTime() > nextBookmark && call.asks("allowWatchBookmarks")) {
          bookmark(at, false);
          nextBookmark = System.nanoTime() + bookmarks.toNanos();
        }
      }
      if (call.asks("allowWatchBookmarks") && !store.closed()) {
        bookmark(at, false);
      }
    }

    private void event(Change change) throws IOException {
      if (!target.namespace().isEmpty()
          && !Json.namespace(change.object()).equals(target.namespace())) {
        return;
      }
      boolean before = change.previous() != null && wanted.test(change.previous());
      boolean now = change.kind() != Change.Kind.DELETED && wanted.test(change.object());
      String word = now ? (before ? "MODIFIED" : "ADDED") : before ? "DELETED" : "";
      if (word.isEmpty()) {
        return;
      }
      Optional<Failure> failure = failures.nextEvent(call.rawPath());
      if (failure.isPresent()) {
        switch (failure.get().effect()) {
          case MISSING_EVENTS -> {
            return;
          }
          case DUPLICATE_EVENTS -> send(word, change.object());
          default -> throw new IOException("cut on demand");
        }
      }
      send(word, change.object());
    }

    void send(String word, ObjectNode object) throws IOException {
      ResourceType type = target.type();
      if (call.wants("Table")) {
        ObjectNode table =
            tables.table(
                call,
                type,
                List.of(object),
                Json.object().put("resourceVersion", Json.version(object)));
        if (columnsSent) {
          table.putArray("columnDefinitions");
        }
        columnsSent = true;
        write(word, table);
      } else {
        write(word, Reads.form(call, type, object));
      }
    }

    void bookmark(long version, boolean initialEnd) throws IOException {
      ObjectNode mark = Json.object().put("kind", target.type().kind());
      mark.put("apiVersion", target.type().apiVersion());
      ObjectNode metadata = mark.putObject("metadata");
      metadata.put("resourceVersion", Long.toString(version)).putNull("creationTimestamp");
      if (initialEnd) {
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
      }
      if (call.wants("Table")) {
        ObjectNode table = tables.table(call, target.type(), List.of(), metadata);
        write("BOOKMARK", table);
      } else {
        write("BOOKMARK", mark);
      }
    }

    private void error(ApiFailure failure) throws IOException {
      write("ERROR", failure.status());
    }

    private void write(String word, @Nullable JsonNode object) throws IOException {
      out.write(Json.bytes(Json.object().put("type", word).set("object", object)));
      out.write('\n');
      out.flush();
    }
  }
}
