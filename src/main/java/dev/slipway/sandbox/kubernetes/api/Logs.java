package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The log of a container: lines that its state would have written, one every five seconds.
final class Logs {

  private static final int HISTORY = 2000;
  private static final int PACE = 5;

  private record Line(Instant time, String text) {}

  private final ObjectStore store;

  Logs(ObjectStore store) {
    this.store = store;
  }

  void serve(Call call, Target target) throws InterruptedException {
    ObjectNode pod = store.get("pods", target.key());
    if (pod == null) {
      throw ApiFailure.notFound(target.type(), target.name());
    }
    String container = container(call, pod);
    JsonNode status = status(pod, container);
    boolean previous = call.asks("previous");
    if (previous && !status.path("lastState").has("terminated")) {
      throw ApiFailure.badRequest(
          "previous terminated container \""
              + container
              + "\" in pod \""
              + target.name()
              + "\" not found");
    }
    if (!previous) {
      started(target, container, status);
    }
    List<Line> lines = select(call, lines(pod, container, status, previous));
    if (!call.asks("follow")) {
      call.answer(200, "text/plain", write(call, lines));
      return;
    }
    try (OutputStream out = call.stream("text/plain")) {
      out.write(write(call, lines));
      out.flush();
      follow(call, target, container, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Call call, Target target, String container, OutputStream out)
      throws IOException, InterruptedException {
    Instant seen = Instant.now();
    while (!store.closed()) {
      Thread.sleep(500);
      ObjectNode pod = store.get("pods", target.key());
      if (pod == null || !status(pod, container).path("state").has("running")) {
        return;
      }
      Instant since = seen;
      Instant now = Instant.now();
      List<Line> fresh =
          lines(pod, container, status(pod, container), false).stream()
              .filter(line -> line.time().isAfter(since))
              .toList();
      if (!fresh.isEmpty()) {
        out.write(write(call, fresh));
        out.flush();
      }
      seen = now;
    }
  }

  private static String container(Call call, JsonNode pod) {
    List<String> names = new ArrayList<>();
    for (String list : List.of("containers", "initContainers")) {
      Json.items(pod, "spec", list).forEach(c -> names.add(Json.text(c, "name")));
    }
    String asked = call.query("container");
    if (asked.isEmpty()) {
      if (Json.items(pod, "spec", "containers").size() > 1) {
        throw ApiFailure.badRequest(
            "a container name must be specified for pod "
                + Json.name(pod)
                + ", choose one of: ["
                + String.join(" ", names)
                + "]");
      }
      return names.getFirst();
    }
    if (!names.contains(asked)) {
      throw ApiFailure.badRequest("container " + asked + " is not valid for pod " + Json.name(pod));
    }
    return asked;
  }

  private static JsonNode status(JsonNode pod, String container) {
    for (String list : List.of("containerStatuses", "initContainerStatuses")) {
      for (JsonNode status : Json.items(pod, "status", list)) {
        if (Json.text(status, "name").equals(container)) {
          return status;
        }
      }
    }
    return Json.object();
  }

  private static void started(Target target, String container, JsonNode status) {
    String waiting = Json.text(status, "state", "waiting", "reason");
    boolean crashed = status.path("lastState").has("terminated");
    if (!crashed && (status.isEmpty() || !waiting.isEmpty())) {
      String why =
          waiting.matches("ErrImagePull|ImagePullBackOff")
              ? "image can't be pulled"
              : waiting.isEmpty() ? "PodInitializing" : waiting;
      if (waiting.matches("ErrImagePull|ImagePullBackOff")) {
        why = "trying and failing to pull image";
      }
      throw ApiFailure.badRequest(
          "container \""
              + container
              + "\" in pod \""
              + target.name()
              + "\" is "
              + (why.startsWith("trying") ? why : "waiting to start: " + why));
    }
  }

  private static List<Line> lines(
      JsonNode pod, String container, JsonNode status, boolean previous) {
    JsonNode state = previous ? status.path("lastState") : status.path("state");
    if (!previous && state.has("waiting")) {
      state = status.path("lastState");
    }
    boolean over = state.has("terminated");
    JsonNode times = over ? state.path("terminated") : state.path("running");
    Instant start = Times.read(times.path("startedAt"));
    Instant end = over ? Times.read(times.path("finishedAt")) : Instant.now();
    var lines = new ArrayList<Line>();
    lines.add(new Line(start, "starting " + container + " from " + Json.text(status, "image")));
    boolean failed = over && Json.integer(times, 0, "exitCode") != 0;
    if (failed) {
      lines.add(new Line(end, "fatal: cannot continue, a required setting has no usable value"));
      lines.add(new Line(end, "exit status " + Json.integer(times, 1, "exitCode")));
      return lines;
    }
    lines.add(
        new Line(
            start,
            "listening, pod " + Json.name(pod) + " on " + Json.text(pod, "spec", "nodeName")));
    long count = Math.max(0, (end.getEpochSecond() - start.getEpochSecond()) / PACE);
    for (long i = Math.max(1, count - HISTORY); i <= count; i++) {
      lines.add(new Line(start.plusSeconds(i * PACE), request(Json.uid(pod), i)));
    }
    return lines;
  }

  private static String request(String uid, long number) {
    int mixed = Math.floorMod(uid.hashCode() * 31 + (int) number * 7919, 1000);
    String path =
        List.of("/health/ready", "/api/items", "/api/items/" + mixed, "/metrics").get(mixed % 4);
    return "GET " + path + " 200 " + (mixed % 90 + 3) + "ms";
  }

  private static List<Line> select(Call call, List<Line> lines) {
    Instant since = Instant.EPOCH;
    if (!call.query("sinceTime").isEmpty()) {
      since = Times.read(Json.object().put("t", call.query("sinceTime")).path("t"));
    } else if (call.number("sinceSeconds", 0) > 0) {
      since = Instant.now().minusSeconds(call.number("sinceSeconds", 0));
    }
    Instant from = since;
    List<Line> kept = lines.stream().filter(line -> !line.time().isBefore(from)).toList();
    int tail = call.number("tailLines", -1);
    return tail >= 0 && tail < kept.size() ? kept.subList(kept.size() - tail, kept.size()) : kept;
  }

  private static byte[] write(Call call, List<Line> lines) {
    boolean stamped = call.asks("timestamps");
    int limit = call.number("limitBytes", Integer.MAX_VALUE);
    var out = new ByteArrayOutputStream();
    for (Line line : lines) {
      String text = (stamped ? line.time() + " " : "") + line.text() + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, Math.min(bytes.length, Math.max(0, limit - out.size())));
    }
    return out.toByteArray();
  }
}
