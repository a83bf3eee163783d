package dev.slipway.verification;

import dev.slipway.kernel.FieldRefused;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A Kubernetes Job that runs what was rolled out.
///
/// @param manifest as it was written: YAML of `batch/v1`, checked by `JobTemplate`
public record JobProbe(String manifest) implements SmokeProbe {

  static final String KIND = "job";

  /// @throws FieldRefused of the field `manifest`, naming what is in it that may not be
  public JobProbe {
    var _ = JobTemplate.read(manifest);
  }

  @Override
  public String request() {
    return "Kubernetes Job";
  }

  @Override
  public String wants() {
    return "Must complete within %d s.".formatted(seconds());
  }

  @Override
  public Map<String, Object> facts() {
    return Map.of("request", request(), "manifest", manifest);
  }

  @Override
  public String kind() {
    return KIND;
  }

  ObjectNode template() {
    return JobTemplate.read(manifest);
  }

  int seconds() {
    return template().path("seconds").asInt();
  }
}
