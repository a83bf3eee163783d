package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Calls made for people and operations. A cluster that hangs holds up at most a few of them, and
/// none once its contact is known to be lost.
final class ClusterCalls implements Questions {

  static final Duration READ = Duration.ofSeconds(10);

  /// Admission may take 30 s before a write is answered.
  static final Duration WRITE = Duration.ofSeconds(40);

  private static final int AT_ONCE = 16;
  private static final Duration QUEUE = Duration.ofSeconds(3);

  /// What a call takes at most: it waits for the first probe, for its turn, and for the answer.
  static final Duration LONGEST = QUEUE.multipliedBy(2).plus(WRITE);

  private final String slug;
  private final ApiServer api;
  private final Contact contact;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  ClusterCalls(String slug, ApiServer api, Contact contact) {
    this.slug = slug;
    this.api = api;
    this.contact = contact;
  }

  /// UID of the cluster that answers.
  String clusterUid() {
    refuseIfAway();
    var uid = contact.uid();
    if (uid == null) {
      throw unreachable("it has not been met yet", null);
    }
    return uid;
  }

  ApiServer api() {
    refuseIfAway();
    return api;
  }

  /// Reads once, and once more after an answer that says nothing about the object.
  @Override
  public Answer get(String path) {
    refuseIfAway();
    enter();
    try {
      var answer = once(path);
      if (answer == null || answer.status() >= 500) {
        answer = once(path);
      }
      if (answer == null) {
        throw unreachable("the connection broke", null);
      }
      return said(answer);
    } catch (IOException e) {
      contact.doubt();
      throw unreachable(String.valueOf(e.getMessage()), e);
    } finally {
      permits.release();
    }
  }

  @Override
  public Answer ask(String path, String body) {
    refuseIfAway();
    enter();
    try {
      return said(api.send("POST", path, "application/json", body, READ));
    } catch (IOException e) {
      contact.doubt();
      throw unreachable(String.valueOf(e.getMessage()), e);
    } finally {
      permits.release();
    }
  }

  private Answer said(Answer answer) {
    if (answer.status() == 401) {
      contact.doubt();
    }
    if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 401) {
      throw unreachable(answer.message(), null);
    }
    return answer;
  }

  private @Nullable Answer once(String path) throws IOException {
    return api.get(path, READ);
  }

  /// Sends a write once.
  ///
  /// @throws ApiServer.NotSent if nothing can have been written
  Answer send(String method, String path, String contentType, String body) throws IOException {
    var away = away();
    if (away != null) {
      throw new ApiServer.NotSent(away, new IOException(away));
    }
    try {
      if (!permits.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ApiServer.NotSent("too many calls wait for it", new IOException("bulkhead"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiServer.NotSent("stopped before it was sent", e);
    }
    try {
      return api.send(method, path, contentType, body, WRITE);
    } catch (IOException e) {
      contact.doubt();
      throw e;
    } finally {
      permits.release();
    }
  }

  /// Tells a kind that is not answered from a cluster that went away while it was read: then what
  /// was told before is worth more than what was not told now.
  ///
  /// @throws ClusterUnreachable if nothing answers
  void requireSignal() {
    var _ = get("/version");
  }

  @Override
  public ClusterUnreachable unreachable(String why, @Nullable Throwable cause) {
    return new ClusterUnreachable(slug, why, cause);
  }

  private void enter() {
    try {
      if (!permits.tryAcquire(QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unreachable("too many calls wait for it", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("stopped before it was asked", e);
    }
  }

  private void refuseIfAway() {
    var away = away();
    if (away != null) {
      throw unreachable(away, null);
    }
  }

  private @Nullable String away() {
    try {
      return switch (contact.known(QUEUE)) {
        case UP -> null;
        case NEW -> "it has not answered yet";
        case DOWN, TURNED_AWAY, FOREIGN -> contact.problem();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "stopped before it was asked";
    }
  }
}
