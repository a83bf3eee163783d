package dev.slipway.sandbox.kubernetes.admission;

import static dev.slipway.sandbox.kubernetes.admission.Defaults.missing;

import dev.slipway.sandbox.kubernetes.model.Json;
import tools.jackson.databind.node.ObjectNode;

/// Defaults of jobs and cron jobs.
final class JobDefaults {

  private JobDefaults() {}

  static void job(ObjectNode job) {
    ObjectNode spec = Json.child(job, "spec");
    jobSpec(spec);
    String uid = Json.uid(job);
    if (!uid.isEmpty() && Json.absent(spec, "selector")) {
      ObjectNode labels =
          Json.child(Json.child(Json.child(spec, "template"), "metadata"), "labels");
      for (ObjectNode target :
          java.util.List.of(labels, Json.child(Json.child(job, "metadata"), "labels"))) {
        target.put("batch.kubernetes.io/controller-uid", uid);
        target.put("batch.kubernetes.io/job-name", Json.name(job));
        target.put("controller-uid", uid).put("job-name", Json.name(job));
      }
      spec.putObject("selector")
          .putObject("matchLabels")
          .put("batch.kubernetes.io/controller-uid", uid);
    }
  }

  static void cronJob(ObjectNode spec) {
    missing(spec, "concurrencyPolicy", "Allow");
    missing(spec, "suspend", false);
    missing(spec, "successfulJobsHistoryLimit", 3);
    missing(spec, "failedJobsHistoryLimit", 1);
    ObjectNode template = Json.child(spec, "jobTemplate");
    Json.child(template, "metadata");
    PodDefaults.spec(
        Json.child(Json.child(Json.child(template, "spec"), "template"), "spec"), "OnFailure");
  }

  private static void jobSpec(ObjectNode spec) {
    missing(spec, "parallelism", 1);
    missing(spec, "completions", 1);
    missing(spec, "backoffLimit", 6);
    missing(spec, "completionMode", "NonIndexed");
    missing(spec, "manualSelector", false);
    missing(spec, "podReplacementPolicy", "TerminatingOrFailed");
    missing(spec, "suspend", false);
    Defaults.template(spec);
  }
}
