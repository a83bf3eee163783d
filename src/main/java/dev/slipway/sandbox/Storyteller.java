package dev.slipway.sandbox;

import dev.slipway.kernel.DomainFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a story part by part, one telling after the other, and how far it is.
final class Storyteller {

  private static final Logger log = LoggerFactory.getLogger(Storyteller.class);

  private final ReentrantLock turn = new ReentrantLock();
  private int due;
  private Telling telling = Telling.UNTOLD;

  /// @param name what is missing if it does not come about
  record Part(String name, Happening happening) {}

  interface Happening {
    void tell() throws InterruptedException;
  }

  synchronized Telling telling() {
    return telling;
  }

  /// Tells beside the caller, once those that began earlier are done.
  void begin(List<Part> parts) {
    announce();
    Thread.ofVirtual().name("demonstration-story").start(() -> tell(parts));
  }

  private void tell(List<Part> parts) {
    List<String> missing = new ArrayList<>();
    turn.lock();
    try {
      parts.forEach(part -> tell(part, missing));
    } finally {
      turn.unlock();
      end(missing);
    }
  }

  /// A visitor may have changed the stage, for instance by a freeze; the story then stays shorter,
  /// and its page says so.
  private static void tell(Part part, List<String> missing) {
    try {
      part.happening().tell();
    } catch (DomainFailure failure) {
      missing.add(part.name() + ": " + failure.getMessage());
      log.info("Not in the demonstration's story. {}: {}", part.name(), failure.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      missing.add(part.name() + ": the portal stops.");
    } catch (RuntimeException failure) {
      missing.add(
          part.name()
              + ": the portal failed at it. Its log says why; reset to have it told again.");
      log.error("Not in the demonstration's story: {}", part.name(), failure);
    }
  }

  private synchronized void announce() {
    due++;
    telling = new Telling(true, List.of());
  }

  /// Another one that waits for its turn keeps it under way.
  private synchronized void end(List<String> missing) {
    due--;
    telling = new Telling(due > 0, due > 0 ? List.of() : missing);
  }
}
