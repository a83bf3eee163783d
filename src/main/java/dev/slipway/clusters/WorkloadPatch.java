package dev.slipway.clusters;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The writes that the portal sends, each with its preconditions. Every one carries the
/// resourceVersion of the read that proved UID and base, and the marks (`slipway.dev/...`) for the
/// object's metadata.
public sealed interface WorkloadPatch {

  Map<String, String> marks();

  /// Images by container name, init containers too (strategic merge).
  record SetImages(Map<String, String> images, Map<String, String> marks)
      implements WorkloadPatch {}

  /// The stored restart stamp on the template (strategic merge).
  record Restart(String stamp, Map<String, String> marks) implements WorkloadPatch {}

  /// Pause or resume (Deployments only).
  record SetPaused(boolean paused, Map<String, String> marks) implements WorkloadPatch {}

  /// The whole template, by JSON Patch with a test of the old one.
  ///
  /// @param resume whether a paused Deployment is resumed by the same write
  record ReplaceTemplate(JsonNode template, boolean resume, Map<String, String> marks)
      implements WorkloadPatch {}

  /// A replica count through `/scale`, valid only if `expected` still holds.
  record Scale(int expected, int replicas, Map<String, String> marks) implements WorkloadPatch {}

  /// Bounds of the autoscaler with this name and UID.
  record ScaleBounds(
      String autoscaler, String autoscalerUid, int min, int max, Map<String, String> marks)
      implements WorkloadPatch {}
}
