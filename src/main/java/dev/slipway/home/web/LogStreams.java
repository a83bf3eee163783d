package dev.slipway.home.web;

import dev.slipway.clusters.LogFollow;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Logs that somebody follows now. A stream ends when the reader leaves, after half an hour, or
/// soon after the right to read is lost.
@Component
class LogStreams {

  private static final int MOST = 100;
  private static final long LONGEST = Duration.ofMinutes(30).toMillis();

  private final LogFollow logs;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  LogStreams(LogFollow logs) {
    this.logs = logs;
  }

  SseEmitter open(
      WorkloadRef workload, String pod, String container, int lines, BooleanSupplier allowed) {
    if (open.size() >= MOST) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS, "Too many logs are followed now. Read the last lines.");
    }
    var stream = new Stream(new SseEmitter(LONGEST), allowed, new AtomicReference<>());
    open.add(stream);
    stream.emitter().onCompletion(() -> forget(stream));
    stream.emitter().onTimeout(stream.emitter()::complete);
    stream.emitter().onError(_ -> forget(stream));
    try {
      stream
          .following()
          .set(logs.follow(workload, pod, container, lines, stream::line, stream::end));
    } catch (RuntimeException failure) {
      // Nobody has this emitter yet, so nobody else would ever end it.
      forget(stream);
      throw failure;
    }
    return stream.emitter();
  }

  /// Rights are asked for again, and readers who left without a word are noticed.
  @Scheduled(fixedDelay = 15_000)
  void look() {
    open.forEach(stream -> {
      if (stream.allowed().getAsBoolean()) {
        stream.beat();
      } else {
        stream.end("You may not read this log any more.");
      }
    });
  }

  private void forget(Stream stream) {
    open.remove(stream);
    stream.close();
  }

  private record Stream(
      SseEmitter emitter,
      BooleanSupplier allowed,
      AtomicReference<LogFollow.@Nullable Following> following) {

    void line(String text) {
      send(SseEmitter.event().name("line").data(text));
    }

    void beat() {
      send(SseEmitter.event().comment("beat"));
    }

    void end(String why) {
      send(SseEmitter.event().name("end").data(why));
      emitter.complete();
    }

    private void send(SseEmitter.SseEventBuilder event) {
      try {
        emitter.send(event);
      } catch (IOException | IllegalStateException _) {
        close();
      }
    }

    void close() {
      var reading = following.getAndSet(null);
      if (reading != null) {
        reading.close();
      }
    }
  }
}
