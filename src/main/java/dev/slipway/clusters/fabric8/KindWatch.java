package dev.slipway.clusters.fabric8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Lists and watches one kind of object on one cluster, for ever: whatever ends a watch, a new one
/// follows. After a clean end it goes on where it was; after anything else it lists again, because
/// what was deleted meanwhile is only seen in a list.
final class KindWatch implements Runnable {

  private static final int PAGE = 500;
  // Kubernetes is built for so many pods; a list that goes on would fill the memory.
  private static final int LONGEST_LIST = 150_000;
  private static final int LONGEST_EVENT = 32 * 1024 * 1024;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration UNREADABLE = Duration.ofSeconds(2);

  /// Where the content of a watch goes.
  interface Sink {

    void entries(List<Entry> entries);

    /// A whole list has been given; only these keys exist.
    void listed(WatchedKind kind, Set<String> keys);

    /// The server does not let the portal see this kind: nothing in it is gone for sure.
    void refused(WatchedKind kind);

    /// Something about the connection is different.
    void changed();
  }

  private final WatchedKind kind;
  private final ApiServer api;
  private final Contact contact;
  private final WatchTimes times;
  private final Clock clock;
  private final Sink sink;

  private volatile boolean connected;
  private volatile @Nullable Instant provenAt;
  private volatile @Nullable Instant lostAt;
  private volatile @Nullable String problem;
  private volatile long heard;
  private volatile @Nullable String resourceVersion;
  private volatile @Nullable String refusal;
  private volatile boolean refused;
  private final Pauses pauses = new Pauses();
  private final WatchLog log;
  private long listAgainAt;

  KindWatch(
      WatchedKind kind, ApiServer api, Contact contact, WatchTimes times, Clock clock, Sink sink) {
    this.kind = kind;
    this.api = api;
    this.contact = contact;
    this.times = times;
    this.clock = clock;
    this.sink = sink;
    this.log = new WatchLog(kind.plural());
  }

  /// What is known of the watch itself.
  ///
  /// @param lostAt since when there is no watch
  /// @param refused whether the rest is told without this kind, because the server does not show it
  record Proof(
      WatchedKind kind,
      boolean connected,
      @Nullable Instant provenAt,
      @Nullable Instant lostAt,
      @Nullable String problem,
      boolean refused) {}

  Proof proof() {
    return new Proof(kind, connected, provenAt, lostAt, problem, refused);
  }

  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        contact.awaitUp();
        attempt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() throws InterruptedException {
    pauses.begin();
    try {
      if (resourceVersion == null) {
        list();
      }
      var started = System.nanoTime();
      watch();
      pauses.ended();
      if (System.nanoTime() - started < SHORT.toNanos()) {
        Pauses.rest(SHORT);
      }
    } catch (InterruptedIOException e) {
      throw new InterruptedException();
    } catch (Again e) {
      log.again(e.getMessage());
      resourceVersion = null;
      Pauses.rest(e.after);
    } catch (IOException e) {
      lost("the watch of " + kind.plural() + " broke: " + e.getMessage());
      contact.doubt();
      Pauses.rest(pauses.afterFailure());
    } catch (RuntimeException | Error e) {
      // Errors too, such as too little memory: nobody starts a watch again whose thread has ended.
      log.failed(e);
      lost("the portal could not read " + kind.plural());
      Pauses.rest(UNREADABLE.plus(pauses.afterFailure()));
    }
  }

  private void list() throws IOException {
    var keys = new HashSet<String>();
    var next = "";
    String version;
    do {
      var answer = api.get(kind.path() + "?limit=" + PAGE + next, CALL);
      if (!answer.ok()) {
        throw refused(answer);
      }
      var page = answer.json();
      var now = clock.instant();
      var entries = new ArrayList<Entry>();
      for (var item : page.path("items")) {
        var entry = Entry.of(kind, item, now);
        keys.add(entry.key());
        entries.add(entry);
      }
      sink.entries(entries);
      var metadata = page.path("metadata");
      version = Fields.text(metadata, "resourceVersion");
      var token = Fields.text(metadata, "continue");
      if (keys.size() > LONGEST_LIST) {
        throw new IOException("the list does not end, " + keys.size() + " were read");
      }
      next = token.isEmpty() ? "" : "&continue=" + Paths.query(token);
    } while (!next.isEmpty());
    resourceVersion = version;
    listAgainAt = System.nanoTime() + Pauses.jittered(times.relist()).toNanos();
    provenAt = clock.instant();
    sink.listed(kind, keys);
  }

