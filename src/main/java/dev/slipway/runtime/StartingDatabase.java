package dev.slipway.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The embedded database on its way up, beside everything else that a start does. If nobody comes
/// to take it, it ends with the JVM.
class StartingDatabase {

  private final FutureTask<EmbeddedDatabase> start;
  private final Thread abandoned = new Thread(this::close, "embedded-database-end");

  StartingDatabase(Path folder) {
    start = new FutureTask<>(() -> new EmbeddedDatabase(folder));
    Runtime.getRuntime().addShutdownHook(abandoned);
    Thread.ofPlatform().daemon().name("embedded-database").start(start);
  }

  /// The running database; whoever takes it closes it.
  EmbeddedDatabase take() throws IOException {
    try {
      var database = start.get();
      Runtime.getRuntime().removeShutdownHook(abandoned);
      return database;
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the database was starting", interrupted);
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException unchecked -> throw unchecked;
      case IOException known -> known;
      case null, default -> new IOException("the embedded database did not start", cause);
    };
  }

  private void close() {
    try {
      start.get().close();
    } catch (ExecutionException | IOException _) {
      // It never ran, or ends anyway.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
