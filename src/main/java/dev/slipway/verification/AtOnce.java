package dev.slipway.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Asks several others at the same time, and waits for all of them together for so long.
final class AtOnce {

  private AtOnce() {}

  /// @param missed what is noted instead where no answer came in time, by the reason
  record Question(Callable<Runnable> ask, Function<String, Runnable> missed) {}

  /// What the answers lead to, in the order of the questions; nothing of it is done yet.
  static List<Runnable> ask(List<Question> questions, Duration patience) {
    var until = System.nanoTime() + patience.toNanos();
    var work = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var begun = new ArrayList<Future<Runnable>>();
      questions.forEach(one -> begun.add(work.submit(one.ask())));
      var answers = new ArrayList<Runnable>();
      for (var i = 0; i < questions.size(); i++) {
        answers.add(within(begun.get(i), until, patience, questions.get(i).missed()));
      }
      return answers;
    } finally {
      work.shutdownNow();
    }
  }

  private static Runnable within(
      Future<Runnable> begun, long until, Duration patience, Function<String, Runnable> missed) {
    try {
      return begun.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return missed.apply("no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a sample could not be taken", failure.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the portal is stopping");
    }
  }
}