  private void watch() throws IOException {
    var limit = ThreadLocalRandom.current().nextInt(300, 600);
    var path =
        kind.path()
            + "?watch=true&allowWatchBookmarks=true&timeoutSeconds="
            + limit
            + "&resourceVersion="
            + Paths.query(resourceVersion == null ? "" : resourceVersion);
    refusal = null;
    pauses.begin();
    var text = new LineSplitter(LONGEST_EVENT, this::line);
    try (var stream = api.stream(path, text, CALL)) {
      if (stream.status() != 200) {
        stream.ended(CALL);
        text.flush();
        throw refused(new Answer(stream.status(), stream.retryAfter(), new byte[0]));
      }
      heard = System.nanoTime();
      live();
      while (!stream.ended(Duration.ofSeconds(1))) {
        check();
      }
      check();
    } finally {
      connected = false;
      lostAt = clock.instant();
    }
  }

  private void check() throws IOException {
    var said = refusal;
    if (said != null) {
      throw new Again(said, pauses.afterError());
    }
    if (System.nanoTime() - heard > times.silence().toNanos()) {
      throw new Again("it was silent for too long", Duration.ZERO);
    }
    if (System.nanoTime() > listAgainAt) {
      throw new Again("what a watch may have missed is made good", Duration.ZERO);
    }
    if (contact.state() != Contact.State.UP) {
      throw new IOException("its API server is not there");
    }
    var proven = contact.provenAt();
    if (proven != null) {
      provenAt = proven;
    }
  }

  private void line(byte[] line) {
    if (refusal != null) {
      return;
    }
    try {
      event(Answer.JSON.readTree(line));
    } catch (JacksonException | Error e) {
      // On a thread of the client, which would keep an Error to itself.
      refusal = "an event could not be read";
    }
  }

  private void event(JsonNode event) {
    var object = event.path("object");
    var type = Fields.text(event, "type");
    if (type.equals("ERROR") || !object.isObject()) {
      refusal = "the watch ended with " + ServerWords.shown(Fields.text(object, "message"));
      return;
    }
    heard = System.nanoTime();
    resourceVersion = Fields.text(object.path("metadata"), "resourceVersion");
    switch (type) {
      case "ADDED", "MODIFIED" -> sink.entries(List.of(Entry.of(kind, object, clock.instant())));
      case "DELETED" -> sink.entries(List.of(Entry.gone(kind, object)));
      default -> {
        // A bookmark only moves the resourceVersion.
      }
    }
  }

  private void live() {
    log.stands();
    connected = true;
    refused = false;
    problem = null;
    lostAt = null;
    provenAt = clock.instant();
    sink.changed();
  }

  private void lost(String why) {
    resourceVersion = null;
    connected = false;
    problem = why;
    pauses.failed();
    sink.changed();
  }

  private IOException refused(Answer answer) {
    if (answer.status() == 410) {
      return new Again("its resourceVersion is too old", pauses.afterError());
    }
    if (answer.status() == 429) {
      return new Again("the API server asked to come later", answer.waitTime());
    }
    var why = kind.plural() + " are refused: " + answer.message();
    if (answer.status() == 401 || answer.status() == 403 || answer.status() == 404) {
      refused = !kind.needed() && answer.status() != 401;
      lost(why);
      contact.doubt();
      if (refused) {
        sink.refused(kind);
      }
      return new Again(why, pauses.afterRefusal());
    }
    return new IOException(why);
  }

  /// The content must be listed again.
  private static final class Again extends IOException {

    private final Duration after;

    Again(String message, Duration after) {
      super(message);
      this.after = after;
    }
  }
}
