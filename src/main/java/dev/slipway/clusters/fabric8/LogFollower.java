package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.LogFollow.Following;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One followed log. Asks for timestamps, so that after a broken connection it can go on where it
/// was and drop what it has given already.
final class LogFollower implements Following {

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 50 * 1024 * 1024;
  private static final int MOST_FAILURES = 5;

  private final ApiServer api;
  private final String path;
  private final String tail;
  private final Consumer<String> each;
  private final Consumer<String> ended;
  private final Runnable released;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;
  private final long until = System.nanoTime() + LONGEST.toNanos();

  private @Nullable Instant last;
  private final Set<String> atLast = new HashSet<>();
  private final AtomicLong bytes = new AtomicLong();

  LogFollower(
      ApiServer api,
      String path,
      String tail,
      Consumer<String> each,
      Consumer<String> ended,
      Runnable released) {
    this.api = api;
    this.path = path + "&follow=true&timestamps=true";
    this.tail = tail;
    this.each = each;
    this.ended = ended;
    this.released = released;
    this.thread = Thread.ofVirtual().name("log-follower").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      var why = follow();
      if (!closed.get()) {
        ended.accept(why);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      released.run();
    }
  }

  private String follow() throws InterruptedException {
    var failures = 0;
    while (failures < MOST_FAILURES) {
      try {
        var stop = once();
        if (stop != null) {
          return stop;
        }
        failures = 0;
      } catch (InterruptedIOException e) {
        throw new InterruptedException();
      } catch (IOException e) {
        failures++;
        Thread.sleep(200L << failures);
      }
    }
    return "The cluster does not answer; what is shown ends here.";
  }

  private @Nullable String once() throws IOException {
    var text = new LineSplitter(LogLines.LONGEST + 40, this::line);
    var position = last == null ? tail : "&sinceTime=" + Paths.query(last.toString());
    try (var stream = api.stream(path + position, text, CALL)) {
      if (stream.status() == 400 || stream.status() == 404) {
        return "There is no such container any more, or it has not started yet.";
      }
      if (stream.status() != 200) {
        throw new IOException("HTTP status " + stream.status());
      }
      while (!stream.ended(Duration.ofSeconds(1))) {
        if (System.nanoTime() > until || bytes.get() > MOST_BYTES) {
          return "The limit of one stream is reached; load the page again to go on.";
        }
      }
      text.flush();
      return "The container has ended.";
    }
  }

  private void line(byte[] line) {
    bytes.addAndGet(line.length);
    var space = 0;
    while (space < line.length && line[space] != ' ') {
      space++;
    }
    var text =
        LogLines.clean(Arrays.copyOfRange(line, Math.min(space + 1, line.length), line.length));
    var at = time(new String(line, 0, space, StandardCharsets.UTF_8));
    if (at == null) {
      give(LogLines.clean(line));
    } else if (last == null || at.isAfter(last)) {
      last = at;
      atLast.clear();
      atLast.add(text);
      give(text);
    } else if (at.equals(last) && atLast.add(text)) {
      give(text);
    }
  }

  private void give(String text) {
    if (!closed.get()) {
      each.accept(text);
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
