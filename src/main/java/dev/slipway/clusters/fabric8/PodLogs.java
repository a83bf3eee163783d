package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.LogFollow;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Logs of containers: the last lines, and following. The number of followers and what each may
/// read are limited.
@Component
class PodLogs implements LogFollow {

  private static final int MOST_LINES = 5_000;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int FOLLOWERS = 50;
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private final ClusterWatches clusters;
  private final Semaphore followers = new Semaphore(FOLLOWERS);

  PodLogs(ClusterWatches clusters) {
    this.clusters = clusters;
  }

  List<String> last(
      WorkloadRef ref, String pod, @Nullable String container, boolean previous, int lines) {
    var calls = clusters.calls(ref.cluster());
    var path =
        path(calls, ref, pod, container)
            + tail(lines)
            + "&limitBytes="
            + MOST_BYTES
            + (previous ? "&previous=true" : "");
    var answer = calls.get(path);
    if (answer.status() == 400 && previous) {
      return List.of();
    }
    var found = new ArrayList<String>();
    var splitter = new LineSplitter(LogLines.LONGEST, line -> found.add(LogLines.clean(line)));
    splitter.accept(Reads.required(calls, answer).body());
    splitter.flush();
    return List.copyOf(found);
  }

  @Override
  public Following follow(
      WorkloadRef ref,
      String pod,
      @Nullable String container,
      int lines,
      Consumer<String> each,
      Consumer<String> ended) {
    if (!followers.tryAcquire()) {
      ended.accept("Too many logs are being followed at this moment; try again later.");
      return () -> {};
    }
    try {
      var calls = clusters.calls(ref.cluster());
      var path = path(calls, ref, pod, container);
      var follower =
          new LogFollower(calls.api(), path, tail(lines), each, ended, followers::release);
      follower.start();
      return follower;
    } catch (RuntimeException e) {
      followers.release();
      throw e;
    }
  }

  private static String path(
      ClusterCalls calls, WorkloadRef ref, String pod, @Nullable String container) {
    var path = Paths.core(ref.namespace(), "pods/" + Paths.segment(pod));
    var name = container == null ? chosen(calls, path) : container;
    return path + "/log?container=" + Paths.query(name);
  }

  private static String chosen(ClusterCalls calls, String path) {
    var pod = Reads.required(calls, calls.get(path)).json();
    var said = Fields.text(pod.path("metadata").path("annotations"), DEFAULT_CONTAINER);
    return said.isEmpty() ? Fields.text(pod.path("spec").path("containers").path(0), "name") : said;
  }

  private static String tail(int lines) {
    return "&tailLines=" + Math.clamp(lines, 1, MOST_LINES);
  }
}
