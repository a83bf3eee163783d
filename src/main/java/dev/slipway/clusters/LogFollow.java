package dev.slipway.clusters;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows the log of one container while somebody reads it.
public interface LogFollow {

  /// Begins with the last `lines` lines and goes on until it is closed, the container ends, or a
  /// limit of time or size is reached. A broken connection is taken up again without repeating
  /// lines.
  ///
  /// @param each gets every line, clean of control characters, on a thread of its own
  /// @param ended gets the reason once, for people; not called after `close`
  Following follow(
      WorkloadRef ref,
      String pod,
      @Nullable String container,
      int lines,
      Consumer<String> each,
      Consumer<String> ended);

  /// One reader's stream. Closing it ends the call to the cluster.
  interface Following extends AutoCloseable {

    @Override
    void close();
  }
}
