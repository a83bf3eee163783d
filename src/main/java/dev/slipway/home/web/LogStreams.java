package dev.slipway.home.web;

import dev.slipway.clusters.LogFollow;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.shell.SignedOut;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Logs that somebody follows now. A stream ends when the reader leaves or signs out, after half an
/// hour, or within seconds after its session or the right to read is lost.
@Component
class LogStreams {

  private static final Logger LOG = LoggerFactory.getLogger(LogStreams.class);
  private static final int MOST = 100;
  private static final int MOST_OF_ONE = 10;
  private static final long LONGEST = Duration.ofMinutes(30).toMillis();

  private final LogFollow logs;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();

  LogStreams(LogFollow logs) {
    this.logs = logs;
  }

  /// Who follows, and what must stay true for it.
  record Reader(Actor actor, BooleanSupplier sessionLives, BooleanSupplier mayRead) {

    boolean is(Actor other) {
      return actor.person() != null && Objects.equals(actor.person(), other.person());
    }

    /// Whoever cannot be asked about may not read: a log can hold what nobody else should see.
    @Nullable String whyNot() {
      try {
        if (!sessionLives.getAsBoolean()) {
          return "Your session has ended. Sign in to read on.";
        }
        return mayRead.getAsBoolean() ? null : "You may not read this log any more.";
      } catch (RuntimeException failure) {
        LOG.warn("Whether {} may still read a log could not be found out", actor.name(), failure);
        return "Whether you may still read this log could not be found out. Load the page again.";
      }
    }
  }

  /// @param wanted which lines the reader asked for
  SseEmitter open(
      WorkloadRef workload,
      String pod,
      String container,
      int lines,
      Predicate<String> wanted,
      Reader reader) {
    var stream = new Stream(new SseEmitter(LONGEST), reader, new AtomicReference<>());
    admit(stream);
    stream.emitter().onCompletion(() -> forget(stream));
    stream.emitter().onTimeout(stream.emitter()::complete);
    stream.emitter().onError(_ -> forget(stream));
    try {
      stream
          .following()
          .set(
              logs.follow(
                  workload,
                  pod,
                  container,
                  lines,
                  line -> {
                    if (wanted.test(line)) {
                      stream.line(line);
                    }
                  },
                  why -> end(stream, why)));
    } catch (RuntimeException failure) {
      // Nobody has this emitter yet, so nobody else would ever end it.
      forget(stream);
      throw failure;
    }
    if (!open.contains(stream)) {
      stream.close();
    }
    return stream.emitter();
  }

  private synchronized void admit(Stream stream) {
    var actor = stream.reader().actor();
    if (open.stream().filter(one -> one.reader().is(actor)).count() >= MOST_OF_ONE) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS,
          "You follow too many logs (at most %d). Close some, or read the last lines."
              .formatted(MOST_OF_ONE));
    }
    if (open.size() >= MOST) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS, "Too many logs are followed now. Read the last lines.");
    }
    open.add(stream);
  }

  /// Sessions and rights are asked for again, and readers who left without a word are noticed.
  @Scheduled(fixedDelay = 15_000)
  void look() {
    open.forEach(this::look);
  }

  @EventListener
  void signedOut(SignedOut event) {
    open.stream().filter(stream -> stream.reader().is(event.actor())).forEach(this::look);
  }

  private void look(Stream stream) {
    var whyNot = stream.reader().whyNot();
    if (whyNot != null) {
      stream.close();
    }
    // A reader that takes nothing holds up its own stream, not the look at the others.
    Thread.ofVirtual()
        .name("log-look")
        .start(() -> {
          if (whyNot == null) {
            stream.beat();
          } else {
            end(stream, whyNot);
          }
        });
  }

  private void end(Stream stream, String why) {
    stream.end(why);
    forget(stream);
  }

  private void forget(Stream stream) {
    open.remove(stream);
    stream.close();
  }

  private record Stream(
      SseEmitter emitter, Reader reader, AtomicReference<LogFollow.@Nullable Following> following) {

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
