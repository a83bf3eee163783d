package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// One open stream: a writer on a virtual thread and what waits to be written.
class LiveConnection {

  /// A page that hears nothing for twice as long says so.
  static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(2);

  static final long RIGHTS_CHECK = TimeUnit.SECONDS.toNanos(30);
  private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

  private final SseEmitter emitter = new SseEmitter(0L);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final PendingChanges pending = new PendingChanges();
  private final Actor actor;
  private final JsonMapper json;
  private final Supplier<String> nextId;
  private final Supplier<@Nullable String> whyNot;
  private final Consumer<LiveConnection> onClose;
  private volatile boolean doubted;
  private @Nullable String ending;

  LiveConnection(
      Actor actor,
      JsonMapper json,
      Supplier<String> nextId,
      Supplier<@Nullable String> whyNot,
      Consumer<LiveConnection> onClose) {
    this.actor = actor;
    this.json = json;
    this.nextId = nextId;
    this.whyNot = whyNot;
    this.onClose = onClose;
    emitter.onCompletion(() -> close("gone"));
    emitter.onError(_ -> close("gone"));
  }

  SseEmitter emitter() {
    return emitter;
  }

  boolean isOf(Actor other) {
    return actor.person() != null && actor.person().equals(other.person());
  }

  void start(Supplier<List<Patch>> snapshot) {
    Thread.ofVirtual().name("live-" + actor.name()).start(() -> write(snapshot));
  }

  void change(List<Patch> patches) {
    enqueue(() -> patches.forEach(pending::change));
  }

  /// Everything that a topic shows to whoever looks here.
  void change(LiveStream.Watched topic) {
    change(topic.snapshot(actor));
  }

  void reload(String elementId) {
    enqueue(() -> pending.reload(elementId));
  }

  /// Asks now whether this person may still watch, not at the next round.
  void doubt() {
    enqueue(() -> doubted = true);
  }

  /// Ends the stream after what is being written now.
  ///
  /// @param why `restart` makes the page come back, `signed-out` says what happened, anything else
  ///   makes the page ask
  void close(String why) {
    lock.lock();
    try {
      if (ending == null) {
        ending = why;
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Runnable change) {
    lock.lock();
    try {
      change.run();
      if (pending.isOverfull()) {
        LOG.info("A live page of {} is too slow and is closed", actor.name());
        close("restart");
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(Supplier<List<Patch>> snapshot) {
    try {
      send("patch", json.writeValueAsString(snapshot.get()));
      long beat = System.nanoTime();
      long checked = beat;
      while (true) {
        PendingChanges.Due due = await(beat + HEARTBEAT);
        if (due == null) {
          return;
        }
        long now = System.nanoTime();
        if (doubted || now - checked >= RIGHTS_CHECK) {
          doubted = false;
          checked = now;
          String refusal = whyNot.get();
          if (refusal != null) {
            close(refusal);
            continue;
          }
        }
        if (!due.patches().isEmpty()) {
          send("patch", json.writeValueAsString(due.patches()));
        }
        for (String element : due.reloads()) {
          send("reload", element);
        }
        // News are a sign of life too, so a beat only fills a silence.
        if (!due.isEmpty()) {
          beat = now;
        } else if (now - beat >= HEARTBEAT) {
          beat = now;
          send("beat", "");
        }
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A live page of {} went away", actor.name(), e);
    } catch (RuntimeException e) {
      LOG.warn("A live page of {} ended with an error", actor.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finish();
    }
  }

  /// Waits for something to send, at most until the given moment. Null when the stream ends.
  private PendingChanges.@Nullable Due await(long until) throws InterruptedException {
    lock.lock();
    try {
      while (ending == null) {
        long now = System.nanoTime();
        PendingChanges.Due due = pending.take(now);
        if (doubted || !due.isEmpty() || now >= until) {
          return due;
        }
        long wait = Math.min(until - now, pending.nextDue(now));
        long left = news.awaitNanos(Math.max(wait, 1));
        LOG.trace("woke with {} ns left", left);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void finish() {
    try {
      String why = ending();
      if (!why.equals("gone")) {
        send("end", why);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      LOG.trace("The other side was gone already", e);
    } finally {
      onClose.accept(this);
    }
  }

  private String ending() {
    lock.lock();
    try {
      return ending == null ? "restart" : ending;
    } finally {
      lock.unlock();
    }
  }

  private void send(String name, String content) throws IOException {
    emitter.send(SseEmitter.event().id(nextId.get()).name(name).data(content));
  }
}
