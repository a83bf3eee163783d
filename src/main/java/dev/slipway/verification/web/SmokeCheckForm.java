package dev.slipway.verification.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.verification.EditSmokeCheck;
import dev.slipway.verification.HttpProbe;
import dev.slipway.verification.HttpProbe.BodyMatch;
import dev.slipway.verification.JobProbe;
import dev.slipway.verification.RefusedProbe;
import dev.slipway.verification.SmokeCheck;
import dev.slipway.verification.SmokeProbe;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A smoke test as typed.
///
/// @param check the one that is edited; null for a new one
/// @param removal why it goes
record SmokeCheckForm(
    @Nullable UUID check,
    @Nullable String version,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String method,
    @Nullable String url,
    @Nullable String expected,
    @Nullable String match,
    @Nullable String text,
    @Nullable String manifest,
    @Nullable String tries,
    @Nullable String pause,
    @Nullable String timeout,
    @Nullable String reason,
    @Nullable String removal) {

  private static final String JOB = "job";
  private static final Duration OF_JOBS = Duration.ofSeconds(5);

  /// What a Job looks like that asks its own service.
  private static String example(String service) {
    return """
    apiVersion: batch/v1
    kind: Job
    spec:
      activeDeadlineSeconds: 120
      template:
        spec:
          containers:
          - name: smoke
            image: ${IMAGE}
            command: ["sh", "-c", "wget -qO- http://%s/health"]
    """
        .formatted(service);
  }

  /// @param kind `http` or `job`
  /// @param service that it is for; its Service in the cluster is mostly called the same
  static SmokeCheckForm empty(String kind, String service) {
    var job = kind.equals(JOB);
    return new SmokeCheckForm(
        null,
        "0",
        job ? JOB : "http",
        "",
        "GET",
        "",
        "200",
        BodyMatch.ANY.slug(),
        "",
        job ? example(service) : "",
        job ? "1" : "3",
        "10",
        "5",
        "",
        "");
  }

  static SmokeCheckForm of(SmokeCheck known, @Nullable String removal) {
    var http = known.probe() instanceof HttpProbe probe ? probe : null;
    var refused = known.probe() instanceof RefusedProbe probe ? probe : null;
    return new SmokeCheckForm(
        known.id(),
        Integer.toString(known.version()),
        known.probe().kind(),
        known.name(),
        http == null ? "GET" : http.method(),
        http != null ? http.url() : refused == null ? "" : refused.typed("url"),
        http == null ? "200" : http.expects(),
        http == null ? BodyMatch.ANY.slug() : http.match().slug(),
        http == null ? "" : http.text(),
        known.probe() instanceof JobProbe(var manifest)
            ? manifest
            : refused == null ? "" : refused.typed("manifest"),
        Integer.toString(known.tries()),
        Long.toString(known.pause().toSeconds()),
        Long.toString(known.timeout().toSeconds()),
        "",
        removal);
  }

  /// @throws FieldRefused for what is typed otherwise than it must be
  EditSmokeCheck wish() {
    return new EditSmokeCheck(
        typed("name"),
        probe(),
        whole("tries", "It is tried 1 to 10 times."),
        seconds("pause", "From one try to the next are 1 to 300 seconds."),
        patience(),
        whole("version", "Look at the page again, then edit."),
        typed("reason"));
  }

  /// @throws FieldRefused for what is typed otherwise than it must be
  SmokeProbe probe() {
    return isJob()
        ? new JobProbe(typed("manifest"))
        : HttpProbe.of(typed("method"), typed("url"), typed("expected"), looksFor(), typed("text"));
  }

  /// A Job says itself how long it may take.
  ///
  /// @throws FieldRefused for what is no number
  Duration patience() {
    return isJob() ? OF_JOBS : seconds("timeout", "One try may take 1 to 20 seconds.");
  }

  boolean isJob() {
    return JOB.equals(kind);
  }

  String typed(String field) {
    return switch (field) {
      case "version" -> text(version);
      case "kind" -> text(kind);
      case "name" -> text(name);
      case "method" -> text(method);
      case "url" -> text(url);
      case "expected" -> text(expected);
      case "match" -> text(match);
      case "text" -> text == null ? "" : text;
      case "manifest" -> manifest == null ? "" : manifest;
      case "tries" -> text(tries);
      case "pause" -> text(pause);
      case "timeout" -> text(timeout);
      case "reason" -> text(reason);
      case "removal" -> text(removal);
      default -> throw new IllegalArgumentException("nobody types the " + field);
    };
  }

  private BodyMatch looksFor() {
    return Arrays.stream(BodyMatch.values())
        .filter(one -> one.slug().equals(typed("match")))
        .findFirst()
        .orElseThrow(() -> new FieldRefused("match", "Choose what is looked for in the body."));
  }

  private Duration seconds(String field, String otherwise) {
    return Duration.ofSeconds(whole(field, otherwise));
  }

  private int whole(String field, String otherwise) {
    var typed = typed(field);
    if (!typed.matches("[0-9]{1,4}")) {
      throw new FieldRefused(field, otherwise);
    }
    return Integer.parseInt(typed);
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
